"""The append-only, hash-chained record of everything that happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base, Plain


class LedgerEntry(Base):
    """Append-only. `body` is the entry as canonical JSON, `hash` its RFC 6962 leaf hash.

    The other columns repeat parts of the body so that they can be searched.
    """

    __tablename__ = "ledger_entries"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[str]
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    event: Mapped[str] = mapped_column(String(60), index=True)
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("services.id"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id"), index=True)
    about: Mapped[Plain]
    at: Mapped[datetime]


class LedgerHead(Base):
    """The one row that says how long the ledger is and how it ends. The last lock of a change."""

    __tablename__ = "ledger_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


def lock_head(session: Session) -> LedgerHead:
    query = select(LedgerHead).where(LedgerHead.id == 1).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def head(session: Session) -> LedgerHead:
    return session.scalars(select(LedgerHead).where(LedgerHead.id == 1)).one()


def newest_at(session: Session) -> datetime | None:
    """Return when the last change was made, by the clock of whoever made it."""
    return session.scalar(select(LedgerEntry.at).order_by(LedgerEntry.seq.desc()).limit(1))


def hashes_of(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """Return the hash of each of these entries that there is."""
    query = select(LedgerEntry.seq, LedgerEntry.hash).where(LedgerEntry.seq.in_(numbers))
    return {row.seq: row.hash for row in session.execute(query)}


def every_entry(session: Session) -> Iterator[LedgerEntry]:
    """Yield all entries in order, in batches, so that a long ledger fits into memory."""
    query = select(LedgerEntry).order_by(LedgerEntry.seq)
    found = session.scalars(query.execution_options(yield_per=1000))
    try:
        yield from found
    finally:
        found.close()  # whoever stops half-way leaves no cursor open


def newest_entries(
    session: Session, *, service_id: int | None, event: str, before: int | None, limit: int
) -> Sequence[LedgerEntry]:
    query = select(LedgerEntry).order_by(LedgerEntry.seq.desc()).limit(limit)
    if service_id is not None:
        query = query.where(LedgerEntry.service_id == service_id)
    if event:
        query = query.where(LedgerEntry.event == event)
    if before is not None:
        query = query.where(LedgerEntry.seq < before)
    return session.scalars(query).all()


def of_event(session: Session, event: str, *, by: int | None = None) -> Sequence[LedgerEntry]:
    """Return the entries of an event, newest first; with `by` those of one person."""
    query = select(LedgerEntry).where(LedgerEntry.event == event)
    if by is not None:
        query = query.where(LedgerEntry.by == by)
    return session.scalars(query.order_by(LedgerEntry.seq.desc())).all()
