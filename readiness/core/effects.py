"""What a running review would be asked otherwise if it stood on newer facts or a newer version."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from readiness.core.checklists import Question

#: What is asked, by the id that each question has after the change.
Asking = Mapping[str, Question]


@dataclass(frozen=True, slots=True)
class Effects:
    """`again` has to be answered again: the answer does not fit the question any more."""

    added: tuple[Question, ...]
    removed: tuple[Question, ...]
    changed: tuple[Question, ...]
    again: tuple[Question, ...]
    kept: int


def effects(
    before: Asking,
    after: Asking,
    *,
    redefined: Collection[str],
    had: Collection[str],
    has: Collection[str],
) -> Effects:
    """Return the effects. `had` and `has` are the questions with an answer before and after."""
    both = [each for id_, each in after.items() if id_ in before]
    return Effects(
        added=tuple(each for id_, each in after.items() if id_ not in before),
        removed=tuple(each for id_, each in before.items() if id_ not in after),
        changed=tuple(each for each in both if each.id in redefined),
        again=tuple(each for each in both if each.id in had and each.id not in has),
        kept=sum(each.id in had and each.id in has for each in both),
    )
