"""The service of the story: what is known about it, what its team answers, and what proves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from tests.e2e.pages.cards import Answer, Choice, Figures, Matrix, Rows

NAME, SLUG = "Gift cards", "gift-cards"
#: An inside tool once, now open to customers. Whether others process its data is not known.
FACTS: Mapping[str, tuple[str, ...]] = {
    "tier": ("3",),
    "data": ("personal",),
    "public": ("yes",),
    "stores_data": ("yes",),
    "calls_others": ("yes",),
    "revenue": ("no",),
    "crowd": ("no",),
    "ai": ("no",),
    "kubernetes": ("no",),
    "pipeline": ("no",),
    "eu_people": ("yes",),
}
LAST_WEEK = (datetime.now(UTC) - timedelta(days=7)).date().isoformat()
SIGNALS = ("latency", "traffic", "errors", "saturation")

#: Left unmet on purpose: a blocker that can wait, and one that asks a follow-up question.
WAIVED = "deployment.reviewed-changes"
LEADS_ON, FOLLOW_UP = "architecture.timeouts", "architecture.retry-brake"

ANSWERS: Mapping[str, Answer] = {
    "defects.open": Figures(
        {"counts.critical": "0", "counts.high": "0", "counts.medium": "4", "counts.low": "11"}
    ),
    "defects.vulnerabilities": Figures(
        {"counts.critical": "0", "counts.high": "0", "counts.medium": "2"}
    ),
    "alerts.expected": Rows(
        (
            {"alert": "Errors", "type": "symptom", "pages": "0.5", "actionable": "on"},
            {"alert": "Queue is old", "type": "cause", "pages": "0.25", "actionable": "on"},
        )
    ),
    "monitoring.coverage": Matrix(("API", "Worker"), SIGNALS, not_needed=("Worker", "traffic")),
    "monitoring.expiry": Figures({"number": "30"}),
    "architecture.dependencies": Rows(
        (
            {
                "name": "Orders database",
                "kind": "hard",
                "slow": "Requests wait up to two seconds, then fail.",
                "down": "People see a clear message.",
                "wrong": "Answers are checked against their schema.",
                "tested": "on",
            },
        )
    ),
    LEADS_ON: Choice("Partly", "Two of three callers have one."),
    "architecture.load-multiple": Figures({"number": "3"}),
    "deployment.rollback-minutes": Figures({"number": "7.5"}),
    "deployment.off-switch": Choice("I don't know"),
    WAIVED: Choice("Partly", "The pipeline's own files can be changed alone."),
    "hygiene.runbooks-verified": Figures({"date": LAST_WEEK}),
    "hygiene.restore-test": Figures({"date": LAST_WEEK}),
    "compliance.processors": Choice("Not applicable", "Nobody outside gets its data."),
}

PROOFS: Mapping[str, str] = {
    "defects.open": "Search in the tracker",
    "defects.release-tests": "Run of the pipeline",
    "defects.vulnerabilities": "Export of the scanner",
    "alerts.expected": "Rules of the alerts",
    "alerts.rota": "Rota of the team",
    "monitoring.coverage": "Dashboards",
    "monitoring.clean-logs": "Search over the logs",
    "architecture.dependencies": "Notes of the fault test",
    "architecture.load-multiple": "Report of the load test",
    "deployment.steps": "Definition of the rollout",
    "deployment.rollback-minutes": "Log of a rollback",
    WAIVED: "Protection of the branch",
    "hygiene.restore-test": "Record of the restore",
    "hygiene.secrets": "Scan of the repository",
    "compliance.threat-model": "Threat model",
    "compliance.privacy-review": "Privacy assessment",
}
