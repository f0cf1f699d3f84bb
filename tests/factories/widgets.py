"""A launch checklist with a question of every answer type, for the pages that show them."""

from __future__ import annotations

from tests.factories.checklists import Document, gate, launch_document, question

#: Asked only once the rollback is said not to work.
FOLLOW_UP: Document = {
    "text": "deployment.rollback == 'no'",
    "parsed": {
        "op": "==",
        "left": {"answer": "deployment.rollback"},
        "right": {"value": "no"},
    },
}
LIMITS = [{"severity": "critical", "most": 0}, {"severity": "high", "most": 2}]

WIDGETS = (
    question("deployment.rollback", weight=3, blocks=True),
    question("deployment.plan", applies_if=FOLLOW_UP),
    question("deployment.minutes", {"type": "number", "unit": "minutes", "maximum": "10"}),
    question("deployment.drill", {"type": "date", "max_age_days": 90}),
    question("defects.open", {"type": "counts", "limits": LIMITS}, blocks=True, waivable=False),
    question("alerts.pages", {"type": "alerts", "pages_per_week": "2", "actionable_percent": 50}),
    question("monitoring.signals", {"type": "coverage", "signals": ["latency", "errors"]}),
    question("architecture.dependencies", {"type": "dependencies"}),
    question("compliance.duties", may_not_apply=True, evidence="required"),
)
GATES = (
    gate("sre", "deployment", "defects", "alerts", "monitoring", "architecture"),
    gate("security", "compliance"),
    gate("launch", "deployment", after=["sre", "security"]),
)


def widget_document() -> Document:
    return launch_document(questions=WIDGETS, gates=GATES)
