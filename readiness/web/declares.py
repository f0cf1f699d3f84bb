"""Which action each page stands for. A page that declares none is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request

from readiness.core.errors import Forbidden, NotSignedIn
from readiness.core.rights import RIGHTS, Action, Standing
from readiness.web.actor import actor

View = TypeVar("View", bound=Callable[..., Any])
ATTRIBUTE = "declared_action"


def declares(action: Action) -> Callable[[View], View]:
    """Say what a view is for. Outermost but for the route; the use case still requires the right."""

    def attach(view: View) -> View:
        setattr(view, ATTRIBUTE, action)
        return view

    return attach


def declared(endpoint: str) -> Action | None:
    action: Action | None = getattr(current_app.view_functions[endpoint], ATTRIBUTE, None)
    return action


def guard() -> None:
    """Refuse, before any view runs, what nobody declared and what takes a sign-in."""
    if request.endpoint in (None, "static"):
        return
    action = declared(str(request.endpoint))
    if action is None:
        raise Forbidden("This page is closed.")
    if Standing.ANYBODY not in RIGHTS[action] and actor().person is None:
        raise NotSignedIn("Sign in first.")
