"""A checklist: areas, questions, gates and policy, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from readiness.core.conditions import Condition


class Kind(StrEnum):
    LAUNCH = "launch"
    HANDOFF = "handoff"
    CHANGE = "change"


class EvidenceNeed(StrEnum):
    NONE = "none"
    WELCOME = "welcome"
    REQUIRED = "required"


class AskedFrom(StrEnum):
    START = "start"
    LAUNCHED = "launched"  # needs field experience, so it waits until the launch has happened


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes, partly, no; "yes" is the good answer."""


@dataclass(frozen=True, slots=True)
class Counts:
    """A count for each severity, worst first, against the most that may be open."""

    limits: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Alerts:
    """Pager alerts as rows, against a ceiling of pages a week and a share that must be actionable."""

    pages_per_week: Decimal
    actionable_percent: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """A matrix: each component of the service by each of these signals."""

    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What happens when each dependency is slow, down or wrong."""


@dataclass(frozen=True, slots=True)
class Number:
    unit: str
    minimum: Decimal | None
    maximum: Decimal | None


@dataclass(frozen=True, slots=True)
class DateAge:
    """A day in the past, not longer ago than this many days."""

    max_age_days: int


AnswerType = YesNo | Counts | Alerts | Coverage | Dependencies | Number | DateAge


@dataclass(frozen=True, slots=True)
class Area:
    id: str
    title: str
    intro: str


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    area: str
    text: str
    why: str
    proof: str
    help: str
    answer: AnswerType
    weight: int
    blocks: bool
    waivable: bool
    may_not_apply: bool
    evidence: EvidenceNeed
    applies_if: Condition | None
    minutes: int
    origin: str = ""
    asked_from: AskedFrom = AskedFrom.START
    was: tuple[str, ...] = ()  # the earlier ids of this question
    measure: str = ""
    evidence_max_age_days: int | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Return its id and the earlier ones, under which answers may be kept."""
        return (self.id, *self.was)


@dataclass(frozen=True, slots=True)
class GateRule:
    """One discipline's approval: which areas, by how many people of which team, after which gates."""

    id: str
    title: str
    areas: tuple[str, ...]
    team: str
    people: int
    after: tuple[str, ...]
    applies_if: Condition | None
    respond_within_days: int
    decide_within_days: int | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """Days, and percent of the score. A pass mark of None asks for none."""

    launch_within_days: int
    review_again_days: int
    longest_waiver_days: int
    pass_mark: int | None
    area_minimum: int | None
    longest_waiver_days_tier_1: int | None = None
    longest_waiver_days_tier_2: int | None = None
    most_waivers: int | None = None
    self_managed_days: int | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    id: str
    version: int
    kind: Kind
    title: str
    areas: tuple[Area, ...]
    questions: tuple[Question, ...]
    gates: tuple[GateRule, ...]
    policy: Policy
    retired: bool = False
