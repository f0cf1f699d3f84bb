"""Computes what the gates answer about a service, for now and for every end already known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import product

from sqlalchemy.orm import Session

from readiness.core.checklists import Kind
from readiness.store import environments, reviews
from readiness.store import verdicts as store
from readiness.store.services import Service
from readiness.store.verdicts import Segment
from readiness.usecases import answered_asks, approving, dossiers, summaries
from readiness.usecases.governing import governing_each_kind
from readiness.usecases.segments import Door, forecast

#: The kinds that have a gate. A hand-off never stops a deployment.
GATED = (Kind.LAUNCH, Kind.CHANGE)


def compute(session: Session, service_id: int, *, now: datetime) -> None:
    """Approve what has become ready, and replace the stored segments and summaries.

    The service is locked by whoever changed it.
    """
    moving = store.unsettled(session, service_id)
    places = environments.every_environment(session)
    found = {id_: approving.approved_if_ready(session, id_, now=now) for id_ in sorted(moving)}
    governs = governing_each_kind(session, service_id)
    for id_ in {governs[gate] for gate in governs if gate[0] in GATED} - set(found):
        found[id_] = dossiers.load(session, id_, now=now)
    stored = store.every_segment_of(session, service_id)
    service = session.get_one(Service, service_id)
    launched = reviews.launched_environments(session, service_id)
    for kind, place in product(GATED, places):
        before = [row for row in stored if (row.kind, row.environment_id) == (kind, place.id)]
        rules = found.get(governs.get((kind, place.id), 0))
        door = Door(service, place, kind, place.id in launched)
        _store(session, before, forecast(session, door, rules, now))
    for each in found.values():
        row = summaries.store_summary(session, each, now=now)
        if row.summary[summaries.HANDED] or each.waivers:
            answered_asks.note(session, each, now)


def _store(session: Session, before: Sequence[Segment], rows: Sequence[Segment]) -> None:
    if not _say_the_same(before, rows):
        store.replace_segments(session, before, rows)


def _say_the_same(before: Sequence[Segment], after: Sequence[Segment]) -> bool:
    """Return whether the stored forecast still holds; it may have begun earlier."""
    told = [[(row.ends_at, row.verdict, row.body) for row in rows] for rows in (before, after)]
    return told[0] == told[1]
