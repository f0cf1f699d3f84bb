"""Computes what the gate answers about a service, for now and for every end already known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import addresses, reasons
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


def compute(session: Session, service_id: int, *, now: datetime) -> None:
    """Approve what has become ready, and replace the stored segments and summaries.

    The service is locked by whoever changed it.
    """
    open_reviews = reviews.open_reviews_of(session, service_id)
    for review in open_reviews:
        approving.approve_if_ready(session, review.id, now=now)
    service = session.get_one(Service, service_id)
    governed_by = [
        _replace(session, service, environment, now)
        for environment in environments.every_environment(session)
    ]
    moving = {review.id for review in open_reviews} | store.unsettled(session, service_id)
    for review_id in moving | {id_ for id_ in governed_by if id_}:
        summaries.store_summary(session, dossiers.load(session, review_id, now=now), now=now)


def _replace(
    session: Session, service: Service, environment: Environment, now: datetime
) -> int | None:
    """Store the segments of one environment, and return the review that governs it."""
    review = governing(session, service.id, environment.id)
    rows = (
        [_unreviewed(session, service, environment, now)]
        if review is None
        else _judged(session, review, now)
    )
    store.replace_segments(session, service.id, environment.id, rows)
    return review.id if review else None


def governing(session: Session, service_id: int, environment_id: int) -> Review | None:
    """Return the launch review approved last, or before the first approval the open one."""
    approval = approvals.newest_approval_of_service(session, service_id, environment_id)
    if approval is not None:
        return reviews.review_by_id(session, approval.review_id)
    for review in reviews.open_reviews_of(session, service_id):
        if review.environment_id == environment_id and review.kind == "launch":
            return review
    return None


def _unreviewed(
    session: Session, service: Service, environment: Environment, now: datetime
) -> Segment:
    owner = session.get_one(Team, service.owner_team_id)
    reason = reasons.no_review(service.slug, owner.name)
    body = _body(review=None, score=None, found=(reason,), running=())
    return _segment(service.id, environment.id, now, None, Verdict.BLOCKED, body)


def _judged(session: Session, review: Review, now: datetime) -> list[Segment]:
    case = dossiers.load(session, review.id, now=now).case
    return [_spanned(review, case, span) for span in timeline(case, now)]


def _spanned(review: Review, case: Case, span: Span) -> Segment:
    judgement = span.judgement
    body = _body(
        review=review.id,
        score=judgement.score.total,
        found=judgement.reasons,
        running=[_waiver(case, waiver) for waiver in judgement.running],
    )
    return _segment(
        review.service_id,
        review.environment_id,
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
    service_id: int,
    environment_id: int,
    starts_at: datetime,
    ends_at: datetime | None,
    verdict: Verdict,
    body: dict[str, object],
) -> Segment:
    return Segment(
        service_id=service_id,
        environment_id=environment_id,
        starts_at=starts_at,
        ends_at=ends_at,
        verdict=verdict.value,
        enforced=True,
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    )
