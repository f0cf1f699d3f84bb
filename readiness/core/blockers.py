"""Unmet questions that stop the launch whatever the score."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.core.grades import Graded, Standing

_PASSES = frozenset({Standing.MET, Standing.NOT_APPLICABLE})


def blockers(graded: Iterable[Graded], waived: frozenset[str]) -> tuple[Graded, ...]:
    """Return the blocking questions that are not met, without those waived just now."""
    return tuple(
        each
        for each in graded
        if each.question.blocks
        and each.grade.standing not in _PASSES
        and each.question.id not in waived
    )
