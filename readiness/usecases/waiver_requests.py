"""What a team may ask a waiver for: how long, who does the work, whether there is room for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from readiness.core import waiver_requests as core
from readiness.core.errors import BadInput, WrongMoment
from readiness.core.rights import Action, Actor, may, require
from readiness.core.waiver_requests import Limits, Request
from readiness.core.waivers import Waiver, end_of
from readiness.core.working_days import Calendar, today_in
from readiness.usecases import waiver_debt
from readiness.usecases.action_items import possible_owners
from readiness.usecases.calendars import calendar_of
from readiness.usecases.dossiers import Dossier

NOT_ASKED = "The waiver was not asked for."
NO_LATER = "The one that runs ends as late as any may by now. Ask for it again on a later day."
RUNS_LONGER = (
    "The one that runs ends no sooner. Choose a later day; a coordinator can let it end sooner."
)


@dataclass(frozen=True, slots=True)
class Offer:
    """For the form: the most days, the last day of them, the members of the owner team, and why
    there is no room.
    """

    longest_days: int
    latest: date
    owners: Mapping[int, str]
    no_room: Mapping[str, str]


def offer(
    session: Session, found: Dossier, questions: Collection[str], *, by: Actor, now: datetime
) -> Offer:
    """Return what the team may ask for; `no_room` is by the question."""
    require(by, Action.ASK_WAIVER, owner_team=found.owner.slug)
    calendar = calendar_of(session, found.owner)
    limits = _limits(session, found, calendar, now)
    latest = end_of(limits.latest, calendar)
    no_room = {
        **waiver_debt.why_no_room(session, found, questions, now),
        **{each: NO_LATER for each in questions if _runs_until(found, each, now, latest)},
    }
    return Offer(limits.longest_days, limits.latest, possible_owners(session, found), no_room)


def _runs_until(found: Dossier, question: str, now: datetime, end: datetime) -> bool:
    """Return whether one that runs ends then or later."""
    running = running_on(found, question, now)
    return running is not None and running.ends_at >= end


def can_ask(found: Dossier, question: str, *, by: Actor, now: datetime) -> bool:
    """Return whether this person may ask for a waiver of the question, be it once more."""
    graded = [each for each in found.claimed.graded if each.question.id == question]
    is_open = not found.phase.is_abandoned and not is_asked(found, question, now)
    may_ask = may(by, Action.ASK_WAIVER, owner_team=found.owner.slug)
    return is_open and may_ask and any(core.can_wait(each) for each in graded)


def longest_days(found: Dossier) -> int:
    policy = found.pinned.checklist.policy
    return core.longest_days(policy, found.subject.facts.of("tier"))


def checked_end(
    session: Session, found: Dossier, question: str, request: Request, now: datetime
) -> datetime:
    """Return when the waiver would end, or raise with a sentence for each field at fault."""
    calendar = calendar_of(session, found.owner)
    ends_at = end_of(request.until, calendar) if request.until else None
    limits = _limits(session, found, calendar, now)
    last = today_in(calendar, ends_at) if ends_at else None
    faults = dict(core.faults(request, found.graded(question), limits, last))
    if ends_at and _runs_until(found, question, now, ends_at):
        faults.setdefault("until", RUNS_LONGER)
    if faults or ends_at is None:
        raise BadInput(NOT_ASKED, faults)
    return ends_at


def _limits(session: Session, found: Dossier, calendar: Calendar, now: datetime) -> Limits:
    owners = possible_owners(session, found)
    return Limits(longest_days(found), owners.keys(), today_in(calendar, now))


def longest_end(session: Session, found: Dossier, now: datetime) -> datetime:
    """Return when a waiver that is granted now ends at the latest."""
    calendar = calendar_of(session, found.owner)
    return end_of(_limits(session, found, calendar, now).latest, calendar)


def running_on(found: Dossier, question: str, now: datetime) -> Waiver | None:
    """Return the waiver of the question that runs, None if there is none."""
    running = (each.waiver for each in found.waivers if each.waiver.is_running(now))
    return next((each for each in running if each.question == question), None)


def is_asked(found: Dossier, question: str, now: datetime) -> bool:
    asked = (each.question for each in found.waivers if each.waiver.is_asked(now))
    return question in asked


def require_none_asked(found: Dossier, question: str, now: datetime) -> None:
    """Raise if one waits for its decision. One that runs can be asked for again before it ends."""
    if is_asked(found, question, now):
        raise WrongMoment(
            "There is already a request for a waiver of this question. It waits for its decision."
        )
