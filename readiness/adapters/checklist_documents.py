"""A checklist file as the plain JSON that is stored: every default written out, no module left."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.adapters.checklist_includes import Flat
from readiness.adapters.checklist_model import Checklist, Module, Policy

Conditions = Mapping[str, Mapping[str, object]]


def of_checklist(checklist: Checklist, flat: Flat) -> dict[str, object]:
    whole = checklist.model_copy(update={"areas": flat.areas, "questions": flat.questions})
    return _with_parsed(whole.model_dump(mode="json", by_alias=True), flat.conditions)


def of_module(module: Module, conditions: Conditions) -> dict[str, object]:
    """Return the module as a checklist that nobody signs, for looking at its questions."""
    document = module.model_dump(mode="json", by_alias=True)
    document |= {"kind": "launch", "gates": [], "policy": Policy().model_dump()}
    return _with_parsed(document, conditions)


def _with_parsed(document: dict[str, object], conditions: Conditions) -> dict[str, object]:
    """Put each condition's parsed form beside its text."""
    for key in ("questions", "gates"):
        entries = document[key]
        for entry in entries if isinstance(entries, list) else ():
            text = entry["applies_if"]
            if text is not None:
                entry["applies_if"] = {"text": text, "parsed": conditions[text]}
    return document
