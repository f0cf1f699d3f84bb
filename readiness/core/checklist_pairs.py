"""Which question of an older version is which of a newer one: by its id, and by what it was called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readiness.core.checklists import Checklist, Question


@dataclass(frozen=True, slots=True)
class Pairs:
    """`kept` holds the same question of both versions, in the order of the newer."""

    kept: tuple[tuple[Question, Question], ...]
    added: tuple[Question, ...]
    removed: tuple[Question, ...]


def pairs(old: Iterable[Question], new: Iterable[Question]) -> Pairs:
    left = {question.id: question for question in old}
    kept, added = [], []
    for question in new:
        former = next((id_ for id_ in _ids(question, left) if id_ in left), None)
        if former is None:
            added.append(question)
        else:
            kept.append((left.pop(former), question))
    return Pairs(tuple(kept), tuple(added), tuple(left.values()))


def _ids(question: Question, old: dict[str, Question]) -> Iterator[str]:
    """Yield the ids under which the question may stand in the other version, likeliest first."""
    yield question.id
    yield from question.was
    # Compared backwards, it is the older version that knows both ids.
    yield from (id_ for id_, other in old.items() if question.id in other.was)


def lost_gates(before: Question, after: Question, old: Checklist, new: Checklist) -> list[str]:
    """Return the gates of both versions that covered the question's old area and not its new one.

    A gate that gave up the area itself is told as the gate's own change.
    """
    if before.area == after.area:
        return []
    covering = {rule.id for rule in new.gates if after.area in rule.areas}
    kept = {rule.id for rule in new.gates}
    covered = [rule.id for rule in old.gates if before.area in rule.areas]
    return [gate for gate in covered if gate in kept and gate not in covering]
