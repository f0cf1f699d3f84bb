"""When a signature asks for the password again."""

from __future__ import annotations

from datetime import datetime, timedelta

from readiness.core.errors import BadInput
from readiness.core.rights import Actor

CONFIRM_AFTER = timedelta(hours=1)
WANTED = "It is over an hour since you gave your password. Give it again to sign."
WRONG = "This is not your password."


def needs_password(by: Actor, now: datetime) -> bool:
    """Return whether the sign-in is too old to sign with. Whoever has none did not use a browser."""
    return by.confirmed_at is not None and now - by.confirmed_at > CONFIRM_AFTER


def require_confirmed(by: Actor, now: datetime) -> None:
    if needs_password(by, now):
        raise unproven(WANTED)


def unproven(sentence: str) -> BadInput:
    """Return the refusal that is shown beside the password."""
    return BadInput(sentence, {"password": sentence})
