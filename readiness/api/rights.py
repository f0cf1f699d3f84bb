"""Which action each route stands for, and who asks. A route that declares none is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from flask import current_app, request

from readiness.api.bearer import Presented, presented
from readiness.core.errors import Forbidden, NotSignedIn
from readiness.core.rights import Action, Actor, Scope
from readiness.extensions import database
from readiness.store.sessions import Session
from readiness.store.tokens import ApiToken, token_by_key, write_last_uses

View = TypeVar("View", bound=Callable[..., Any])
ATTRIBUTE = "declared_action"
SCOPES = {scope.value: scope for scope in Scope}


def declares(action: Action) -> Callable[[View], View]:
    """Say what a route is for. The use case still requires the right."""

    def attach(view: View) -> View:
        setattr(view, ATTRIBUTE, action)
        return view

    return attach


def guard() -> None:
    view = current_app.view_functions.get(str(request.endpoint))
    if view is not None and not hasattr(view, ATTRIBUTE):
        raise Forbidden("This route is closed.")


def actor() -> Actor:
    """Return the token that asks. Read before anything is locked, so that a stranger locks nothing."""
    given = _presented()
    with database().reading() as session:
        row = token_by_key(session, given.key) if given else None
    if given is None or row is None or not _is_good(given, row):
        raise NotSignedIn("Send a token that is neither over nor revoked, as a bearer token.")
    scopes = frozenset(SCOPES[scope] for scope in row.scopes if scope in SCOPES)
    return Actor(token=row.id, scopes=scopes, token_service=row.service_id)


def note_use(session: Session, now: datetime) -> None:
    """Write that the token was used, together with what it was used for."""
    given = _presented()
    if given is not None:
        write_last_uses(session, {given.key: now})


def _presented() -> Presented | None:
    return presented(request.headers.get("Authorization", ""))


def _is_good(given: Presented, row: ApiToken) -> bool:
    now = current_app.config["NOW"]()
    return given.is_good(row.secret_hash, ends_at=row.ends_at, revoked_at=row.revoked_at, now=now)
