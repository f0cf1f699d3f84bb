"""The administrator's page of people: invite, roles, new password, out of use."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.core.rights import Role
from readiness.extensions import settings
from readiness.usecases import accounts, invitations, people, teams
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.fields import choices
from readiness.web.forms.people import AddressForm, InviteForm, RoleForm
from readiness.web.session import db, save


def index() -> ResponseReturnValue:
    return render_template(
        "people/index.html",
        people=people.listing(db(), by=actor()),
        waiting=invitations.waiting(db(), by=actor(), now=now()),
    )


def _invite_form() -> InviteForm:
    form = InviteForm()
    form.teams.choices = choices((team.slug, team.name) for team in teams.listing(db(), by=actor()))
    return form


def offer() -> ResponseReturnValue:
    return render_template("people/invite.html", form=_invite_form())


def invite() -> ResponseReturnValue:
    form = _invite_form()
    try:
        secret = _invited(form) if form.validate() else None
    except BadInput as fault:
        form.blame(fault)
        secret = None
    if secret is None:
        return render_template("people/invite.html", form=form), 422
    return _link_page(secret, "Invitation for " + form.email.data, days=7)


def _invited(form: InviteForm) -> str:
    roles = [Role(role) for role in form.roles.data or ()]
    chosen = form.teams.data or ()
    secret = invitations.invite(
        db(), form.email.data, by=actor(), now=now(), teams=chosen, roles=roles
    )
    save()
    return secret


def _link_page(secret: str, title: str, *, days: int) -> ResponseReturnValue:
    """Show a link the only time that it can be shown."""
    link = settings().public_url + addresses.link(secret)
    return render_template("people/link.html", link=link, title=title, days=days)


def withdraw(invitation_id: int) -> ResponseReturnValue:
    invitations.withdraw(db(), invitation_id, by=actor(), now=now())
    save()
    flash("The invitation is withdrawn; its link no longer works.", "success")
    return redirect(url_for("people.index"))


def show(person_id: int) -> ResponseReturnValue:
    return _person_page(person_id, AddressForm(formdata=None))


def _person_page(person_id: int, form: AddressForm) -> str:
    listed = people.one(db(), person_id, by=actor())
    return render_template("people/show.html", listed=listed, form=form, roles=Role)


def grant(person_id: int) -> ResponseReturnValue:
    people.grant(db(), person_id, _role(), by=actor(), now=now())
    return _done(person_id, "The role is given.")


def revoke(person_id: int) -> ResponseReturnValue:
    people.revoke(db(), person_id, _role(), by=actor(), now=now())
    return _done(person_id, "The role is taken back.")


def _role() -> Role:
    form = RoleForm()
    if not form.validate():
        raise BadInput("There is no such role.")
    return Role(form.role.data)


def add_account(person_id: int) -> ResponseReturnValue:
    """Invite somebody who is here to a second account: rules still see one person."""
    form = AddressForm()
    first = people.one(db(), person_id, by=actor()).accounts[0]
    try:
        if form.validate():
            return _second_account(form.email.data, first.id)
    except BadInput as fault:
        form.blame(fault)
    return _person_page(person_id, form), 422


def _second_account(email: str, account_id: int) -> ResponseReturnValue:
    secret = invitations.invite(db(), email, by=actor(), now=now(), account_id=account_id)
    save()
    return _link_page(secret, f"Invitation for {email}", days=7)


def reset(person_id: int, account_id: int) -> ResponseReturnValue:
    account = people.account_of(db(), person_id, account_id, by=actor())
    secret = invitations.reset_link(db(), account.id, by=actor(), now=now())
    save()
    return _link_page(secret, f"New password for {account.email}", days=1)


def deactivate(person_id: int, account_id: int) -> ResponseReturnValue:
    account = people.account_of(db(), person_id, account_id, by=actor())
    accounts.deactivate(db(), account.id, by=actor(), now=now())
    return _done(person_id, "The account is deactivated and signed out everywhere.")


def reactivate(person_id: int, account_id: int) -> ResponseReturnValue:
    account = people.account_of(db(), person_id, account_id, by=actor())
    accounts.reactivate(db(), account.id, by=actor(), now=now())
    return _done(person_id, "The account can be used again.")


def _done(person_id: int, sentence: str) -> ResponseReturnValue:
    save()
    flash(sentence, "success")
    return redirect(url_for("people.show", person_id=person_id))
