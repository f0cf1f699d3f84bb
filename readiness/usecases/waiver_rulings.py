"""Who may take which decision on a waiver now, and to which end it can be narrowed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from readiness.core.errors import BadInput, Forbidden, WrongMoment
from readiness.core.rights import Action, Actor, may
from readiness.core.waiver_requests import LONGEST_TEXT
from readiness.core.waivers import MOVES, Decision, WaiverState, end_of, why_not_end
from readiness.usecases import waiver_requests
from readiness.usecases.calendars import calendar_of
from readiness.usecases.dossiers import Dossier
from readiness.usecases.standing_waivers import StandingWaiver

LONGEST_COMMENT = LONGEST_TEXT
NOT_DECIDED = "Nothing was decided."
RUNS_LONGER = (
    "The waiver that runs ends no sooner. To let it end sooner, narrow that one and refuse this."
)
ENDS_THEN = "It ends then already. Choose an earlier day."


def why_not_grant(standing: StandingWaiver, by: Actor) -> str:
    """Return the sentence why this person cannot grant the waiver, or nothing."""
    if standing.row.by == by.person:
        return "You asked for this waiver, so somebody else has to grant it."
    if not may(by, Action.DECIDE_WAIVER):
        return "A launch coordinator decides on it."
    return ""


def decisions(standing: StandingWaiver, by: Actor, now: datetime) -> tuple[Decision, ...]:
    """Return the decisions that can be taken now. Nobody grants or narrows what they asked for."""
    if not may(by, Action.DECIDE_WAIVER):
        return ()
    state = standing.waiver.state(now)
    possible = [each for each in Decision if (state, each) in MOVES]
    if standing.row.ends_at <= now or why_not_grant(standing, by):
        possible = [each for each in possible if each is not Decision.GRANTED]
    return tuple(each for each in possible if each is not Decision.WITHDRAWN)


def require_possible(
    standing: StandingWaiver, decision: Decision, by: Actor, now: datetime
) -> None:
    if decision is Decision.GRANTED and (refusal := why_not_grant(standing, by)):
        raise Forbidden(refusal)
    if decision not in decisions(standing, by, now):
        raise WrongMoment(_why_not_now(standing, decision, now))


def can_withdraw(standing: StandingWaiver, by: Actor, now: datetime) -> bool:
    is_open = standing.waiver.state(now) is WaiverState.ASKED
    return is_open and may(by, Action.WITHDRAW_WAIVER, author=standing.row.by)


def require_open(standing: StandingWaiver, now: datetime) -> None:
    if standing.waiver.state(now) is not WaiverState.ASKED:
        raise WrongMoment(_why_not_now(standing, Decision.WITHDRAWN, now))


def _why_not_now(standing: StandingWaiver, decision: Decision, now: datetime) -> str:
    state = standing.waiver.state(now)
    if (state, decision) in MOVES:
        return "The time it was asked for is over; the team has to ask again."
    return f"A waiver that is {state} cannot be {decision}."


def narrower_end(
    session: Session,
    found: Dossier,
    standing: StandingWaiver,
    decision: Decision,
    until: date | None,
    now: datetime,
) -> datetime | None:
    """Return the earlier end that this decision gives the waiver, None if it keeps its own."""
    if decision is not Decision.GRANTED:
        return None
    is_running = standing.decision is not None
    if not is_running:
        _require_fitting(session, found, standing, until, now)
    if until is None and not is_running:
        return None
    if until is None:
        raise _blamed("Give the earlier day on which it shall end.")
    new, end = end_of(until, calendar_of(session, found.owner)), standing.waiver.ends_at
    if sentence := why_not_end(end, now, new):
        raise _blamed(sentence)
    if new == end and is_running:
        raise _blamed(ENDS_THEN)
    return new if new < end else None


def _require_fitting(
    session: Session, found: Dossier, standing: StandingWaiver, until: date | None, now: datetime
) -> None:
    """Raise if what would be granted runs too long by now, or no longer than what runs."""
    end = standing.waiver.ends_at
    if until is not None:
        end = min(end, end_of(until, calendar_of(session, found.owner)))
    running = waiver_requests.running_on(found, standing.question, now)
    if running is not None and end <= running.ends_at:
        raise _blamed(RUNS_LONGER)
    if end > waiver_requests.longest_end(session, found, now):
        most = waiver_requests.longest_days(found)
        raise _blamed(f"A waiver runs for at most {most} days by now. Choose an earlier day.")


def _blamed(sentence: str) -> BadInput:
    return BadInput(NOT_DECIDED, {"until": sentence})


def require_said(decision: Decision, comment: str, *, is_narrowed: bool) -> None:
    sentence = ""
    if (is_narrowed or decision is not Decision.GRANTED) and not comment.strip():
        sentence = "Say why, so that the team knows what to do."
    if len(comment.strip()) > LONGEST_COMMENT:
        sentence = f"A comment takes at most {LONGEST_COMMENT} characters."
    if sentence:
        raise BadInput(NOT_DECIDED, {"comment": sentence})
