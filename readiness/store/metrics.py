"""Counts of what is stored, for those who watch an installation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from readiness.store.deliveries import Delivery, Receiver
from readiness.store.delivery_queues import WAITS
from readiness.store.environments import Environment
from readiness.store.ledger import LedgerHead
from readiness.store.outbox import OutboxRow
from readiness.store.tokens import ApiToken
from readiness.store.verdicts import Segment


def verdicts(session: Session, *, now: datetime) -> Sequence[Row[str, str, str, bool, int]]:
    """Return environment, kind, verdict and whether it is enforced, with how many gates say so."""
    by = (Environment.name, Segment.kind, Segment.verdict, Segment.enforced)
    query = select(*by, func.count()).join(Environment, Environment.id == Segment.environment_id)
    ends = or_(Segment.ends_at.is_(None), Segment.ends_at > now)
    return session.execute(query.where(Segment.starts_at <= now, ends).group_by(*by)).all()


def jobs(session: Session) -> tuple[int, int, datetime | None]:
    """Return how many jobs wait, how many were given up, and when the oldest that waits was made."""
    row = OutboxRow
    waits = row.done_at.is_(None) & row.failed_at.is_(None)
    waiting, oldest = session.execute(
        select(func.count(), func.min(row.created_at)).where(waits)
    ).one()
    failed = session.scalar(select(func.count()).where(row.failed_at.is_not(None)))
    return waiting, failed or 0, oldest


def deliveries(session: Session) -> tuple[int, int, datetime | None]:
    """Return how many deliveries wait, how many were given up, and since when the oldest waits."""
    query = select(func.count(), func.min(Delivery.counts_from)).where(WAITS)
    waiting, oldest = session.execute(query).one()
    dead = session.scalar(select(func.count()).where(Delivery.dead_at.is_not(None)))
    return waiting, dead or 0, oldest


def receivers_down(session: Session) -> int:
    return session.scalar(select(func.count()).where(Receiver.down_since.is_not(None))) or 0


def ledger_size(session: Session) -> int:
    return session.scalar(select(LedgerHead.size)) or 0


def good_tokens(session: Session, *, now: datetime) -> Sequence[ApiToken]:
    """Return the tokens that are neither over nor revoked."""
    query = select(ApiToken).where(ApiToken.revoked_at.is_(None), ApiToken.ends_at > now)
    return session.scalars(query).all()
