"""Work that was promised in a transaction: taken for a while, done, put off, or given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.store import outbox as store
from readiness.store.engine import Database
from readiness.usecases import given_up, transaction

#: Longer than any job takes. A worker that was killed leaves its job alone for as long.
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 3
PAUSES = (timedelta(seconds=5), timedelta(seconds=60))

#: Writes what a job made. It runs in the transaction that marks the job as done.
Write = Callable[[Session], None]

#: Does the slow work of one kind of job with its payload, at a time, outside of any transaction.
#: It may be run again after it was killed half-way.
Handler = Callable[[Database, Mapping[str, object], datetime], Write]


@dataclass(frozen=True, slots=True)
class Job:
    """One row, held for the lease. Whoever takes it later has a higher `attempt`."""

    id: int
    kind: str
    payload: Mapping[str, object]
    attempt: int


class LostLease(Exception):
    """The work took longer than the lease, and somebody else has the job now."""


def claim(database: Database, *, now: datetime) -> Job | None:
    """Take the oldest job that is due, or None. A job that killed its workers is given up."""
    with database.reading() as session:
        if not store.is_due(session, now=now):
            return None
    with database.writing() as session:
        row = store.claim(session, now=now, lease=LEASE)
        if row is None:
            return None
        job = Job(row.id, row.kind, dict(row.payload), row.attempts)
        if job.attempt > MOST_ATTEMPTS:
            row.failed_at = now
            row.fault = row.fault or f"The worker died {MOST_ATTEMPTS} times while doing this."
            given_up.tell(session, job.kind, job.payload, row.fault)
        transaction.commit_bookkeeping(session)
    return None if job.attempt > MOST_ATTEMPTS else job


def finish(session: Session, job: Job, write: Write, *, now: datetime) -> None:
    """Write what the job made together with its end. Raises LostLease before anything is written."""
    if not store.finish(session, job.id, attempt=job.attempt, now=now):
        raise LostLease
    write(session)


def fail(database: Database, job: Job, fault: str, *, now: datetime) -> None:
    """Put the job off for longer each time, and give it up after the last attempt."""
    with database.writing() as session:
        if job.attempt >= MOST_ATTEMPTS:
            if store.give_up(session, job.id, attempt=job.attempt, fault=fault, now=now):
                given_up.tell(session, job.kind, job.payload, fault)
        else:
            until = now + PAUSES[job.attempt - 1]
            store.put_off(session, job.id, attempt=job.attempt, fault=fault, until=until)
        transaction.commit_bookkeeping(session)
