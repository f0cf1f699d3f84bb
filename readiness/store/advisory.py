"""Where the gate is advisory, until when, and whom it would have stopped there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class AdvisoryRule(Base):
    """Append-only. It holds until `ends_at`, or until a row of `advisory_ends` names it."""

    __tablename__ = "advisory_rules"
    __table_args__ = (
        CheckConstraint("scope in ('tier','environment','service')", name="scope_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(String(100))
    ends_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500))
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class AdvisoryEnd(Base):
    """Append-only: from then on the gate is enforced."""

    __tablename__ = "advisory_ends"
    __table_args__ = (UniqueConstraint("rule_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("advisory_rules.id"))
    reason: Mapped[str] = mapped_column(String(500))
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class AdvisoryPass(Base):
    """How often a gate let through on one day (UTC) what it would have stopped."""

    __tablename__ = "advisory_passes"

    address: Mapped[str] = mapped_column(String(120), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int]


def every_rule(session: Session) -> Sequence[tuple[AdvisoryRule, AdvisoryEnd | None]]:
    """Return every rule with its early end, newest first."""
    query = select(AdvisoryRule, AdvisoryEnd).outerjoin(
        AdvisoryEnd, AdvisoryEnd.rule_id == AdvisoryRule.id
    )
    return [(row[0], row[1]) for row in session.execute(query.order_by(AdvisoryRule.id.desc()))]


def add_passes(session: Session, counts: Mapping[tuple[str, date], int]) -> None:
    for (address, day), count in sorted(counts.items()):
        row = session.get(AdvisoryPass, (address, day), with_for_update=True)
        if row is None:
            session.add(AdvisoryPass(address=address, day=day, count=count))
        else:
            row.count += count


def passes_since(session: Session, day: date) -> Sequence[AdvisoryPass]:
    return session.scalars(select(AdvisoryPass).where(AdvisoryPass.day >= day)).all()
