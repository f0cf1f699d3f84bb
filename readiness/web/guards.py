"""Before any page runs: what nobody put into the table is closed, and most pages take a sign-in."""

from __future__ import annotations

from flask import request

from readiness.core.errors import Forbidden, NotSignedIn
from readiness.core.rights import RIGHTS, Standing
from readiness.web.actor import actor
from readiness.web.routes import ACTIONS


def guard() -> None:
    if request.endpoint in (None, "static"):
        return
    action = ACTIONS.get(str(request.endpoint))
    if action is None:
        raise Forbidden("This page is closed.")
    if Standing.ANYBODY not in RIGHTS[action] and actor().person is None:
        raise NotSignedIn("Sign in first.")
