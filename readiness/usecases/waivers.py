"""Asking for a waiver, and deciding on one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core.action_items import Origin
from readiness.core.errors import NotFound, WrongMoment
from readiness.core.rights import Action, Actor, require
from readiness.core.waiver_requests import Request
from readiness.core.waivers import Decision
from readiness.store.waivers import Waiver, WaiverDecision
from readiness.usecases import action_items, dossiers, waiver_debt, waiver_items, waiver_requests
from readiness.usecases import waiver_rulings as rulings
from readiness.usecases.dossiers import Dossier
from readiness.usecases.records import record, touch
from readiness.usecases.services import person_of
from readiness.usecases.standing_waivers import StandingWaiver


def ask(
    session: Session, review_id: int, question: str, request: Request, *, by: Actor, now: datetime
) -> Waiver:
    """Ask that an unmet question may stay so for a time; the work that ends this is owed at once.

    While one runs, the next can be asked for: granting it lets it run instead, without a gap.
    """
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.ASK_WAIVER, owner_team=found.owner.slug)
    _require_alive(found)
    ends_at = waiver_requests.checked_end(session, found, question, request, now)
    waiver_requests.require_none_asked(found, question, now)
    waiver_debt.require_room(session, found, question, now)
    row = Waiver(
        review_id=review_id,
        question=question,
        reason=request.reason.strip(),
        control=request.control.strip(),
        salt=new_salt(),
        ends_at=ends_at,
        by=person_of(by),
        at=now,
    )
    session.add(row)
    session.flush()
    said = {"reason": row.reason, "control": row.control}
    _record(session, found, "waiver.asked", row, said, row.salt, by=by, ends_at=ends_at)
    _owe(session, found, row, request, by=by, now=now)
    return row


def _owe(
    session: Session, found: Dossier, row: Waiver, request: Request, *, by: Actor, now: datetime
) -> None:
    remedy = request.remedy
    assert remedy.due_on is not None
    action_items.owed(
        session,
        review=found.review,
        title=remedy.title.strip(),
        link=remedy.link.strip(),
        owner=remedy.owner,
        due_on=remedy.due_on,
        before_launch=False,
        origin=Origin.WAIVER,
        question=row.question,
        waiver=row.id,
        by=by,
        now=now,
    )


def decide(
    session: Session,
    review_id: int,
    waiver_id: int,
    decision: Decision,
    *,
    comment: str = "",
    until: date | None = None,
    by: Actor,
    now: datetime,
) -> WaiverDecision:
    """Grant, refuse or revoke a waiver. A grant with `until` narrows it, now or later."""
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.DECIDE_WAIVER)
    standing = standing_waiver(found, waiver_id)
    _require_alive(found)
    rulings.require_possible(standing, decision, by, now)
    end = rulings.narrower_end(session, found, standing, decision, until, now)
    rulings.require_said(decision, comment, is_narrowed=end is not None)
    if decision is Decision.GRANTED and standing.decision is None:
        waiver_debt.require_room(session, found, standing.question, now)
    return _decided(session, found, standing, decision, comment, by=by, now=now, ends_at=end)


def withdraw(
    session: Session, review_id: int, waiver_id: int, *, by: Actor, now: datetime
) -> WaiverDecision:
    """Take one's own request back before anybody decided on it."""
    found = dossiers.locked(session, review_id, now=now)
    standing = standing_waiver(found, waiver_id)
    require(by, Action.WITHDRAW_WAIVER, author=standing.row.by)
    _require_alive(found)
    rulings.require_open(standing, now)
    return _decided(session, found, standing, Decision.WITHDRAWN, "", by=by, now=now)


def _decided(
    session: Session,
    found: Dossier,
    standing: StandingWaiver,
    decision: Decision,
    comment: str,
    *,
    by: Actor,
    now: datetime,
    ends_at: datetime | None = None,
) -> WaiverDecision:
    is_withdrawn = decision is Decision.WITHDRAWN
    row = WaiverDecision(
        waiver_id=standing.row.id,
        decision=Decision.REFUSED if is_withdrawn else decision,
        comment=comment.strip(),
        ends_at=ends_at,
        salt=new_salt(),
        by=person_of(by),
        at=now,
    )
    session.add(row)
    session.flush()
    is_narrower = standing.decision is not None and ends_at is not None
    _record(
        session,
        found,
        "waiver.narrowed" if is_narrower else f"waiver.{decision}",
        standing.row,
        {"comment": row.comment},
        row.salt,
        by=by,
        ends_at=ends_at or standing.waiver.ends_at,
    )
    waiver_items.follow(session, found, standing, decision, ends_at, by=by, now=now)
    return row


def _require_alive(found: Dossier) -> None:
    if found.phase.is_abandoned:
        raise WrongMoment("This review was abandoned.")


def row_of(session: Session, waiver_id: int) -> Waiver:
    found = session.get(Waiver, waiver_id)
    if found is None:
        raise NotFound(f"There is no waiver {waiver_id}.")
    return found


def standing_waiver(found: Dossier, waiver_id: int) -> StandingWaiver:
    for each in found.waivers:
        if each.row.id == waiver_id:
            return each
    raise NotFound("This review has no such waiver.")


def _record(
    session: Session,
    found: Dossier,
    event: str,
    row: Waiver,
    said: Mapping[str, object],
    salt: str,
    *,
    by: Actor,
    ends_at: datetime,
) -> None:
    record(
        session,
        event,
        by=by,
        service=found.service.id,
        review=found.review.id,
        waiver=row.id,
        question=row.question,
        ends_at=ends_at.isoformat(),
        digest=salted_digest(salt, said),
    )
    touch(session, found.service.id)
