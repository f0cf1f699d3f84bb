"""Tokens by which pipelines ask the gate and report deployments."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.adapters.secrets import new_token
from readiness.core.errors import BadInput, NotFound, WrongMoment
from readiness.core.rights import Action, Actor, Scope, require
from readiness.store.services import Service, every_service, service_by_slug
from readiness.store.teams import Team
from readiness.store.tokens import ApiToken, every_token
from readiness.usecases.records import record

USUAL_DAYS, MOST_DAYS = 90, 366
NOT_MADE = "No token was made."


@dataclass(frozen=True, slots=True)
class Listed:
    """A token without its secret; `service` None is all services."""

    token: ApiToken
    service: Service | None

    def is_valid(self, now: datetime) -> bool:
        return self.token.revoked_at is None and self.token.ends_at > now


def listing(session: Session, *, by: Actor) -> Sequence[Listed]:
    """Return every token, newest first."""
    require(by, Action.MANAGE_TOKENS)
    services = {service.id: service for service in every_service(session)}
    return [
        Listed(token, services[token.service_id] if token.service_id else None)
        for token in every_token(session)
    ]


def services(session: Session, *, by: Actor) -> Sequence[Service]:
    """Return the services that a token can be limited to."""
    require(by, Action.MANAGE_TOKENS)
    return every_service(session)


def of_service(session: Session, slug: str, *, by: Actor) -> Sequence[Listed]:
    service = _owned(session, slug, by)
    query = select(ApiToken).where(ApiToken.service_id == service.id)
    found = session.scalars(query.order_by(ApiToken.made_at.desc()))
    return [Listed(token, service) for token in found]


def make(
    session: Session,
    name: str,
    *,
    by: Actor,
    now: datetime,
    scopes: Collection[Scope],
    service_slug: str | None = None,
    days: int = USUAL_DAYS,
) -> str:
    """Return the token, to be shown once: only its hash is kept. No service means all of them."""
    service = _service(session, service_slug, by)
    label = " ".join(name.split())
    _check(label, scopes, days)
    _check_bounds(scopes, is_of_one=service is not None)
    token, key, token_hash = new_token()
    made = ApiToken(
        key=key,
        secret_hash=token_hash,
        name=label,
        scopes=sorted(scope.value for scope in set(scopes)),
        service_id=service.id if service else None,
        made_by=by.person,
        made_at=now,
        ends_at=now + timedelta(days=days),
    )
    session.add(made)
    session.flush()
    record(
        session,
        "token.made",
        by=by,
        service=made.service_id,
        token=made.id,
        scopes=made.scopes,
        days=days,
    )
    return token


def revoke(session: Session, token_id: int, *, by: Actor, now: datetime) -> None:
    """End a token at once."""
    token = session.get(ApiToken, token_id, with_for_update=True)
    team = _owner_of(session, token.service_id) if token else None
    allowed = Action.MANAGE_SERVICE_TOKENS if team else Action.MANAGE_TOKENS
    require(by, allowed, owner_team=team)
    if token is None:
        raise NotFound("There is no such token.")
    if token.revoked_at is not None:
        raise WrongMoment("This token is revoked already.")
    token.revoked_at = now
    session.flush()
    record(session, "token.revoked", by=by, service=token.service_id, token=token.id)


def _service(session: Session, slug: str | None, by: Actor) -> Service | None:
    if slug is None:
        require(by, Action.MANAGE_TOKENS)
        return None
    return _owned(session, slug, by)


def _owned(session: Session, slug: str, by: Actor) -> Service:
    service = service_by_slug(session, slug)
    team = _owner_of(session, service.id) if service else None
    require(by, Action.MANAGE_SERVICE_TOKENS, owner_team=team)
    if service is None:
        raise NotFound("There is no such service.")
    return service


def _owner_of(session: Session, service_id: int | None) -> str | None:
    query = select(Team.slug).join(Service, Service.owner_team_id == Team.id)
    return session.scalar(query.where(Service.id == service_id))


def _check(label: str, scopes: Collection[Scope], days: int) -> None:
    if not 1 <= len(label) <= 100:
        raise BadInput(NOT_MADE, {"name": "Write what it is for, at most 100 characters."})
    if not scopes:
        raise BadInput(NOT_MADE, {"scopes": "Choose at least one."})
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(NOT_MADE, {"days": f"Choose from 1 to {MOST_DAYS} days."})


def _check_bounds(scopes: Collection[Scope], *, is_of_one: bool) -> None:
    if is_of_one and Scope.METRICS in scopes:
        sentence = "Figures tell of all services: an administrator makes it for all of them."
        raise BadInput(NOT_MADE, {"scopes": sentence})
    if not is_of_one and Scope.BADGE in scopes:
        raise BadInput(NOT_MADE, {"scopes": "A badge is of one service: make it on its page."})
