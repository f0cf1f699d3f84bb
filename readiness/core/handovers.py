"""Who runs a service after its launch, and from which day on the next one may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

#: How long developers run a service themselves before a hand-off, unless the checklist says.
SELF_MANAGED_DAYS = 183
#: How long before that day its hand-off review may begin.
AHEAD_DAYS = 60
LONGEST_NOTICE_DAYS = 366
LONGEST_CONSULTING_DAYS = 731


class Stage(StrEnum):
    PRE_LAUNCH = "pre_launch"
    LAUNCHED = "launched"
    SRE_MANAGED = "sre_managed"
    HANDED_BACK = "handed_back"
    RETIRED = "retired"


class Step(StrEnum):
    CONSULTANT = "consultant"
    ACCEPTED = "accepted"
    HANDED_BACK = "handed_back"
    RETIRED = "retired"


#: The stages in which its developers run it, so that it can be handed over.
SELF_MANAGED = frozenset({Stage.LAUNCHED, Stage.HANDED_BACK})


@dataclass(frozen=True, slots=True)
class Moved:
    """The service came to a stage: at that instant, on that day of its owner team's."""

    stage: Stage
    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class Taken:
    """One recorded step, with the names of the SRE team and of the consultant, where it has any."""

    step: Step
    at: datetime
    by: str
    team: str = ""
    person: str = ""
    reason: str = ""
    review: int | None = None
    effective_on: date | None = None
    consulting_until: date | None = None


def newest(steps: Sequence[Taken], step: Step) -> Taken | None:
    return next((each for each in reversed(steps) if each.step is step), None)


def self_managed_since(moves: Sequence[Moved], steps: Sequence[Taken]) -> date | None:
    """Return the day from which its developers run it, None while they do not.

    After a hand-back that is the day on which the notice ends, which may be still to come.
    """
    if not moves or moves[-1].stage not in SELF_MANAGED:
        return None
    back = newest(steps, Step.HANDED_BACK)
    is_back = moves[-1].stage is Stage.HANDED_BACK and back is not None
    return (back.effective_on if is_back and back else None) or moves[-1].on


def accept_from(since: date, days: int | None) -> date:
    """Return the first day on which an SRE team may accept it, by what the checklist asks."""
    return since + timedelta(days=SELF_MANAGED_DAYS if days is None else days)


def review_from(since: date, days: int | None) -> date:
    """Return the first day on which its hand-off review may be started."""
    return accept_from(since, days) - timedelta(days=AHEAD_DAYS)


def why_not_hand_over(stage: str, name: str, team: str) -> str:
    """Return why this stage is none to hand a service over from, or nothing."""
    if stage in SELF_MANAGED:
        return ""
    return {
        Stage.PRE_LAUNCH: f"{name} has not launched yet.",
        Stage.SRE_MANAGED: f"{team or 'An SRE team'} runs {name} already.",
        Stage.RETIRED: f"{name} is retired.",
    }[Stage(stage)]


def notice_faults(effective_on: date, consulting_until: date, *, today: date) -> Mapping[str, str]:
    """Return what is wrong with the days of a hand-back, by the field that names each."""
    faults = {}
    if effective_on < today:
        faults["effective_on"] = "The notice ends today or later, not in the past."
    elif effective_on > today + timedelta(days=LONGEST_NOTICE_DAYS):
        faults["effective_on"] = "A notice takes at most a year."
    if consulting_until <= effective_on:
        faults["consulting_until"] = "You go on consulting for some time after the notice ends."
    elif consulting_until - effective_on > timedelta(days=LONGEST_CONSULTING_DAYS):
        faults["consulting_until"] = "Consulting ends at most two years after the notice."
    return faults


def said(day: date) -> str:
    """Return the day as in "3 May 2026"."""
    return f"{day.day} {day:%B %Y}"
