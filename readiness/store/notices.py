"""What each person was told: the inbox. Its rows are read once, so they may be marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    and_,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class Notice(Base):
    """`mail` is how it comes by mail, as its person had chosen then; `summed_at` is when a daily
    summary took it up. `service`, `area`, `question` and `gate` are as people read them.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_inbox", "person_id", "id"),
        Index("ix_notices_unread", "person_id", "read_at"),
        Index("ix_notices_waiting", "mail", "summed_at"),
        Index("ix_notices_of_review", "review_id", "read_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(20))
    event: Mapped[str] = mapped_column(String(60))
    service: Mapped[str] = mapped_column(String(100), default="")
    review_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id"))
    review_kind: Mapped[str] = mapped_column(String(20), default="")
    area: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(Text, default="")
    gate: Mapped[str] = mapped_column(Text, default="")
    sentence: Mapped[str] = mapped_column(Text)
    asked: Mapped[str] = mapped_column(Text, default="")
    of: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text)
    mail: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    summed_at: Mapped[datetime | None]


WAITS = (Notice.mail == "daily", Notice.summed_at.is_(None), Notice.read_at.is_(None))


def inbox(session: Session, person: int, *, offset: int, limit: int) -> Sequence[Notice]:
    """Return a page of the person's notices: what was not read first, each part newest first."""
    query = select(Notice).where(Notice.person_id == person)
    unread_first = (Notice.read_at.is_not(None), Notice.id.desc())
    return session.scalars(query.order_by(*unread_first).offset(offset).limit(limit)).all()


def count_unread(session: Session, person: int, most: int) -> int:
    """Return how many are unread, at most so many: nobody reads a larger number."""
    query = select(Notice.id).where(Notice.person_id == person, Notice.read_at.is_(None))
    return session.scalar(select(func.count()).select_from(query.limit(most).subquery())) or 0


def one(session: Session, person: int, notice_id: int) -> Notice | None:
    query = select(Notice).where(Notice.person_id == person, Notice.id == notice_id)
    return session.scalar(query)


def mark_read(
    session: Session, person: int, now: datetime, notice_id: int | None = None, up_to: int = 0
) -> None:
    """Mark one, or all that the person had been shown: those up to the number `up_to`."""
    which = Notice.id <= up_to if notice_id is None else Notice.id == notice_id
    _mark(session, and_(Notice.person_id == person, which), now)


def open_asks(session: Session, reviews: Collection[int]) -> Sequence[Notice]:
    """Return what still asks something of somebody in these reviews, oldest first."""
    query = select(Notice).where(Notice.review_id.in_(reviews), Notice.read_at.is_(None))
    return session.scalars(query.where(Notice.asked != "").order_by(Notice.id)).all()


def asks_of(session: Session, people: Collection[int], events: Collection[str]) -> Sequence[Notice]:
    """Return what still asks something of these people by such an event, oldest first."""
    query = select(Notice).where(Notice.person_id.in_(people), Notice.read_at.is_(None))
    query = query.where(Notice.asked != "", Notice.event.in_(events))
    return session.scalars(query.order_by(Notice.id)).all()


def settle(
    session: Session,
    ids: Collection[int],
    now: datetime,
    places: Collection[tuple[int, str]] = (),
) -> None:
    """Mark these as read, whose people need not do any more what they ask, and by person the places:
    what leads the person to this address, or to a part of its page.
    """
    there = (and_(Notice.person_id == person, _leads_to(place)) for person, place in places)
    _mark(session, or_(Notice.id.in_(ids), *there), now)


def _leads_to(place: str) -> ColumnElement[bool]:
    part = Notice.address.startswith(f"{place}#", autoescape=True)
    return or_(Notice.address == place, part)


def _mark(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    # Held in the order of their numbers by everybody: two who mark the same wait in line, and
    # neither for the other. What is marked under the ledger's head is marked at once for this.
    held = select(Notice.id).where(which, Notice.read_at.is_(None)).order_by(Notice.id)
    query = update(Notice).where(Notice.id.in_(held.with_for_update()))
    session.execute(query.values(read_at=now))


def newest(session: Session, person: int) -> int:
    return session.scalar(select(func.max(Notice.id)).where(Notice.person_id == person)) or 0


def with_waiting(session: Session) -> Sequence[int]:
    """Return for whom something waits for a daily summary."""
    return session.scalars(select(Notice.person_id).distinct().where(*WAITS)).all()


def waiting_of(session: Session, person: int) -> Sequence[Notice]:
    """Return what a summary has to take up, oldest first, held until the transaction ends."""
    query = select(Notice).where(Notice.person_id == person, *WAITS)
    return session.scalars(query.order_by(Notice.id).with_for_update()).all()


def sum_up(session: Session, ids: Collection[int], now: datetime) -> None:
    session.execute(update(Notice).where(Notice.id.in_(ids)).values(summed_at=now))
