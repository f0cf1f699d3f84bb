"""The administrator's page of tokens."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from readiness.core.errors import BadInput
from readiness.core.rights import Scope
from readiness.usecases import tokens
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.fields import choices
from readiness.web.forms.tokens import TokenForm
from readiness.web.session import db, save


def index() -> ResponseReturnValue:
    return _page(_blank())


def _blank() -> TokenForm:
    return _offer_services(TokenForm(formdata=None))


def _offer_services(form: TokenForm) -> TokenForm:
    services = [(each.slug, each.name) for each in tokens.services(db(), by=actor())]
    form.service.choices = choices([("", "All services"), *services])
    return form


def _page(form: TokenForm, token: str | None = None) -> str:
    listed = tokens.listing(db(), by=actor())
    return render_template("tokens/index.html", tokens=listed, form=form, token=token, now=now())


def make() -> ResponseReturnValue:
    form = _offer_services(TokenForm())
    try:
        token = _made(form) if form.validate() else None
    except BadInput as fault:
        form.blame(fault)
        token = None
    return (_page(form), 422) if token is None else _page(_blank(), token)


def _made(form: TokenForm) -> str:
    token = tokens.make(
        db(),
        form.name.data,
        by=actor(),
        now=now(),
        scopes=[Scope(scope) for scope in form.scopes.data],
        service_slug=form.service.data or None,
        days=form.days.data,
    )
    save()
    return token


def revoke(token_id: int) -> ResponseReturnValue:
    tokens.revoke(db(), token_id, by=actor(), now=now())
    save()
    flash("The token is revoked. Pipelines that used it are refused from now on.", "success")
    return redirect(url_for("tokens.index"))
