"""What a use case notes down while it works, for the transaction to write when it commits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from readiness.core.rights import Actor

KEY = "readiness.notes"


@dataclass(frozen=True, slots=True)
class Record:
    """One entry for the ledger: what happened, by whom, about what. Digests, never text."""

    event: str
    by: Actor | None
    about: Mapping[str, object]
    service: int | None
    review: int | None


@dataclass(frozen=True, slots=True)
class Message:
    """One row for the outbox."""

    kind: str
    payload: Mapping[str, object]


@dataclass(slots=True)
class Notes:
    records: list[Record] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)  # services whose verdicts to compute anew
    settled: set[int] = field(default_factory=set)  # notices whose people have nothing left to do


def notes_of(session: Session) -> Notes:
    notes: Notes = session.info.setdefault(KEY, Notes())
    return notes


def record(
    session: Session,
    event: str,
    *,
    by: Actor | None,
    service: int | None = None,
    review: int | None = None,
    **about: object,
) -> None:
    """Note an entry for the ledger. `by` None is the system itself."""
    notes_of(session).records.append(Record(event, by, about, service, review))


def send(session: Session, kind: str, **payload: object) -> None:
    """Note work for the outbox; it leaves only if the transaction commits."""
    notes_of(session).messages.append(Message(kind, payload))


def touch(session: Session, service_id: int) -> None:
    """Note that the verdicts of this service must be computed anew before the commit."""
    notes_of(session).touched.add(service_id)
