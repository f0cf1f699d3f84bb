"""A checklist of 150 questions, each under a condition, as long as one may reasonably get."""

from __future__ import annotations

from readiness.adapters.checklist_files import loads
from readiness.core.facts import FACTS, FactKind, Facts

QUESTIONS = 150
RISKY = Facts(
    {name: True for name, fact in FACTS.items() if fact.kind is FactKind.FLAG}
    | {"tier": 1, "data": frozenset({"cards", "personal"})}
)
_CONDITIONS = (
    "service.tier <= 2 && 'cards' in service.data",
    "service.public || (service.stores_data && !service.ai)",
    "answers['a.q0'] in ['no', 'partly'] || 'health' in service.data || service.tier == 1",
)


def long_checklist() -> dict[str, object]:
    """Return the document."""
    lines = ["id: long", "version: 1", "kind: launch", "title: Long", "areas: [{id: a, title: A}]"]
    lines += ["questions:", "- {id: a.q0, question: Is it?}"]
    for number in range(1, QUESTIONS):
        condition = _CONDITIONS[number % len(_CONDITIONS)]
        lines += [f"- id: a.q{number}", "  question: Is it?", f'  applies_if: "{condition}"']
    lines += ["gates: [{id: sre, title: SRE, areas: [a], team: sre}]"]
    document = loads("\n".join(lines), "long.yaml").document
    assert document is not None
    return document
