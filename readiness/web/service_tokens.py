"""The tokens of one service, made and revoked by the team that owns it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from readiness.core.errors import BadInput, NotFound
from readiness.core.rights import Scope
from readiness.extensions import settings
from readiness.usecases import badges, services, tokens
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.service_tokens import ServiceTokenForm
from readiness.web.services import asking
from readiness.web.session import db, save


def index(slug: str) -> ResponseReturnValue:
    return _page(slug, ServiceTokenForm())


def _page(slug: str, form: ServiceTokenForm, token: str | None = None) -> str:
    return render_template(
        "service_tokens/index.html",
        badges=badges.links(db(), slug, by=actor(), now=now()),
        tokens=tokens.of_service(db(), slug, by=actor()),
        service=services.service(db(), slug, by=actor()),
        form=form,
        token=token,
        now=now(),
        public_url=settings().public_url,
        **asking(slug),
    )


def make(slug: str) -> ResponseReturnValue:
    tokens.of_service(db(), slug, by=actor())
    form = ServiceTokenForm()
    try:
        token = _made(slug, form) if form.validate() else None
    except BadInput as fault:
        form.blame(fault)
        token = None
    return (_page(slug, form), 422) if token is None else _page(slug, form, token)


def _made(slug: str, form: ServiceTokenForm) -> str:
    token = tokens.make(
        db(),
        form.name.data,
        by=actor(),
        now=now(),
        scopes=[Scope(scope) for scope in form.scopes.data],
        service_slug=slug,
        days=form.days.data,
    )
    save()
    return token


def revoke(slug: str, token_id: int) -> ResponseReturnValue:
    listed = tokens.of_service(db(), slug, by=actor())
    if token_id not in {each.token.id for each in listed}:
        raise NotFound("This service has no such token.")
    tokens.revoke(db(), token_id, by=actor(), now=now())
    save()
    flash("The token is revoked. Pipelines that used it are refused from now on.", "success")
    return redirect(url_for("service_tokens.index", slug=slug))
