"""How each person wants to hear by mail; which summaries were made, and which reminders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, bindparam, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base, Utc


class MailChoice(Base):
    """What a person has chosen of one kind. A kind without a row comes as usual."""

    __tablename__ = "mail_choices"
    __table_args__ = (CheckConstraint("way in ('at_once','daily','off')", name="way_known"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    way: Mapped[str] = mapped_column(String(10))


class SummaryTime(Base):
    """When the person's daily summary is made: minutes after midnight, where they are."""

    __tablename__ = "summary_times"
    __table_args__ = (CheckConstraint("minutes between 0 and 1439", name="within_a_day"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    minutes: Mapped[int]


class Summary(Base):
    """The summary of one day was made, or there was nothing to sum up: never twice."""

    __tablename__ = "summaries"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class Reminder(Base):
    """Something was told because its time had come: each `name` once."""

    __tablename__ = "reminders"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


# Whoever comes second waits for the first, and then does nothing.
CHOOSE = text(
    "INSERT INTO mail_choices (person_id, kind, way) VALUES (:person, :kind, :way)"
    " ON CONFLICT (person_id, kind) DO UPDATE SET way = excluded.way"
)
SET_TIME = text(
    "INSERT INTO summary_times (person_id, minutes) VALUES (:person, :minutes)"
    " ON CONFLICT (person_id) DO UPDATE SET minutes = excluded.minutes"
)
MARK_DAY = text(
    "INSERT INTO summaries (person_id, day, at) VALUES (:person, :day, :at)"
    " ON CONFLICT DO NOTHING RETURNING person_id"
).bindparams(bindparam("at", type_=Utc))
MARK_TOLD = text(
    "INSERT INTO reminders (name, at) VALUES (:name, :at) ON CONFLICT DO NOTHING RETURNING name"
).bindparams(bindparam("at", type_=Utc))


def choices_of(session: Session, people: Collection[int]) -> Mapping[int, Mapping[str, str]]:
    """Return what each of these people has chosen, by kind; nothing for whoever has not."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for row in session.scalars(select(MailChoice).where(MailChoice.person_id.in_(people))):
        found[row.person_id][row.kind] = row.way
    return found


def choose(session: Session, person: int, kind: str, way: str) -> None:
    session.execute(CHOOSE, {"person": person, "kind": kind, "way": way})


def times_of(session: Session, people: Collection[int]) -> Mapping[int, int]:
    rows = session.scalars(select(SummaryTime).where(SummaryTime.person_id.in_(people)))
    return {row.person_id: row.minutes for row in rows}


def set_time(session: Session, person: int, minutes: int) -> None:
    session.execute(SET_TIME, {"person": person, "minutes": minutes})


def is_first_of_day(session: Session, person: int, day: date, now: datetime) -> bool:
    """Note that the day's summary is made; return False if it was made before."""
    said = {"person": person, "day": day, "at": now}
    return session.scalar(MARK_DAY, said) is not None


def last_days(session: Session, people: Collection[int]) -> Mapping[int, date]:
    """Return the newest day of which each person's summary was made."""
    query = select(Summary.person_id, func.max(Summary.day).label("day")).group_by(
        Summary.person_id
    )
    rows = session.execute(query.where(Summary.person_id.in_(people)))
    return {row.person_id: row.day for row in rows}


def is_first_told(session: Session, name: str, now: datetime) -> bool:
    """Note that this is told; return False if it was told before."""
    return session.scalar(MARK_TOLD, {"name": name, "at": now}) is not None


def told_of(session: Session, names: Collection[str]) -> frozenset[str]:
    """Return which of these were told."""
    return frozenset(session.scalars(select(Reminder.name).where(Reminder.name.in_(names))))
