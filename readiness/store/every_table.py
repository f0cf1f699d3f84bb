"""Every table, loaded, so that the metadata and its references are whole."""

from __future__ import annotations

from importlib import import_module

from readiness.store.base import Base

MODULES = (
    "absences",
    "action_items",
    "advisory",
    "answers",
    "applications",
    "approvals",
    "assignments",
    "broken_glasses",
    "carried_answers",
    "checklists",
    "comments",
    "connections",
    "deliveries",
    "delegations",
    "deployments",
    "done_forms",
    "environments",
    "files",
    "freezes",
    "handovers",
    "holds",
    "holidays",
    "invitations",
    "launch_cards",
    "ledger",
    "notices",
    "outbox",
    "people",
    "preferences",
    "reports",
    "reviews",
    "search",
    "services",
    "sign_ins",
    "signing_keys",
    "signoffs",
    "teams",
    "threads",
    "tokens",
    "unmet",
    "verdicts",
    "waivers",
)

for module in MODULES:
    import_module(f"readiness.store.{module}")

metadata = Base.metadata
