"""The administrator's pages of connections: who hears of what, and how each of them stands."""

from __future__ import annotations

from typing import TypeVar

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from readiness.core.connections import GROUPS, KINDS, Kind
from readiness.core.errors import BadInput
from readiness.usecases import connection_secrets, connections, receiver_pages
from readiness.usecases.connections import Wish
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.connections import ConnectionForm, NewConnectionForm
from readiness.web.forms.fields import choices
from readiness.web.session import db, save

Made = TypeVar("Made", bound=ConnectionForm)


def index() -> ResponseReturnValue:
    return _index(_with_teams(NewConnectionForm(formdata=None)))


def _with_teams(form: Made) -> Made:
    named = [(team.slug, team.name) for team in connections.teams(db(), by=actor())]
    form.teams.choices = choices(named)
    return form


def _index(form: NewConnectionForm) -> str:
    overview = receiver_pages.overview(db(), by=actor())
    return render_template(
        "connections/index.html", overview=overview, form=form, kinds=KINDS, groups=GROUPS
    )


def make() -> ResponseReturnValue:
    form = _with_teams(NewConnectionForm())
    try:
        made = _made(form) if form.validate() else None
    except BadInput as fault:
        form.blame(fault)
        made = None
    return (_index(form), 422) if made is None else _page(*made)


def _made(form: NewConnectionForm) -> tuple[int, str]:
    kind = Kind(form.kind.data)
    row, secret = connections.make(db(), kind, _wish(form), by=actor(), now=now())
    number = row.id
    save()
    return number, secret


def _wish(form: ConnectionForm) -> Wish:
    chosen = form.events.data or (), form.teams.data or ()
    return Wish(form.name.data, form.secret_url.data or "", *chosen)


def show(connection_id: int) -> ResponseReturnValue:
    return _page(connection_id)


def _page(connection_id: int, secret: str = "", form: ConnectionForm | None = None) -> str:
    row = connections.one(db(), connection_id, by=actor())
    listed = receiver_pages.of_connection(db(), row, by=actor())
    return render_template(
        "connections/show.html",
        listed=listed,
        connection=row,
        form=form or _with_teams(ConnectionForm(formdata=None, obj=row)),
        secret=secret,
        kinds=KINDS,
        groups=GROUPS,
        now=now(),
    )


def change(connection_id: int) -> ResponseReturnValue:
    form = _with_teams(ConnectionForm())
    try:
        secret = _changed(connection_id, form) if form.validate() else None
    except BadInput as fault:
        form.blame(fault)
        secret = None
    if secret is None:
        return _page(connection_id, form=form), 422
    if secret:
        return _page(connection_id, secret)
    return _led(connection_id, "The connection is saved.")


def _changed(connection_id: int, form: ConnectionForm) -> str:
    _, secret = connections.change(db(), connection_id, _wish(form), by=actor(), now=now())
    save()
    return secret


def renew(connection_id: int) -> ResponseReturnValue:
    secret = connection_secrets.renew(db(), connection_id, by=actor(), now=now())
    save()
    return _page(connection_id, secret)


def test(connection_id: int) -> ResponseReturnValue:
    connections.test(db(), connection_id, by=actor(), now=now())
    return _done(connection_id, "A test message is on its way. Reload to see what came of it.")


def switch_on(connection_id: int) -> ResponseReturnValue:
    connections.switch_on(db(), connection_id, by=actor(), now=now())
    return _done(connection_id, "The connection is on. What waited is sent now.")


def switch_off(connection_id: int) -> ResponseReturnValue:
    connections.switch_off(db(), connection_id, by=actor(), now=now())
    return _done(connection_id, "The connection is off. What waits is kept until it is on again.")


def remove(connection_id: int) -> ResponseReturnValue:
    connections.remove(db(), connection_id, by=actor(), now=now())
    save()
    flash("The connection is removed, with its address and secret.", "success")
    return redirect(url_for("connections.index"))


def _done(connection_id: int, told: str) -> ResponseReturnValue:
    save()
    return _led(connection_id, told)


def _led(connection_id: int, told: str) -> ResponseReturnValue:
    flash(told, "success")
    return redirect(url_for("connections.show", connection_id=connection_id))
