"""Counts per severity: how many are open of each, against the most that may be."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from readiness.core.checklists import Counts
from readiness.core.fields import Fields
from readiness.core.measures import MET, Measure, Why, unmet

PAYLOAD = ("counts",)


def read(kind: Counts, fields: Fields) -> dict[str, object]:
    inner = fields.inner("counts")
    counts = {name: inner.count(name, f"The count of {name}") for name, _ in kind.limits}
    inner.refuse_others()
    return {"counts": counts}


def missing(answer: Mapping[str, object]) -> tuple[str, ...]:
    counts = cast("dict[str, int | str]", answer["counts"])
    return tuple(f"Give the count of {name}." for name, n in counts.items() if n == "")


def measure(kind: Counts, answer: Mapping[str, object]) -> Measure:
    """Return the share of severities that are within their limit."""
    counts = cast("dict[str, int]", answer["counts"])
    over = [(name, counts[name], limit) for name, limit in kind.limits if counts[name] > limit]
    if not over:
        return MET
    within = Fraction(len(kind.limits) - len(over), len(kind.limits))
    return unmet(Why.OVER_LIMIT, " ".join(_sentence(*each) for each in over), within)


def _sentence(severity: str, count: int, limit: int) -> str:
    are = "defect is" if count == 1 else "defects are"
    return f"{count:,} {severity} {are} open; at most {limit:,} may be."
