"""Unmet questions, and those of them that stop the launch whatever the score."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.core.grades import Graded, Standing

_PASSES = frozenset({Standing.MET, Standing.NOT_APPLICABLE})


def not_met(graded: Iterable[Graded]) -> tuple[Graded, ...]:
    """Return the questions that are still to be met, whether they block or not."""
    return tuple(each for each in graded if each.grade.standing not in _PASSES)


def blockers(graded: Iterable[Graded], waived: frozenset[str]) -> tuple[Graded, ...]:
    """Return the blocking questions that are not met, without those waived just now."""
    return tuple(
        each for each in not_met(graded) if each.question.blocks and each.question.id not in waived
    )
