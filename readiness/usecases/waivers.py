"""Asking for a waiver, and deciding on one."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core.errors import BadInput, Forbidden, NotFound, WrongMoment
from readiness.core.rights import Action, Actor, may, require
from readiness.core.waivers import Decision, WaiverState, end_of, why_not_ask
from readiness.store.waivers import Waiver, WaiverDecision
from readiness.usecases import dossiers
from readiness.usecases.calendars import calendar_of
from readiness.usecases.dossiers import Dossier
from readiness.usecases.records import record, touch
from readiness.usecases.services import person_of
from readiness.usecases.standing_waivers import StandingWaiver

LONGEST_REASON = LONGEST_COMMENT = 4000

#: From which state which decision can be taken.
MOVES = {
    (WaiverState.ASKED, Decision.GRANTED),
    (WaiverState.ASKED, Decision.REFUSED),
    (WaiverState.GRANTED, Decision.REVOKED),
}


def ask(
    session: Session,
    review_id: int,
    question: str,
    *,
    reason: str,
    until: date,
    by: Actor,
    now: datetime,
) -> Waiver:
    """Ask that an unmet question may stay so until ten on a working day at or after `until`."""
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.ASK_WAIVER, owner_team=found.owner.slug)
    _require_alive(found)
    _require_askable(found, question, reason, until, now)
    row = Waiver(
        review_id=review_id,
        question=question,
        reason=reason.strip(),
        salt=new_salt(),
        ends_at=end_of(until, calendar_of(session, found.owner)),
        by=person_of(by),
        at=now,
    )
    session.add(row)
    session.flush()
    _record(session, found, "waiver.asked", row, {"reason": row.reason}, row.salt, by=by)
    return row


def decide(
    session: Session,
    review_id: int,
    waiver_id: int,
    decision: Decision,
    *,
    comment: str = "",
    by: Actor,
    now: datetime,
) -> WaiverDecision:
    """Grant, refuse or revoke a waiver. Nobody grants what they asked for."""
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.DECIDE_WAIVER)
    standing = standing_waiver(found, waiver_id)
    _require_alive(found)
    if decision is Decision.GRANTED and (refusal := why_not_grant(standing, by)):
        raise Forbidden(refusal)
    if decision not in decisions(standing, by, now):
        raise WrongMoment(_why_not_now(standing, decision, now))
    _require_said(decision, comment)
    row = WaiverDecision(
        waiver_id=waiver_id,
        decision=decision,
        comment=comment.strip(),
        salt=new_salt(),
        by=person_of(by),
        at=now,
    )
    session.add(row)
    session.flush()
    said: dict[str, object] = {"comment": row.comment}
    _record(session, found, f"waiver.{decision}", standing.row, said, row.salt, by=by)
    return row


def _require_alive(found: Dossier) -> None:
    if found.phase.is_abandoned:
        raise WrongMoment("This review was abandoned.")


def why_not_grant(standing: StandingWaiver, by: Actor) -> str:
    """Return the sentence why this person cannot grant the waiver, or nothing."""
    if standing.row.by == by.person:
        return "You asked for this waiver, so somebody else has to grant it."
    if not may(by, Action.DECIDE_WAIVER):
        return "A launch coordinator decides on it."
    return ""


def decisions(standing: StandingWaiver, by: Actor, now: datetime) -> tuple[Decision, ...]:
    """Return the decisions that can be taken now. Nobody grants what they asked for."""
    state = standing.waiver.state(now)
    possible = [each for each in Decision if (state, each) in MOVES]
    if standing.row.ends_at <= now or why_not_grant(standing, by):
        possible = [each for each in possible if each is not Decision.GRANTED]
    return tuple(possible)


def _why_not_now(standing: StandingWaiver, decision: Decision, now: datetime) -> str:
    state = standing.waiver.state(now)
    if (state, decision) in MOVES:
        return "The time it was asked for is over; the team has to ask again."
    return f"A waiver that is {state} cannot be {decision}."


def _require_said(decision: Decision, comment: str) -> None:
    sentence = ""
    if decision is not Decision.GRANTED and not comment.strip():
        sentence = "Say why, so that the team knows what to do."
    if len(comment.strip()) > LONGEST_COMMENT:
        sentence = f"A comment takes at most {LONGEST_COMMENT} characters."
    if sentence:
        raise BadInput(sentence, {"comment": sentence})


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


def _require_askable(
    found: Dossier, question: str, reason: str, until: date, now: datetime
) -> None:
    today = now.astimezone(ZoneInfo(found.owner.time_zone)).date()
    longest = found.pinned.checklist.policy.longest_waiver_days
    refusal = why_not_ask(found.graded(question), until, today=today, longest_days=longest)
    if refusal:
        raise BadInput(refusal, {"until": refusal})
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise BadInput("Say why it can wait.", {"reason": "Say why it can wait."})
    standing = (WaiverState.ASKED, WaiverState.GRANTED)
    for each in found.waivers:
        is_over = each.row.ends_at <= now
        if each.question == question and each.waiver.state(now) in standing and not is_over:
            raise WrongMoment("There is already a waiver for this question.")


def _record(
    session: Session,
    found: Dossier,
    event: str,
    row: Waiver,
    said: dict[str, object],
    salt: str,
    *,
    by: Actor,
) -> None:
    record(
        session,
        event,
        by=by,
        service=found.service.id,
        review=found.review.id,
        waiver=row.id,
        question=row.question,
        ends_at=row.ends_at.isoformat(),
        digest=salted_digest(salt, said),
    )
    touch(session, found.service.id)
