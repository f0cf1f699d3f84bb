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
from readiness.usecases.dossiers import Dossier


def compute(session: Session, service_id: int, *, now: datetime) -> None:
    """Approve what has become ready, and replace the stored segments and summaries.

    The service is locked by whoever changed it.
    """
    moving = {review.id for review in reviews.open_reviews_of(session, service_id)}
    moving |= store.unsettled(session, service_id)
    found = {id_: approving.approved_if_ready(session, id_, now=now) for id_ in sorted(moving)}
    service = session.get_one(Service, service_id)
    for environment in environments.every_environment(session):
        review = governing(session, service_id, environment.id)
        if review is not None and review.id not in found:
            found[review.id] = dossiers.load(session, review.id, now=now)
        _replace(session, service, environment, found[review.id] if review else None, now)
    for each in found.values():
        summaries.store_summary(session, each, now=now)


def _replace(
    session: Session,
    service: Service,
    environment: Environment,
    found: Dossier | None,
    now: datetime,
) -> None:
    rows = (
        [_unreviewed(session, service, environment, now)]
        if found is None
        else [_spanned(found, span) for span in timeline(found.case, now)]
    )
    store.replace_segments(session, service.id, environment.id, rows)


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


def _spanned(found: Dossier, span: Span) -> Segment:
    judgement = span.judgement
    body = _body(
        review=found.review.id,
        score=judgement.score.total,
        found=judgement.reasons,
        running=[_waiver(found.case, waiver) for waiver in judgement.running],
    )
    return _segment(
        found.review.service_id,
        found.review.environment_id,
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
