"""What a given answer is worth: a share of full credit, and the reason for what is lacking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Why(StrEnum):
    """Why a question stands as it does. The codes are stable: the gate's answers carry them."""

    MET = "met"
    PARTLY = "partly"
    NO = "no"
    DONT_KNOW = "dont_know"
    UNANSWERED = "unanswered"
    INCOMPLETE = "incomplete"
    MISFIT = "misfit"  # the question has changed since it was answered
    NO_EVIDENCE = "no_evidence"
    OVER_LIMIT = "over_limit"
    UNDER_LIMIT = "under_limit"
    TOO_OLD = "too_old"
    IN_FUTURE = "in_future"
    NOT_COVERED = "not_covered"
    NOT_ACTIONABLE = "not_actionable"
    NO_ALERTS = "no_alerts"
    NOT_DESCRIBED = "not_described"
    NOT_TESTED = "not_tested"
    NOT_APPLICABLE = "not_applicable"
    MUST_APPLY = "must_apply"
    RULE_FAILED = "rule_failed"


@dataclass(frozen=True, slots=True)
class Measure:
    """`credit` goes from 0 to 1; only 1 is met."""

    credit: Fraction
    why: Why
    sentence: str


MET = Measure(Fraction(1), Why.MET, "Met.")


def unmet(why: Why, sentence: str, credit: Fraction | int = 0) -> Measure:
    return Measure(Fraction(credit), why, sentence)


def twice(names: Iterable[str]) -> tuple[str, ...]:
    """Return a sentence for each name that is listed more than once, in whatever case."""
    times = Counter(name.casefold() for name in names if name)
    return tuple(f"“{name}” is listed twice." for name, n in times.items() if n > 1)
