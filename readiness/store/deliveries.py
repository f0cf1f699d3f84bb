"""What is to be sent outside: a queue for each receiver, in which only the oldest is tried."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, bindparam, select, text
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from readiness.store.base import Base, Utc

ONE_OF_BOTH = "(connection_id is null) <> (person_id is null)"


class Receiver(Base):
    """A connection or a person with mail. `held_until` is the lease of the worker that sends to it.

    `down_since` is its first failure since something arrived. `answer` is what it said last.
    """

    __tablename__ = "receivers"
    __table_args__ = (CheckConstraint(ONE_OF_BOTH, name="one_of_both"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    connection_id: Mapped[int | None] = mapped_column(ForeignKey("connections.id"), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), unique=True)
    due_at: Mapped[datetime]
    holder: Mapped[str] = mapped_column(String(32), default="")
    held_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    down_since: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(300), default="")


class Delivery(Base):
    """One message to one receiver. `body` is made once, so that each attempt sends the same.
    `address` is that of a mail; a message goes to where its connection is then.

    Its time to be delivered in counts from `counts_from`: when it was made, or replayed.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index(
            "ix_deliveries_waiting",
            "receiver_id",
            "id",
            sqlite_where=text("done_at IS NULL AND dead_at IS NULL"),
            postgresql_where=text("done_at IS NULL AND dead_at IS NULL"),
        ),
        Index("ix_deliveries_dead_at", "dead_at"),
        Index("ix_deliveries_done_at", "done_at"),
        CheckConstraint("done_at is null or dead_at is null", name="done_or_dead"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(40), unique=True)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("receivers.id"), index=True)
    event: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(320), default="")
    body: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    counts_from: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(300), default="")
    done_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]


# Whoever makes the same queue at the same moment waits, and finds it made.
MAKE = text(
    "INSERT INTO receivers (connection_id, person_id, due_at, holder, failures, answer)"
    " VALUES (:connection, :person, :now, '', 0, '') ON CONFLICT DO NOTHING"
).bindparams(bindparam("now", type_=Utc))


def queue_of(
    session: Session, *, connection: int | None = None, person: int | None = None, now: datetime
) -> int:
    """Return the number of this receiver's queue, which is made with its first message."""
    if person is not None:
        return queues_of_people(session, {person}, now=now)[person]
    assert connection is not None
    return queues_of_connections(session, {connection}, now=now)[connection]


def queues_of_people(session: Session, ids: Collection[int], *, now: datetime) -> dict[int, int]:
    """Return the queue of each, in so many queries however many they are."""
    return _queues(session, Receiver.person_id, ids, now)


def queues_of_connections(
    session: Session, ids: Collection[int], *, now: datetime
) -> dict[int, int]:
    return _queues(session, Receiver.connection_id, ids, now)


def _queues(
    session: Session,
    whose: InstrumentedAttribute[int | None],
    ids: Collection[int],
    now: datetime,
) -> dict[int, int]:
    query = select(whose, Receiver.id).where(whose.in_(ids))
    found = {who: queue for who, queue in session.execute(query) if who is not None}
    if missing := sorted(set(ids) - set(found)):
        nobody = {"connection": None, "person": None, "now": now}
        name = "person" if whose is Receiver.person_id else "connection"
        session.execute(MAKE, [{**nobody, name: each} for each in missing])
        found = {who: queue for who, queue in session.execute(query) if who is not None}
    return found
