"""The password again, in the form that signs, once the sign-in is older than an hour."""

from __future__ import annotations

from flask import g
from flask_limiter.util import get_remote_address
from flask_login import current_user
from limits import parse

from readiness.core.confirmations import WANTED, WRONG, needs_password, unproven
from readiness.core.errors import BadInput, TooMany
from readiness.core.rights import Actor
from readiness.extensions import limiter, passwords
from readiness.usecases import accounts, sign_ins
from readiness.usecases.passwords import Candidate, Proven, prove
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.session import FORM_KEY, close, db, glance, save
from readiness.web.sign_ins import PER_ACCOUNT, PER_ADDRESS

LIMITS = (parse(PER_ACCOUNT), parse(PER_ADDRESS))
SECONDS = 900
TOO_MANY = "A wrong password was given too often. Wait a few minutes, then try again."


def asks_password() -> bool:
    return needs_password(actor(), now())


def proven_again(password: str) -> Proven | None:
    """Return what the password has proven, None when it is not needed yet.

    It is slow, so it comes before anything that holds a lock. Wrong ones are counted as those at
    the sign-in are.
    """
    if not asks_password():
        return None
    if not password:
        raise unproven(WANTED)
    _require_few()
    with glance() as reading:
        account = accounts.own(reading, by=actor())
    candidate = Candidate(account.id, account.password_hash)
    try:
        return prove(candidate, password, hasher=passwords(), wrong=unproven(WRONG))
    except BadInput:
        _count()
        raise


def confirmed(proven: Proven | None) -> Actor:
    """Return who signs, with the password given again if it had to be. The caller saves."""
    if proven is None:
        return actor()
    return sign_ins.confirm(db(), current_user.secret, proven, by=actor(), now=now())


def keep(proven: Proven | None) -> None:
    """Keep that the password was right although the vote was refused: it is not asked for twice."""
    if proven is None:
        return
    close()
    g.pop(FORM_KEY, None)  # what the form was for is not done: it can be sent as it is again
    try:
        by = confirmed(proven)
    except BadInput:
        close()  # it was changed just now, so it is asked for again
    else:
        save()
        current_user.actor = by


def _keys() -> tuple[tuple[str, str], tuple[str, str]]:
    return ("confirm.account", str(actor().account)), ("confirm.address", get_remote_address())


def _require_few() -> None:
    for limit, key in zip(LIMITS, _keys(), strict=True):
        if not limiter.limiter.test(limit, *key):
            raise TooMany(TOO_MANY, SECONDS)


def _count() -> None:
    for limit, key in zip(LIMITS, _keys(), strict=True):
        limiter.limiter.hit(limit, *key)
