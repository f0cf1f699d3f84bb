"""What a team may ask a waiver for: how long, who does the work, whether there is room for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from readiness.core import waiver_requests as core
from readiness.core.errors import BadInput, WrongMoment
from readiness.core.rights import Action, Actor, require
from readiness.core.waiver_requests import Limits, Request
from readiness.core.waivers import WaiverState, end_of
from readiness.core.working_days import Calendar, today_in
from readiness.usecases import waiver_debt
from readiness.usecases.action_items import possible_owners
from readiness.usecases.calendars import calendar_of
from readiness.usecases.dossiers import Dossier

NOT_ASKED = "The waiver was not asked for."


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
    no_room = waiver_debt.why_no_room(session, found, questions, now)
    limits = _limits(session, found, calendar_of(session, found.owner), now)
    return Offer(limits.longest_days, limits.latest, possible_owners(session, found), no_room)


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
    faults = core.faults(request, found.graded(question), limits, last)
    if faults or ends_at is None:
        raise BadInput(NOT_ASKED, faults)
    return ends_at


def _limits(session: Session, found: Dossier, calendar: Calendar, now: datetime) -> Limits:
    owners = possible_owners(session, found)
    return Limits(longest_days(found), owners.keys(), today_in(calendar, now))


def require_none(found: Dossier, question: str, now: datetime) -> None:
    """Raise if the question has a waiver that runs or waits for its decision."""
    for each in found.waivers:
        is_standing = each.waiver.state(now) in (WaiverState.ASKED, WaiverState.GRANTED)
        if each.question == question and is_standing and each.waiver.ends_at > now:
            raise WrongMoment("There is already a waiver for this question.")
