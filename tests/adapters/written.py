"""What a text says when it is read naively, to compare with what the loader makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from readiness.adapters import checklist_model
from readiness.adapters.checklist_question_model import Question

Plain = Mapping[str, Any]
# The same parser as the loader's, for they differ in where a tab may stand.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
YES, NO, NOTHING = {"true", "yes"}, {"false", "no"}, {"null", "~", ""}


def lost(text: str, document: Plain) -> Iterator[str]:
    """Yield what the text says and the document does not. The text's values are all taken as text."""
    written = yaml.load(text, LOADER)
    for key in ("id", "version", "kind", "title", "retired"):
        if key in written and not same(written[key], document[key]):
            yield key
    for key in ("areas", "questions", "gates"):
        yield from _lost_entries(key, written[key], document[key])
    yield from _lost_keys("policy", written.get("policy", {}), document["policy"])
    yield from (f"unknown {key}" for key in written.keys() - document.keys())


def _lost_entries(name: str, written: list[Plain], stored: list[Plain]) -> Iterator[str]:
    if [each["id"] for each in written] != [each["id"] for each in stored]:
        yield name
    for one, other in zip(written, stored, strict=False):
        yield from _lost_keys(one["id"], one, other)


def _lost_keys(name: str, written: Plain, stored: Plain) -> Iterator[str]:
    for key in written.keys() | stored.keys():
        if key not in stored:
            yield f"{name} unknown {key}"
        elif key in written:
            if not same(written[key], _as_written(key, stored[key])):
                yield f"{name} {key}"
        elif stored[key] != DEFAULTS.get(key, stored[key]):
            yield f"{name} default {key}"


def _as_written(key: str, stored: Any) -> Any:
    """Return a stored value as its author wrote it."""
    if key == "applies_if" and stored is not None:
        return stored["text"]
    if key == "answer" and "limits" in stored:
        limits = {limit["severity"]: limit["most"] for limit in stored["limits"]}
        return {**stored, "limits": limits}
    return stored


#: What is stored for a key that does not stand there, by the questions' model.
DEFAULTS = {
    field.alias or name: field.default
    for model in (Question, checklist_model.Policy)
    for name, field in model.model_fields.items()
    if not field.is_required() and name != "answer"
} | {"answer": {"type": "yes_no"}}


def same(written: Any, stored: Any) -> bool:
    """Say whether what is written, as text, means what is stored."""
    if isinstance(written, dict):
        return isinstance(stored, dict) and _same_keys(written, stored)
    if isinstance(written, list):
        return isinstance(stored, list) and list(map(str, written)) == list(map(str, stored))
    if stored is None:
        return written.lower() in NOTHING
    if isinstance(stored, bool):
        return written.lower() in (YES if stored else NO)
    if isinstance(stored, int):
        return int(written) == stored
    return isinstance(stored, str) and (written.strip() == stored or _same_number(written, stored))


def _same_keys(written: Plain, stored: Plain) -> bool:
    kept = all(key in stored and same(value, stored[key]) for key, value in written.items())
    return kept and all(stored[key] is None for key in stored.keys() - written.keys())


def _same_number(written: str, stored: str) -> bool:
    try:
        return Decimal(written) == Decimal(stored)
    except InvalidOperation:
        return False
