"""Reports, as the worker makes them: drafts, and one for each approval that never changes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters import report_html
from readiness.adapters.canonical import digest
from readiness.adapters.pdf import Pdf, render
from readiness.adapters.report_values import Stamp
from readiness.store import ledger, reports
from readiness.store.approvals import Approval
from readiness.store.base import Plain
from readiness.store.engine import Database
from readiness.store.reports import Draft, Report
from readiness.usecases import dossiers, snapshots
from readiness.usecases.outbox import Write
from readiness.usecases.records import record
from readiness.usecases.subjects import review_of


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a report is made from. `approval` is None for a draft."""

    review: int
    service: int
    approval: int | None
    snapshot: Plain
    stamp: Stamp


def make_report(database: Database, payload: Mapping[str, object], now: datetime) -> Write:
    """Render the report of an approval, outside of any transaction; the worker's job."""
    with database.reading() as session:
        planned = plan_report(session, int(str(payload["approval"])))
    if planned is None:
        return _nothing
    made = _rendered(planned)
    return lambda session: keep_report(session, planned, made, now=now)


def make_draft(database: Database, payload: Mapping[str, object], now: datetime) -> Write:
    """Render a draft of a review as it stands, outside of any transaction; the worker's job."""
    with database.reading() as session:
        planned = plan_draft(session, int(str(payload["review"])), now=now)
    if planned is None:
        return _nothing
    made = _rendered(planned)
    return lambda session: keep_draft(session, planned, made, now=now)


def _nothing(_session: Session) -> None:
    """Write nothing: the work was done before, or nobody wants it any more."""


def plan_report(session: Session, approval_id: int) -> Plan | None:
    """Return what the approval rests on, or None if its report is stored already."""
    approval = session.get_one(Approval, approval_id)
    if reports.report_of_approval(session, approval_id) is not None:
        return None
    stamp = Stamp(
        digest=approval.digest,
        ledger_size=approval.ledger_size,
        ledger_head=approval.ledger_head,
        approved_at=approval.at,
        ends_at=approval.ends_at,
    )
    review = review_of(session, approval.review_id)
    return Plan(review.id, review.service_id, approval_id, approval.snapshot, stamp)


def plan_draft(session: Session, review_id: int, *, now: datetime) -> Plan | None:
    """Return how the review stands now, or None if it has been approved meanwhile."""
    found = dossiers.load(session, review_id, now=now)
    if found.phase.is_approved:
        return None
    draft, head = reports.draft_of(session, review_id), ledger.head(session)
    said = draft is None or draft.with_comments
    snapshot = snapshots.snapshot(session, found, now=now, with_comments=said)
    stamp = Stamp(digest=digest(snapshot), ledger_size=head.size, ledger_head=head.hash)
    return Plan(review_id, found.service.id, None, snapshot, stamp)


def _rendered(planned: Plan) -> Pdf:
    html = report_html.html(planned.snapshot, planned.stamp)
    return render(html, identifier=bytes.fromhex(planned.stamp.digest)[:16])


def keep_report(session: Session, planned: Plan, made: Pdf, *, now: datetime) -> None:
    """Store the report once; the database refuses to change it afterwards."""
    assert planned.approval is not None
    if reports.report_of_approval(session, planned.approval) is not None:
        return
    row = Report(
        approval_id=planned.approval,
        review_id=planned.review,
        sha256=hashlib.sha256(made.content).hexdigest(),
        pages=made.pages,
        content=made.content,
        made_at=now,
    )
    session.add(row)
    _record(session, planned, "report.stored", row.sha256, made.pages)
    session.flush()


def keep_draft(session: Session, planned: Plan, made: Pdf, *, now: datetime) -> None:
    """Put the draft in place of the one before, unless a newer one is there already."""
    draft = session.get_one(Draft, planned.review, with_for_update=True)
    if draft.made_at is not None and draft.made_at > now:
        return
    draft.made_at, draft.content, draft.fault = now, made.content, ""
    sha256 = hashlib.sha256(made.content).hexdigest()
    _record(session, planned, "report.drafted", sha256, made.pages)
    session.flush()


def _record(session: Session, planned: Plan, event: str, sha256: str, pages: int) -> None:
    record(
        session,
        event,
        by=None,
        service=planned.service,
        review=planned.review,
        approval=planned.approval,
        digest=planned.stamp.digest,
        sha256=sha256,
        pages=pages,
    )
