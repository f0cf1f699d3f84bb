"""One-time links: looking at one changes nothing, sending its form uses it."""

from __future__ import annotations

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from readiness.core.errors import BadInput
from readiness.extensions import limiter, passwords
from readiness.store.people import Account
from readiness.usecases import accounts, invitations, sign_ins
from readiness.usecases.invitations import Link, Purpose
from readiness.usecases.passwords import Chosen, choose
from readiness.web.clock import now
from readiness.web.forms.invitations import AcceptForm, FirstForm, NewPasswordForm
from readiness.web.session import db, glance, save
from readiness.web.sign_ins import PER_ADDRESS, has_failed, lasts, welcome


def _form(link: Link) -> NewPasswordForm:
    if link.purpose is Purpose.FIRST:
        return FirstForm()
    if link.purpose is Purpose.INVITE and not link.name:
        return AcceptForm()
    return NewPasswordForm()


@limiter.limit(PER_ADDRESS, deduct_when=has_failed)
def show(secret: str) -> ResponseReturnValue:
    link = invitations.look_at(db(), secret, now=now())
    return render_template("invitations/show.html", link=link, form=_form(link))


@limiter.limit(PER_ADDRESS, deduct_when=has_failed)
def use(secret: str) -> ResponseReturnValue:
    with glance() as reading:
        link = invitations.look_at(reading, secret, now=now())
    form = _form(link)
    try:
        sign_in = _used(secret, link, form) if form.validate() else None
    except BadInput as fault:
        form.blame(fault)
        sign_in = None
    if sign_in is None:
        return render_template("invitations/show.html", link=link, form=form), 422
    answer = welcome(sign_in, to="/")
    if link.purpose is Purpose.RESET:
        flash("Your new password is set. Every other browser is signed out.", "success")
    return answer


def _used(secret: str, link: Link, form: NewPasswordForm) -> str:
    """Return the secret of the sign-in that follows."""
    email = form.email.data if isinstance(form, FirstForm) else link.email
    name = form.name.data if isinstance(form, AcceptForm) else link.name
    chosen = choose(form.password.data, email=email, name=name, hasher=passwords())
    if link.purpose is Purpose.RESET:
        account = accounts.reset_password(db(), secret, now=now(), chosen=chosen)
    else:
        account = _accepted(secret, form, name, email, chosen)
    sign_in = sign_ins.begin(db(), account, now=now(), lasts=lasts())
    save()
    return sign_in


def _accepted(secret: str, form: NewPasswordForm, name: str, email: str, chosen: Chosen) -> Account:
    zone = form.time_zone.data if isinstance(form, AcceptForm) else "UTC"
    return accounts.accept(
        db(), secret, now=now(), name=name, email=email, time_zone=zone, chosen=chosen
    )
