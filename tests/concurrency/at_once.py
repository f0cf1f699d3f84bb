"""Sixteen people at once on one review: what each got, and what the ledger made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import Barrier
from typing import Any

from readiness.core.checklists import Kind
from readiness.core.errors import Refused
from readiness.store import ledger as ledger_store
from readiness.store.engine import Database
from readiness.store.reviews import has_launched
from readiness.store.verdicts import segment_at
from readiness.usecases import dossiers, ledger, transaction
from readiness.usecases.dossiers import Dossier
from readiness.usecases.governing import governing
from readiness.usecases.records import notes_of
from readiness.usecases.segments import Door, forecast

THREADS = 16


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody wants to do: a use case and what it is given."""

    name: str
    verb: Callable[..., Any]
    given: tuple[Any, ...]
    named: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`events` went to the ledger; `sentence` is why it was refused, nothing if it was done."""

    name: str
    events: tuple[str, ...]
    sentence: str


def deed(name: str, verb: Callable[..., Any], *given: Any, **named: Any) -> Deed:
    return Deed(name, verb, given, named)


def at_once(database: Database, now: datetime, deeds: Sequence[Deed]) -> list[Outcome]:
    """Do all of it at the same moment. Only our own refusals are caught: no lock may show."""
    assert len(deeds) == THREADS
    ready = Barrier(THREADS)

    def run(each: Deed) -> Outcome:
        ready.wait()
        try:
            with database.writing() as session:
                records = notes_of(session).records
                each.verb(session, *each.given, now=now, **each.named)
                transaction.commit(session, now=now)
                return Outcome(each.name, tuple(record.event for record in records), "")
        except Refused as refused:
            return Outcome(each.name, (), refused.sentence or "no sentence")

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, deeds))


def size(database: Database) -> int:
    with database.reading() as session:
        return ledger_store.head(session).size


def told_since(database: Database, before: int) -> Counter[str]:
    """Prove the whole ledger, and count the events that came after so many entries."""
    with database.reading() as session:
        proof = ledger.verify(session, by=None)
        assert not proof.fault, proof.fault
        entries = [each.event for each in ledger_store.every_entry(session) if each.seq > before]
    assert len(entries) == proof.size - before
    return Counter(entries)


def done_by(outcomes: Sequence[Outcome]) -> Counter[str]:
    return Counter(event for each in outcomes for event in each.events)


def successes(outcomes: Sequence[Outcome], name: str) -> int:
    return sum(each.name == name and not each.sentence for each in outcomes)


def verdict(database: Database, review: int, now: datetime) -> tuple[str, Dossier]:
    """Return the stored verdict, which must be what judging it afresh comes to."""
    with database.reading() as session:
        found = dossiers.load(session, review, now=now)
        place = found.subject.environment
        rules = governing(session, found.service.id).get(place.id)
        judged = dossiers.load(session, rules, now=now) if rules else None
        stored = segment_at(session, found.service.id, place.id, now)
        is_launched = has_launched(session, found.service.id, place.id)
        door = Door(found.service, place, Kind.LAUNCH, is_launched)
        fresh = forecast(session, door, judged, now)[0]
        assert stored is not None
        assert (stored.verdict, stored.body) == (fresh.verdict, fresh.body)
        return stored.verdict, found
