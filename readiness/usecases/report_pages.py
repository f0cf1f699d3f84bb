"""What there is of a review's reports, and the files themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.errors import NotFound
from readiness.core.rights import Action, Actor, require
from readiness.store import approvals, reports, reviews
from readiness.store.environments import Environment
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.usecases.phases import phase_of
from readiness.usecases.report_requests import PATIENCE, is_awaited


@dataclass(frozen=True, slots=True)
class StoredReport:
    """`is_current` is true for the report of the approval that stands."""

    approval: int
    approved_at: datetime
    made_at: datetime
    pages: int
    sha256: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`awaits` says that something is being made; `is_late`, that it takes longer than it should.

    `draft_at` is when the newest draft was made, None without one or once the review is approved;
    `with_comments` says how it was asked for last. `is_given_up` is true if one was asked for
    after that and could not be made.
    """

    review: int
    kind: str
    service_name: str
    service_slug: str
    is_approved: bool
    awaits: bool
    is_late: bool
    stored: tuple[StoredReport, ...]
    draft_at: datetime | None
    with_comments: bool
    is_given_up: bool

    @property
    def current(self) -> StoredReport | None:
        return next((each for each in self.stored if each.is_current), None)


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes


def report(session: Session, review_id: int, *, by: Actor, now: datetime) -> ReportPage:
    """Return what there is, and what is on its way."""
    require(by, Action.READ)
    review = _review(session, review_id)
    service = session.get_one(Service, review.service_id)
    is_approved = _is_approved(session, review_id)
    asked_at = _asked_at(session, review_id, is_approved)
    draft = None if is_approved else reports.draft_of(session, review_id)
    return ReportPage(
        review=review_id,
        kind=review.kind,
        service_name=service.name,
        service_slug=service.slug,
        is_approved=is_approved,
        awaits=asked_at is not None,
        is_late=asked_at is not None and now - asked_at >= PATIENCE,
        stored=_stored(session, review_id),
        draft_at=draft.made_at if draft else None,
        with_comments=draft is None or draft.with_comments,
        is_given_up=draft is not None and bool(draft.fault),
    )


def _review(session: Session, review_id: int) -> Review:
    review = reviews.review_by_id(session, review_id)
    if review is None:
        raise NotFound(f"There is no review {review_id}.")
    return review


def _is_approved(session: Session, review_id: int) -> bool:
    return phase_of(reviews.moves_of(session, review_id)).is_approved


def _stored(session: Session, review_id: int) -> tuple[StoredReport, ...]:
    approved = {row.id: row for row in approvals.approvals_of(session, review_id)}
    newest = max(approved, default=None) if _is_approved(session, review_id) else None
    return tuple(
        StoredReport(
            approval=row.approval_id,
            approved_at=approved[row.approval_id].at,
            made_at=row.made_at,
            pages=row.pages,
            sha256=row.sha256,
            is_current=row.approval_id == newest,
        )
        for row in reports.reports_of(session, review_id)
    )


def _asked_at(session: Session, review_id: int, is_approved: bool) -> datetime | None:
    """Return since when something is being made, None if nothing is."""
    if is_approved:
        approval = approvals.newest_approval(session, review_id)
        is_made = approval and reports.report_of_approval(session, approval.id)
        return approval.at if approval and not is_made else None
    draft = reports.draft_of(session, review_id)
    return draft.asked_at if draft and is_awaited(draft) else None


def file(
    session: Session, review_id: int, *, by: Actor, approval: int | None = None, draft: bool = False
) -> File:
    """Return the report of the approval that is named or stands; of an open review, the draft."""
    require(by, Action.READ)
    review = _review(session, review_id)
    name = _name(session, review)
    if draft or (approval is None and not _is_approved(session, review_id)):
        return File(f"{name}-DRAFT.pdf", _draft(session, review_id))
    return File(f"{name}.pdf", _content(session, review_id, approval))


def _draft(session: Session, review_id: int) -> bytes:
    draft = reports.draft_of(session, review_id)
    if draft is None or draft.content is None:
        raise NotFound("There is no draft yet. The page of the report says how things stand.")
    return draft.content


def _content(session: Session, review_id: int, approval: int | None) -> bytes:
    for each in _stored(session, review_id):
        row = reports.report_of_approval(session, each.approval)
        if row is not None and (each.is_current if approval is None else each.approval == approval):
            return row.content
    raise NotFound("There is no such report yet. The page of the report says how things stand.")


def _name(session: Session, review: Review) -> str:
    """Return "checkout-production-launch-review-3"."""
    service = session.get_one(Service, review.service_id)
    environment = session.get_one(Environment, review.environment_id)
    return f"{service.slug}-{environment.name}-{review.kind}-review-{review.id}"
