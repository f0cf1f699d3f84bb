"""Computes what the gate answers about a service, for now and for every end already known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import addresses, reasons
from readiness.core.checklists import Kind
from readiness.core.gate_addresses import gate_address
from readiness.core.reasons import Reason
from readiness.core.verdicts import Case, Span, Verdict, timeline
from readiness.core.waivers import Waiver
from readiness.store import approvals, environments, reviews
from readiness.store import verdicts as store
from readiness.store.environments import Environment
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.store.verdicts import Segment
from readiness.usecases import approving, dossiers, summaries
from readiness.usecases.dossiers import Dossier


def compute(session: Session, service_id: int, *, now: datetime) -> None:
    """Approve what has become ready, and replace the stored segments and summaries.

    The service is locked by whoever changed it.
    """
    opened = reviews.open_reviews_of(session, service_id)
    moving = {review.id for review in opened} | store.unsettled(session, service_id)
    found = {id_: approving.approved_if_ready(session, id_, now=now) for id_ in sorted(moving)}
    service = session.get_one(Service, service_id)
    governs = _governed(opened) | approvals.approved_last(session, service_id)
    for id_ in set(governs.values()) - set(found):
        found[id_] = dossiers.load(session, id_, now=now)
    stored = store.segments_of(session, service_id)
    for environment in environments.every_environment(session):
        review = governs.get(environment.id)
        rows = _segments(session, service, environment, found.get(review or 0), now)
        before = [row for row in stored if row.environment_id == environment.id]
        if not _say_the_same(before, rows):
            store.replace_segments(session, service_id, environment.id, rows)
    for each in found.values():
        summaries.store_summary(session, each, now=now)


def governing(session: Session, service_id: int) -> dict[int, int]:
    """Return the review that governs each environment that has one.

    It is the launch review approved last, or before the first approval the open one.
    """
    opened = reviews.open_reviews_of(session, service_id)
    return _governed(opened) | approvals.approved_last(session, service_id)


def _governed(opened: Sequence[Review]) -> dict[int, int]:
    return {review.environment_id: review.id for review in opened if review.kind == Kind.LAUNCH}


def _segments(
    session: Session,
    service: Service,
    environment: Environment,
    found: Dossier | None,
    now: datetime,
) -> list[Segment]:
    if found is None:
        return [_unreviewed(session, service, environment, now)]
    return [_spanned(found, span) for span in timeline(found.case, now)]


def _say_the_same(before: Sequence[Segment], after: Sequence[Segment]) -> bool:
    """Return whether the stored forecast still holds; it may have begun earlier."""
    told = [[(row.ends_at, row.verdict, row.body) for row in rows] for rows in (before, after)]
    return told[0] == told[1]


def _unreviewed(
    session: Session, service: Service, environment: Environment, now: datetime
) -> Segment:
    owner = session.get_one(Team, service.owner_team_id)
    reason = reasons.no_review(service.slug, owner.name)
    body = _body(review=None, score=None, found=(reason,), running=())
    return _segment(service, environment, now, None, Verdict.BLOCKED, body)


def _spanned(found: Dossier, span: Span) -> Segment:
    judgement = span.judgement
    body = _body(
        review=found.review.id,
        score=judgement.score.total,
        found=judgement.reasons,
        running=[_waiver(found.case, waiver) for waiver in judgement.running],
    )
    return _segment(
        found.service,
        found.subject.environment,
        span.starts_at,
        span.ends_at,
        judgement.verdict,
        body,
    )


def _waiver(case: Case, waiver: Waiver) -> dict[str, object]:
    areas = {each.question.id: each.question.area for each in case.graded}
    return {
        "question": waiver.question,
        "ends_at": waiver.ends_at.isoformat(),
        "path": addresses.question(case.review, areas.get(waiver.question, ""), waiver.question),
    }


def _body(
    *,
    review: int | None,
    score: int | None,
    found: Sequence[Reason],
    running: Sequence[dict[str, object]],
) -> dict[str, object]:
    return {
        "review": review,
        "score": score,
        "reasons": [asdict(reason) for reason in found],
        "waivers": list(running),
    }


def _segment(
    service: Service,
    environment: Environment,
    starts_at: datetime,
    ends_at: datetime | None,
    verdict: Verdict,
    body: dict[str, object],
) -> Segment:
    return Segment(
        service_id=service.id,
        environment_id=environment.id,
        kind=Kind.LAUNCH,
        address=gate_address(service.slug, environment.name),
        starts_at=starts_at,
        ends_at=ends_at,
        verdict=verdict.value,
        enforced=True,
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    )
