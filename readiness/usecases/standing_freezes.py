"""The freezes that run or are to come, laid over verdicts for pages as the gate lays them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import advisory
from readiness.core.advisory import Rule, advised
from readiness.core.freezes import Freeze, Said, laid_over, read, standing
from readiness.core.verdicts import Judgement, Verdict, judge
from readiness.store import freezes as store
from readiness.store import reviews, verdicts
from readiness.store.verdicts import Segment
from readiness.usecases.dossiers import Dossier
from readiness.usecases.standing_holds import HELD


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is laid over every verdict."""

    freezes: tuple[Freeze, ...]
    rules: tuple[Rule, ...]


def calendar(session: Session) -> Calendar:
    body = store.calendar(session).body
    return Calendar(read(body), advisory.read(body))


def known(session: Session) -> tuple[Freeze, ...]:
    return calendar(session).freezes


def over(
    segment: Segment,
    calendar: Calendar,
    *,
    service: str,
    environment: str,
    now: datetime,
) -> Segment:
    """Return what the gate says by this segment now. It is a row of its own, and not stored."""
    said = Said(segment.verdict, segment.body, segment.ends_at)
    named = {"service": service, "environment": environment}
    found = laid_over(said, calendar.freezes, **named, at=now)
    found = advised(found, calendar.rules, **named, at=now)
    return Segment(
        verdict=found.verdict,
        body=found.body,
        ends_at=found.ends_at,
        enforced=segment.enforced and found.enforced,
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


def is_advisory(session: Session, found: Dossier, now: datetime) -> bool:
    """Return whether the gate that this review is for lets through although it is blocked."""
    if found.review.kind not in HELD:
        return False
    environment, kind = found.subject.environment, found.review.kind
    segment = verdicts.segment_at(session, found.service.id, environment.id, now, kind)
    if segment is None:
        return False
    named = {"service": found.service.slug, "environment": environment.name}
    return not over(segment, calendar(session), **named, now=now).enforced
