"""The freezes that run or are to come, laid over verdicts for pages as the gate lays them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.freezes import Freeze, Said, laid_over, read, standing
from readiness.core.verdicts import Judgement, Verdict, judge
from readiness.store import freezes as store
from readiness.store import reviews
from readiness.store.verdicts import Segment
from readiness.usecases.dossiers import Dossier
from readiness.usecases.standing_holds import HELD


def known(session: Session) -> tuple[Freeze, ...]:
    return read(store.calendar(session).body)


def over(
    segment: Segment,
    freezes: Collection[Freeze],
    *,
    service: str,
    environment: str,
    now: datetime,
) -> Segment:
    """Return what the gate says by this segment now. It is a row of its own, and not stored."""
    said = Said(segment.verdict, segment.body, segment.ends_at)
    found = laid_over(said, freezes, service=service, environment=environment, at=now)
    return Segment(
        verdict=found.verdict,
        body=found.body,
        ends_at=found.ends_at,
        enforced=segment.enforced,
        starts_at=segment.starts_at,
    )


def judged(session: Session, found: Dossier, now: datetime) -> Judgement:
    """Return the verdict on a review, blocked while a freeze stops what it is for."""
    judgement = judge(found.case, now)
    freezes = known(session) if found.review.kind in HELD else ()
    if not any(each.is_running(now) for each in freezes):
        return judgement
    environment = found.subject.environment
    is_launched = reviews.has_launched(session, found.service.id, environment.id)
    stopping = standing(
        (
            each
            for each in freezes
            if each.concerns(found.service.slug, environment.name, is_launched=is_launched)
        ),
        now,
    )
    if not stopping:
        return judgement
    return replace(judgement, verdict=Verdict.BLOCKED, reasons=(*stopping, *judgement.reasons))
