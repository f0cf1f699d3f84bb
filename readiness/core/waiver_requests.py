"""What a request for a waiver has to say, and for how long it can be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from readiness.core.action_items import faults_of
from readiness.core.checklists import Policy
from readiness.core.grades import Graded, Standing

LONGEST_TEXT = 4000
NO_DAY = "Give the day until which it may wait, such as 2026-12-01."


@dataclass(frozen=True, slots=True)
class Remedy:
    """The work that removes the need: what, a link if there is one, whose, and by which day."""

    title: str
    link: str
    owner: int | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Request:
    """`until` is the last day; the waiver ends at ten of it, or of the working day after."""

    reason: str
    control: str
    until: date | None
    remedy: Remedy


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for the team: how many days at most, its people, and their day of today."""

    longest_days: int
    members: Collection[int]
    today: date

    @property
    def latest(self) -> date:
        return self.today + timedelta(days=self.longest_days)


def longest_days(policy: Policy, tier: object) -> int:
    """Return for how many days a waiver of this tier may run. A tier nobody knows is tier 1."""
    of_tier = {1: policy.longest_waiver_days_tier_1, 2: policy.longest_waiver_days_tier_2}
    days = of_tier.get(tier) if isinstance(tier, int) else of_tier[1]
    return policy.longest_waiver_days if days is None else days


def faults(
    request: Request, graded: Graded, limits: Limits, last: date | None
) -> Mapping[str, str]:
    """Return a sentence for each field at fault. `last` is the day on which the waiver ends."""
    remedy = request.remedy
    found = {
        "until": why_not_ask(graded, request.until, limits),
        "reason": _said(request.reason, "Say why it can wait."),
        "control": _said(request.control, "Say what makes up for it until then."),
        **_work(remedy),
        "item_owner": _owned(remedy.owner, limits),
        "item_due": _due(remedy.due_on, limits.today, last),
    }
    return {field: sentence for field, sentence in found.items() if sentence}


def can_wait(graded: Graded) -> bool:
    """Return whether there is anything here that can be waived."""
    return _is_unmet(graded) and graded.question.waivable


def _is_unmet(graded: Graded) -> bool:
    return graded.grade.standing in (Standing.PARTLY, Standing.UNMET)


def why_not_ask(graded: Graded, until: date | None, limits: Limits) -> str:
    """Return the sentence why no waiver can be asked for, or nothing."""
    if not _is_unmet(graded):
        return "A waiver is for a question that is answered and not met."
    if not graded.question.waivable:
        return "This question cannot wait: it has to be met."
    if until is None:
        return NO_DAY
    if until <= limits.today:
        return "A waiver has to end on a later day than today."
    if until > limits.latest:
        return f"A waiver runs for at most {limits.longest_days} days, here until {limits.latest}."
    return ""


def _said(text: str, missing: str) -> str:
    if not text.strip():
        return missing
    if len(text.strip()) > LONGEST_TEXT:
        return f"This takes at most {LONGEST_TEXT} characters."
    return ""


def _work(remedy: Remedy) -> Mapping[str, str]:
    found = faults_of(remedy.title.strip(), remedy.link.strip())
    return {f"item_{field}": sentence for field, sentence in found.items()}


def _owned(owner: int | None, limits: Limits) -> str:
    if owner is None:
        return "Choose who does this work."
    if owner not in limits.members:
        return "Choose a member of the team that owns the service."
    return ""


def _due(due_on: date | None, today: date, last: date | None) -> str:
    if due_on is None:
        return "Give the day by which it is done, such as 2026-12-01."
    if due_on < today:
        return "This day is over."
    if last is not None and due_on > last:
        return f"It has to be done when the waiver ends, here by {last}."
    return ""
