"""What of an installation has to be well, and what people are told when it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MEGABYTE = 1_000_000
LEAST_ROOM = 256 * MEGABYTE
#: A worker gives a sign of life every five seconds.
SILENCE = timedelta(seconds=30)
#: A sign so old is of a worker that was taken away, not of one that died.
FORGOTTEN = timedelta(days=1)
#: So long a job may wait that nobody has taken.
WAIT = timedelta(minutes=2)
#: Two machines may differ by so much.
CLOCKS_DIFFER = timedelta(seconds=2)


class Part(StrEnum):
    DATABASE = "database"
    SCHEMA = "schema"
    CLOCK = "clock"
    LEDGER = "ledger"
    WORKER = "worker"
    DISK = "disk"
    CHECKLISTS = "checklists"


#: Without these the server cannot answer. Of the rest it only warns: a dead worker closes no gate,
#: so it must not lead a load balancer to take the gate away.
NEEDED = frozenset({Part.DATABASE, Part.SCHEMA, Part.CLOCK})


#: What a fault means, and what to do.
ADVICE = {
    Part.WORKER: "Reports, messages and the search wait; pages and the gate work."
    " Start it again: readiness worker.",
    Part.DISK: "When it is full nothing can be saved; the gate goes on answering. Make room.",
    Part.CHECKLISTS: "What was taken in before stays in use."
    " Mend it, then run: readiness checklists sync.",
    Part.LEDGER: "An older database was put in its place: what came after is lost. See the backups.",
    Part.SCHEMA: "Restart the servers after that.",
    Part.CLOCK: "Until it is right the gate lets nothing through. Set the clock.",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One part. An empty fault is a good sign; `names` are for people who are signed in only."""

    part: Part
    fault: str = ""
    names: tuple[str, ...] = ()

    @property
    def is_well(self) -> bool:
        return not self.fault

    @property
    def advice(self) -> str:
        return ADVICE.get(self.part, "")


@dataclass(frozen=True, slots=True)
class Health:
    checks: tuple[Check, ...]

    @property
    def is_ready(self) -> bool:
        return all(check.is_well for check in self.checks if check.part in NEEDED)

    @property
    def is_well(self) -> bool:
        return not self.faults

    @property
    def faults(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.is_well)


def without_answer() -> Health:
    """Return what is known when the look itself did not come to its end in time."""
    return Health((Check(Part.DATABASE, "The database does not answer in time."),))


def unreachable() -> Check:
    return Check(Part.DATABASE, "The database cannot be read.")


def schema(found: str | None, wanted: str) -> Check:
    """A newer schema is fine for a while: migrations are made to run beside the running release."""
    if found is None or found < wanted:
        fault = f"The database is at schema {found or 'none'}, this release needs {wanted}."
        return Check(Part.SCHEMA, f"{fault} Run: readiness migrate")
    return Check(Part.SCHEMA)


def clock(now: datetime, newest: datetime | None) -> Check:
    """`newest` is when the last change was made, by the clock of whoever made it."""
    if newest is not None and now < newest - CLOCKS_DIFFER:
        return Check(Part.CLOCK, "The clock is behind the newest entry of the ledger.")
    return Check(Part.CLOCK)


def ledger(size: int, seen: int) -> Check:
    """`seen` is how long it was known to be by what is noted beside the database."""
    if size < seen:
        return Check(Part.LEDGER, f"The ledger has {size} entries, and was seen with {seen}.")
    return Check(Part.LEDGER)


def worker(now: datetime, beat: datetime | None, waits_since: datetime | None) -> Check:
    """`beat` is the last sign of life here; without one only what waits can tell."""
    silence = FORGOTTEN if beat is None else now - beat
    if silence <= SILENCE:
        return Check(Part.WORKER)  # it may have much to do, and comes to it
    if silence < FORGOTTEN:
        return Check(Part.WORKER, f"No worker has given a sign of life for {_said(silence)}.")
    if waits_since is not None and now - waits_since > WAIT:
        waited = _said(now - waits_since)
        return Check(Part.WORKER, f"Work has been waiting for the worker for {waited}.")
    return Check(Part.WORKER)


def disk(free_bytes: int, *, is_writable: bool) -> Check:
    if not is_writable:
        return Check(Part.DISK, "The instance folder cannot be written to.")
    if free_bytes < LEAST_ROOM:
        return Check(Part.DISK, f"The disk has only {free_bytes // MEGABYTE} MB left.")
    return Check(Part.DISK)


def checklists(unreadable: Sequence[str]) -> Check:
    if not unreadable:
        return Check(Part.CHECKLISTS)
    fault = (
        "A checklist file cannot be taken in."
        if len(unreadable) == 1
        else f"{len(unreadable)} checklist files cannot be taken in."
    )
    return Check(Part.CHECKLISTS, fault, tuple(unreadable))


def _said(span: timedelta) -> str:
    minutes = round(span.total_seconds()) // 60
    if minutes < 2:
        return f"{round(span.total_seconds())} seconds"
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"
