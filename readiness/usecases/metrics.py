"""What can be measured of an installation: verdicts, what waits and for how long, its health."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import metrics
from readiness.core.health import Health
from readiness.core.metrics import Kind, Metric, Sample, gauge
from readiness.core.rights import Action, Actor, Scope, require
from readiness.store import metrics as store
from readiness.store.engine import Database
from readiness.usecases import waiting_gates

SCOPES = {scope.value: scope for scope in Scope}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who may read the figures, with a token that was good when it was looked up."""

    actor: Actor
    secret_hash: str
    ends_at: datetime


def readers(database: Database, now: datetime) -> Mapping[str, Reader]:
    """Return whoever has a token with the scope, by its key."""
    with database.reading() as session:
        return {
            row.key: Reader(
                Actor(token=row.id, scopes=scopes, token_service=row.service_id),
                row.secret_hash,
                row.ends_at,
            )
            for row in store.good_tokens(session, now=now)
            if Scope.METRICS in (scopes := frozenset(SCOPES[s] for s in row.scopes if s in SCOPES))
        }


def look(database: Database, now: datetime) -> tuple[Metric, ...]:
    """Return the figures of what is stored, however long that takes. Nobody has read them yet."""
    with database.reading() as session:
        return tuple(_stored(session, now))


def told(
    stored: Sequence[Metric],
    health: Health | None,
    counts: Mapping[tuple[str, str], Sequence[float]],
    *,
    by: Actor,
) -> str:
    """Return all figures as text, to a token for them that is bound to no service."""
    require(by, Action.READ_METRICS)
    return metrics.text((_requests(counts), _checks(health), *stored))


def _requests(counts: Mapping[tuple[str, str], Sequence[float]]) -> Metric:
    samples = [
        sample
        for (asked, answered), found in sorted(counts.items())
        for sample in metrics.histogram(
            {"area": asked, "status": answered}, [int(each) for each in found[:-1]], found[-1]
        )
    ]
    help = "Time until an answer began, by what was asked and with which status."
    return Metric("readiness_request_seconds", Kind.HISTOGRAM, help, samples)


def _checks(health: Health | None) -> Metric:
    checks = health.checks if health else ()
    samples = [Sample(check.is_well, {"check": check.part.value}) for check in checks]
    return gauge(
        "readiness_check_ok", "1 for each check of /readyz that is well, else 0.", *samples
    )


def _stored(session: Session, now: datetime) -> Iterator[Metric]:
    yield gauge(
        "readiness_verdicts",
        "Gates by what they answer at this moment.",
        *(
            Sample(
                count, {"environment": place, "kind": kind, "verdict": word, "enforced": _flag(is_)}
            )
            for place, kind, word, is_, count in store.verdicts(session, now=now)
        ),
    )
    yield from _gates(session, now)
    yield from _queue("jobs", "jobs of the worker", store.jobs(session), now)
    yield from _queue("deliveries", "messages and mails", store.deliveries(session), now)
    down = Sample(store.receivers_down(session))
    yield gauge("readiness_receivers_down", "Receivers that took nothing at the last try.", down)
    yield gauge(
        "readiness_ledger_entries", "Entries of the ledger.", Sample(store.ledger_size(session))
    )


def _gates(session: Session, now: datetime) -> Iterator[Metric]:
    waiting: dict[str, list[datetime]] = {}
    for row in waiting_gates.rows(session, now=now):
        if row.is_now:
            waiting.setdefault(row.gate.team, []).append(row.since)
    counts = [Sample(len(each), {"team": team}) for team, each in sorted(waiting.items())]
    ages = [Sample(_age(min(each), now), {"team": team}) for team, each in sorted(waiting.items())]
    yield gauge("readiness_gates_waiting", "Gates that wait for a team.", *counts)
    yield gauge("readiness_gates_oldest_seconds", "How long the oldest of them waits.", *ages)


def _queue(
    name: str, what: str, found: tuple[int, int, datetime | None], now: datetime
) -> Iterator[Metric]:
    waiting, dead, oldest = found
    yield gauge(f"readiness_{name}_waiting", f"How many {what} wait.", Sample(waiting))
    yield gauge(f"readiness_{name}_given_up", f"How many {what} were given up.", Sample(dead))
    age = Sample(_age(oldest, now))
    yield gauge(
        f"readiness_{name}_oldest_seconds", f"How long the oldest of the {what} waits.", age
    )


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _flag(is_so: bool) -> str:
    return "true" if is_so else "false"
