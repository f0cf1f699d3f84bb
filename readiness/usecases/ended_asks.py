"""Asks to decide on a waiver whose own end came first: the time ends them, and nobody's deed."""

from __future__ import annotations

from datetime import datetime

from readiness.core import addresses
from readiness.store import notices, waivers
from readiness.store.engine import Database
from readiness.store.sessions import Session
from readiness.usecases import transaction


def end(database: Database, *, now: datetime) -> None:
    """Mark them as read. Nothing is written where there is none."""
    with database.reading() as session:
        over = _over(session, now)
    if not over:
        return
    with database.writing() as session:
        notices.settle(session, over, now)
        transaction.commit_bookkeeping(session)


def _over(session: Session, now: datetime) -> frozenset[int]:
    ended = waivers.ended_undecided(session, now)
    places = {addresses.waiver(each.id) for each in ended}
    asks = notices.open_asks(session, {each.review_id for each in ended})
    return frozenset(
        ask.id for ask in asks if ask.event == "waiver.asked" and ask.address in places
    )
