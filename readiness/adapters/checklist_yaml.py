"""A stored checklist as the YAML file of the same content, without what goes without saying."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from readiness.adapters import yaml_writer
from readiness.adapters.checklist_fields import Strict
from readiness.adapters.checklist_model import Checklist, Gate, Policy
from readiness.adapters.checklist_question_model import Area, Question
from readiness.core.checklist_documents import with_defaults
from readiness.core.plain import Plain, mapping, mappings, text

Lines = Iterator[str]
_STEP = 2
#: JSON holds these as text, so that no digit is lost; a file has them as numbers.
_NUMBERS = frozenset({"minimum", "maximum", "pages_per_week"})
_YES_NO = {"type": "yes_no"}


def as_yaml(document: Plain) -> str:
    """Return a text that loads as the very same document, and needs no module."""
    return "\n".join(_file(with_defaults(document))) + "\n"


def _file(document: Plain) -> Lines:
    head = {key: document[key] for key in ("id", "version", "kind", "title", "retired")}
    yield from _entries(_told(head, Checklist), 0)
    yield from _list("areas", mappings(document, "areas"), Area)
    questions = [_question(plain) for plain in mappings(document, "questions")]
    yield from _list("questions", questions, Question, between="")
    gates = [_unparsed(plain) for plain in mappings(document, "gates")]
    yield from _list("gates", gates, Gate)
    policy = _told(mapping(document, "policy"), Policy)
    if policy:
        yield from ("", "policy:")
        yield from _entries(policy, _STEP)


def _list(
    key: str, items: Sequence[Plain], model: type[Strict], between: str | None = None
) -> Lines:
    yield from ("", f"{key}:")
    for item in items:
        if between is not None:
            yield between
        lines = list(_entries(_told(item, model), 2 * _STEP))
        yield from (f"  - {lines[0].strip()}", *lines[1:])


def _question(plain: Plain) -> Plain:
    return {**_unparsed(plain), "answer": _answer(mapping(plain, "answer"))}


def _unparsed(plain: Plain) -> dict[str, object]:
    condition = plain["applies_if"]
    told = condition if condition is None else text(mapping(plain, "applies_if"), "text")
    return {**plain, "applies_if": told}


def _answer(plain: Plain) -> Plain:
    """Return the answer's type as a file has it; nothing for yes or no, the usual one."""
    if plain == _YES_NO:
        return {}
    told = {key: value for key, value in plain.items() if value is not None}
    if "limits" in plain:
        limits = mappings(plain, "limits")
        told["limits"] = {text(limit, "severity"): limit["most"] for limit in limits}
    return told


def _told(plain: Plain, model: type[Strict]) -> dict[str, object]:
    """Return what differs from the model's defaults, in the order of the model."""
    found: dict[str, object] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key in plain and plain[key] != field.default and plain[key] != {}:
            found[key] = plain[key]
    return found


def _entries(plain: Mapping[str, object], indent: int) -> Lines:
    for key, value in plain.items():
        start = f"{' ' * indent}{yaml_writer.scalar(key, 0, 0)}:"
        if isinstance(value, Mapping):
            yield start
            yield from _entries(value, indent + _STEP)
        else:
            written = _value(key, value, indent + _STEP, len(start) + 1)
            yield from f"{start} {written}".split("\n")


def _value(key: str, value: object, indent: int, taken: int) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(yaml_writer.scalar(str(item), 0, 0) for item in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if key in _NUMBERS:
        return f"{Decimal(str(value)):f}"
    return str(value) if isinstance(value, int) else yaml_writer.scalar(str(value), indent, taken)
