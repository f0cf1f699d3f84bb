"""Which questions and gates a newer stand touches: told before it is applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.core.checklists import GateRule
from readiness.core.content import changed
from readiness.core.effects import Effects, effects
from readiness.core.question_ids import current_ids
from readiness.usecases.claims import Claims
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView


@dataclass(frozen=True, slots=True)
class StaleGate:
    """A gate that was sent and covers something else then, and how many signatures stop counting.

    `why` holds the ids of the questions that differ, `facts` for the facts, `gate` for its rule.
    """

    rule: GateRule
    why: tuple[str, ...]
    signatures: int


def effects_of(before: Dossier, after: Dossier) -> Effects:
    current = current_ids(after.pinned.checklist)
    old, new = before.pinned.definitions, after.pinned.definitions
    return effects(
        {
            current.get(each.question.id, each.question.id): each.question
            for each in before.claimed.asked
        },
        {each.question.id: each.question for each in after.claimed.asked},
        redefined={
            current[id_]
            for id_, said in old.items()
            if id_ in current and new[current[id_]] != said
        },
        had=_answered(before.claimed, current),
        has=_answered(after.claimed, current),
    )


def _answered(claims: Claims, current: Mapping[str, str]) -> frozenset[str]:
    return frozenset(
        current.get(id_, id_) for id_, row in claims.revisions.items() if row.value["choice"]
    )


def stale_of(before: Dossier, after: Dossier) -> tuple[StaleGate, ...]:
    then = {gate.rule.id: gate for gate in after.gates}
    current = current_ids(after.pinned.checklist)
    return tuple(
        StaleGate(gate.rule, _why(gate, then[gate.rule.id], current), len(gate.tally.approvals))
        for gate in before.gates
        if gate.rule.id in then and gate.ballot.digest != then[gate.rule.id].ballot.digest
    )


def _why(before: GateView, after: GateView, current: Mapping[str, str]) -> tuple[str, ...]:
    differs = changed(before.content, after.content)
    return tuple(dict.fromkeys(current.get(id_, id_) for id_ in differs))
