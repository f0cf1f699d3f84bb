"""The keys of signed verdicts: the first by itself, the next ones in time, none missed by anybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.adapters import sealing, signing
from readiness.core.errors import WrongMoment
from readiness.core.rights import Action, Actor, require
from readiness.core.signed_verdicts import LONGEST_LIFE
from readiness.store import ledger
from readiness.store import signing_keys as store
from readiness.store.signing_keys import SigningKey
from readiness.usecases.records import record
from readiness.usecases.sites import site_of

#: So long a key is published before it signs: who reads the keys once in this time never misses one.
LEAD = timedelta(minutes=10)
#: And so long after the end of its last verdict, for a clock that is behind.
SLACK = timedelta(minutes=5)


def published(session: Session, *, by: Actor, now: datetime) -> Sequence[SigningKey]:
    require(by, Action.READ_PUBLIC)
    return store.published_keys(session, now)


def make_first(session: Session, *, now: datetime) -> bool:
    """Make a key if there is none, and return whether it did. Of two starts at once one makes it."""
    if store.every_key(session):
        return False
    ledger.lock_head(session)
    if store.every_key(session):
        return False
    made = _add(session, now=now, signs_from=now)
    record(session, "key.made", by=None, key=made.key)
    return True


def rotate(session: Session, *, now: datetime, at_once: bool = False) -> SigningKey:
    """Make the next key, which is published now and signs after `LEAD`. The operator's shell asks.

    `at_once` is for a key that somebody else may have: what it signed is not taken any more.
    """
    ledger.lock_head(session)
    keys = store.every_key(session)
    waiting = [key for key in keys if key.signs_from > now and not _is_over(key, now)]
    if waiting and not at_once:
        raise WrongMoment(
            f"The next key is published already and signs from {waiting[0].signs_from}."
        )
    signs_from = now if at_once else now + LEAD
    for key in keys:
        _retire(key, signs_from, at_once=at_once, now=now)
    made = _add(session, now=now, signs_from=signs_from)
    record(session, "key.rotated", by=None, key=made.key, signs_from=signs_from.isoformat())
    return made


def _is_over(key: SigningKey, now: datetime) -> bool:
    return key.signs_until is not None and key.signs_until <= now


def _retire(key: SigningKey, moment: datetime, *, at_once: bool, now: datetime) -> None:
    if key.signs_until is None or key.signs_until > moment:
        key.signs_until = moment
        key.published_until = moment + LONGEST_LIFE + SLACK
    if at_once:
        key.published_until = min(key.published_until or now, now)
    if _is_over(key, now):
        key.sealed_private_key = ""


def _add(session: Session, *, now: datetime, signs_from: datetime) -> SigningKey:
    pair = signing.new_pair()
    made = SigningKey(
        key=signing.key_id(pair.public),
        public_key=pair.public,
        sealed_private_key=sealing.seal(pair.private, site_of(session).key, sealing.SIGNING),
        made_at=now,
        signs_from=signs_from,
    )
    session.add(made)
    session.flush()
    return made
