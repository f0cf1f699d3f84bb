"""What the gate has stored about a service, read as it would answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from readiness.store.engine import Database
from readiness.store.environments import environment_by_name
from readiness.store.services import service_by_slug
from readiness.store.verdicts import segment_at
from tests.factories.reviews import SLUG


@dataclass(frozen=True, slots=True)
class Answered:
    verdict: str
    codes: tuple[str, ...]
    score: int | None
    waivers: tuple[str, ...]
    review: int | None
    ends_at: datetime | None


def gate_says(
    database: Database, at: datetime, environment: str = "production", kind: str = "launch"
) -> Answered:
    """Return what is stored for the instant, however far ahead: no job runs in between."""
    with database.reading() as session:
        service, place = service_by_slug(session, SLUG), environment_by_name(session, environment)
        assert service is not None
        assert place is not None
        segment = segment_at(session, service.id, place.id, at, kind)
    assert segment is not None
    body = json.loads(segment.body)
    return Answered(
        verdict=segment.verdict,
        codes=tuple(reason["code"] for reason in body["reasons"]),
        score=body["score"],
        waivers=tuple(waiver["question"] for waiver in body["waivers"]),
        review=body["review"],
        ends_at=segment.ends_at,
    )
