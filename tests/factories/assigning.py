"""Gates in somebody's hand: who has them, who is away, and how their clocks stand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from readiness.core.checklists import Kind
from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.store.assignments import Assignment, newest_assignments
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.usecases import (
    absences,
    accounts,
    assignment_pages,
    assignments,
    checklists,
    dossiers,
    queues,
    services,
    starting,
)
from readiness.usecases.assignment_pages import Hand
from readiness.usecases.waiting_gates import Waiting
from tests.factories.checklists import Document
from tests.factories.people import People
from tests.factories.reviews import FACTS, answer_everything, done, submit_all


def newest(database: Database, review: int, gate: str = "sre") -> Assignment | None:
    with database.reading() as session:
        return newest_assignments(session, [review]).get((review, gate))


def holder(database: Database, review: int, gate: str = "sre") -> int | None:
    row = newest(database, review, gate)
    return row.person_id if row else None


def give(
    database: Database, review: int, to: Actor, by: Actor, now: datetime, gate: str = "sre"
) -> Assignment:
    """Give the gate to somebody, having seen who has it now."""
    row = newest(database, review, gate)
    seen: dict[str, Any] = {"seen": row.id if row else None, "by": by}
    return done(database, now, assignments.assign, review, gate, to.person, **seen)


def let_go(
    database: Database, review: int, by: Actor, now: datetime, gate: str = "sre"
) -> Assignment:
    row = newest(database, review, gate)
    seen: dict[str, Any] = {"seen": row.id if row else None, "by": by}
    return done(database, now, assignments.release, review, gate, **seen)


def leave(
    database: Database, who: Actor, until: date, now: datetime, *, to: Actor | None = None
) -> None:
    substitute = to.person if to else None
    done(database, now, absences.leave, until=until, substitute=substitute, by=who)


def hand(database: Database, review: int, by: Actor, now: datetime, gate: str = "sre") -> Hand:
    """Return what the gate's page says of who has it in hand."""
    with database.reading() as session:
        found = dossiers.load(session, review, now=now)
        return assignment_pages.hand(session, found, found.gate(gate), by=by, now=now)


def row(database: Database, review: int, by: Actor, now: datetime, gate: str = "sre") -> Waiting:
    """Return the gate as the queue of its team shows it."""
    with database.reading() as session:
        for queue in queues.queues(session, by=by, now=now):
            for each in queue.rows:
                if (each.review.id, each.gate.id) == (review, gate):
                    return each
    raise LookupError(gate)


def other_review(
    database: Database,
    name: str,
    people: People,
    now: datetime,
    *,
    document: Document | None = None,
) -> int:
    """Return the review of another service of Alice's, sent to every gate."""
    if document is not None:
        done(database, now, checklists.sync, [document])
    known = from_plain(FACTS)
    made: dict[str, Any] = {"team": "payments", "facts": known, "by": people.alice}
    slug = done(database, now, services.create, name, **made).slug
    start: dict[str, Any] = {"environment": "production", "planned_at": now + timedelta(days=14)}
    review = done(
        database, now, starting.start, slug, kind=Kind.LAUNCH, by=people.alice, **start
    ).id
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    return review


def entries(database: Database, event: str) -> list[LedgerEntry]:
    with database.reading() as session:
        query = select(LedgerEntry).where(LedgerEntry.event == event)
        return list(session.scalars(query.order_by(LedgerEntry.seq)))


def deactivated(session: Any, who: Actor, *, by: Actor, now: datetime) -> None:
    assert who.account
    accounts.deactivate(session, who.account, by=by, now=now)
