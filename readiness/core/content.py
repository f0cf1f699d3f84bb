"""What a vote is bound to: everything that a gate covers, as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readiness.core.pieces import all_said

SCHEMA = "readiness/gate/2"

Document = dict[str, object]


@dataclass(frozen=True, slots=True)
class CoveredQuestion:
    """One question as the reviewer reads it. No answer yet is None.

    `definition` is the digest of how the checklist version defines it: the version is kept, so
    the digest binds to every word of it.
    """

    id: str
    definition: str
    because: str
    answer: Mapping[str, object] | None
    evidence: Sequence[Mapping[str, object]]


def gate_content(
    gate: Mapping[str, object],
    facts: Mapping[str, object],
    questions: Sequence[CoveredQuestion],
) -> Document:
    """Return what the gate's digest is made over: its rule, the facts, and each question.

    Comments and waivers are left out: they may change without a new vote. So is the order in which
    the checklist names things: it says nothing.
    """
    return {
        "schema": SCHEMA,
        "gate": {
            key: sorted(said) if isinstance(said, list) else said for key, said in gate.items()
        },
        "facts": dict(facts),
        "questions": [_covered(each) for each in sorted(questions, key=lambda each: each.id)],
    }


def _covered(each: CoveredQuestion) -> Document:
    return {
        "id": each.id,
        "definition": each.definition,
        "because": each.because,
        "answer": None if each.answer is None else dict(each.answer),
        "evidence": all_said(each.evidence),
        "findings": [],
    }


def changed(before: Mapping[str, object], now: Mapping[str, object]) -> tuple[str, ...]:
    """Return the ids of the questions that differ, in either; `facts` and `gate` for these."""
    parts = tuple(part for part in ("gate", "facts") if before[part] != now[part])
    old, new = _by_id(before), _by_id(now)
    ids = [*new, *(id_ for id_ in old if id_ not in new)]
    return parts + tuple(id_ for id_ in ids if old.get(id_) != new.get(id_))


def _by_id(content: Mapping[str, object]) -> dict[str, object]:
    questions = content["questions"]
    return {str(each["id"]): each for each in questions} if isinstance(questions, list) else {}
