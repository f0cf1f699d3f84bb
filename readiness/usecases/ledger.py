"""Appends to the ledger, reads it, and proves that nothing in it was changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import canonical, leaf_hash
from readiness.core.rights import Action, Actor, require
from readiness.store import ledger as store
from readiness.store.ledger import LedgerEntry, LedgerHead
from readiness.usecases.records import Record

SCHEMA = "readiness/ledger/1"


def lock_head(session: Session) -> LedgerHead:
    """Lock where the ledger ends. Taken last, as it is the last lock of a change."""
    return store.lock_head(session)


def append(session: Session, head: LedgerHead, records: Sequence[Record], *, now: datetime) -> None:
    """Chain the records to the ledger's end, which the caller has locked."""
    for record in records:
        body = canonical(_entry(record, seq=head.size + 1, previous=head.hash, at=now))
        head.size, head.hash = head.size + 1, leaf_hash(body)
        session.add(_row(record, body=body, seq=head.size, digest=head.hash, at=now))


def _entry(record: Record, *, seq: int, previous: str, at: datetime) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "seq": seq,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "event": record.event,
        "by": _by(record.by),
        "service": record.service,
        "review": record.review,
        "about": dict(record.about),
        "previous": previous,
    }


def _by(actor: Actor | None) -> dict[str, object]:
    if actor is None:
        return {"system": True}
    if actor.token is not None:
        return {"token": actor.token}
    return {"person": actor.person, "account": actor.account}


def _row(record: Record, *, body: bytes, seq: int, digest: str, at: datetime) -> LedgerEntry:
    return LedgerEntry(
        seq=seq,
        body=body.decode(),
        hash=digest,
        event=record.event,
        by=record.by.person if record.by else None,
        service_id=record.service,
        review_id=record.review,
        about=dict(record.about),
        at=at,
    )


def entries(
    session: Session,
    *,
    by: Actor,
    service_id: int | None = None,
    event: str = "",
    before: int | None = None,
    limit: int = 100,
) -> Sequence[LedgerEntry]:
    require(by, Action.READ_LEDGER)
    return store.newest_entries(
        session, service_id=service_id, event=event, before=before, limit=limit
    )


@dataclass(frozen=True, slots=True)
class Proof:
    """How far the ledger could be proven; `fault` says what is wrong with entry `broken`."""

    size: int
    head: str
    broken: int | None
    fault: str


def verify(session: Session, *, by: Actor | None) -> Proof:
    """Walk the whole chain. The operator's shell asks with `by` None."""
    if by is not None:
        require(by, Action.READ_LEDGER)
    seq, previous = 0, "0" * 64
    for entry in store.every_entry(session):
        fault = _fault(entry, seq + 1, previous)
        if fault:
            return Proof(seq, previous, seq + 1, fault)
        seq, previous = entry.seq, entry.hash
    head = store.head(session)
    if (head.size, head.hash) != (seq, previous):
        fault = f"the ledger ends at entry {seq}, but its head says {head.size}"
        return Proof(seq, previous, seq + 1, fault)
    return Proof(seq, previous, None, "")


def _fault(entry: LedgerEntry, seq: int, previous: str) -> str:
    """Return what is wrong with the entry that should follow, or nothing."""
    if entry.seq != seq:
        return f"entry {seq} is missing"
    if leaf_hash(entry.body.encode()) != entry.hash:
        return "its text does not match its hash"
    try:
        body = json.loads(entry.body)
        before, told = body["previous"], _told(body)
    except (ValueError, TypeError, KeyError):
        return "its text is no entry of a ledger"
    if before != previous:
        return "it does not follow from the entry before it"
    if _columns(entry) != told:
        return "its columns do not say what its text says"
    return ""


def _columns(entry: LedgerEntry) -> tuple[object, ...]:
    at = entry.at.isoformat(timespec="microseconds")
    return entry.seq, entry.event, entry.by, entry.service_id, entry.review_id, entry.about, at


def _told(body: dict[str, object]) -> tuple[object, ...]:
    by = body["by"]
    person = by.get("person") if isinstance(by, dict) else None
    return (
        body["seq"],
        body["event"],
        person,
        body["service"],
        body["review"],
        body["about"],
        body["at"],
    )
