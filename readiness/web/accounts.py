"""One's own account: name, time zone, password."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from readiness.core.errors import BadInput
from readiness.extensions import limiter, passwords
from readiness.usecases import absences, accounts, sign_ins, team_pages
from readiness.usecases.names import names
from readiness.usecases.passwords import Candidate, choose, prove
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.absences import AbsenceForm
from readiness.web.forms.accounts import PasswordForm, ProfileForm
from readiness.web.forms.fields import choices
from readiness.web.session import db, glance, save
from readiness.web.sign_ins import PER_ACCOUNT, has_failed, lasts, welcome


def page(
    profile: ProfileForm | None = None,
    password: PasswordForm | None = None,
    absence: AbsenceForm | None = None,
) -> str:
    who = actor()
    away = absences.own(db(), by=who, now=now())
    return render_template(
        "accounts/show.html",
        account=accounts.own(db(), by=who),
        away=away,
        stand_in=names(db(), {away.substitute_id} if away else (), by=who),
        teams=team_pages.own_teams(db(), by=who),
        absence=absence or absence_form(),
        profile=profile or ProfileForm(formdata=None, name=who.name, time_zone=who.time_zone),
        password=password or PasswordForm(formdata=None),
    )


def absence_form() -> AbsenceForm:
    """Return the form with those who can stand in for the person."""
    gone = absences.own(db(), by=actor(), now=now())
    said = {"until": gone.until, "substitute": gone.substitute_id or 0} if gone else {}
    form = AbsenceForm(data=said)
    people = absences.substitutes(db(), by=actor())
    form.substitute.choices = choices(
        [("0", "Nobody"), *((str(person.id), person.name) for person in people)]
    )
    return form


def show() -> ResponseReturnValue:
    return page()


def change_profile() -> ResponseReturnValue:
    form = ProfileForm()
    if not form.validate():
        return page(profile=form), 422
    accounts.change_profile(
        db(), by=actor(), now=now(), name=form.name.data, time_zone=form.time_zone.data
    )
    save()
    flash("Your name and time zone are saved.", "success")
    return redirect(url_for("accounts.show"))


@limiter.limit(PER_ACCOUNT, key_func=lambda: str(actor().account), deduct_when=has_failed)
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    try:
        secret = _changed(form) if form.validate() else None
    except BadInput as fault:
        form.blame(fault)
        secret = None
    if secret is None:
        return page(password=form), 422
    answer = welcome(secret, to=url_for("accounts.show"))
    flash("Your password is changed. Every other browser is signed out.", "success")
    return answer


def _changed(form: PasswordForm) -> str:
    """Return the secret of this browser's new sign-in."""
    with glance() as reading:
        account = accounts.own(reading, by=actor())
    wrong = BadInput("The password was not changed.", {"old": "This is not your password."})
    candidate = Candidate(account.id, account.password_hash)
    proven = prove(candidate, form.old.data, hasher=passwords(), wrong=wrong)
    chosen = choose(form.password.data, email=account.email, name=actor().name, hasher=passwords())
    changed = accounts.change_password(db(), by=actor(), now=now(), proven=proven, chosen=chosen)
    secret = sign_ins.begin(db(), changed, now=now(), lasts=lasts())
    save()
    return secret
