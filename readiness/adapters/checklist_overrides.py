"""What a checklist asks otherwise of a module's question; all else stays as the module has it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from readiness.adapters import model_faults, yaml_nodes
from readiness.adapters.checklist_checks import Entry
from readiness.adapters.checklist_question_model import Question
from readiness.adapters.faults import Complaint


def changed(
    entry: Entry, change: yaml_nodes.Mapping | None
) -> tuple[Question | None, list[Complaint]]:
    """Return the module's question with what is asked otherwise, or why they do not fit."""
    if change is None:
        return Question.model_validate(yaml_nodes.plain(entry.node)), []
    fixed = list(_fixed(entry, change))
    if fixed:
        return None, fixed
    try:
        return Question.model_validate(yaml_nodes.plain(_merged(entry.node, change))), []
    except ValidationError as error:
        return None, list(model_faults.complaints(error, change, Question))


def _fixed(entry: Entry, change: yaml_nodes.Mapping) -> Iterator[Complaint]:
    """Complain about what makes another answer of it, with which its limits would mean nothing."""
    answer = change.entries.get("answer")
    if not isinstance(answer, yaml_nodes.Mapping):
        return
    for key, name, usual in (("type", "answer type", "yes_no"), ("unit", "unit", None)):
        was, now = (_word(node, key) or usual for node in (entry.node, change))
        if was != now:
            sentence = f"`{entry.id}` has the {name} {was}, which cannot change."
            yield Complaint(answer.at, sentence)
            return


def _word(question: yaml_nodes.Mapping, key: str) -> object:
    answer = question.entries.get("answer")
    found = answer.entries.get(key) if isinstance(answer, yaml_nodes.Mapping) else None
    return found.value if isinstance(found, yaml_nodes.Scalar) else None


def _merged(module: yaml_nodes.Mapping, change: yaml_nodes.Mapping) -> yaml_nodes.Mapping:
    """Return the keys of both. A limit that the change does not name stays as the module has it."""
    both = {**module.entries, **change.entries}
    for key in ("answer", "limits"):
        old, new = module.entries.get(key), change.entries.get(key)
        if isinstance(old, yaml_nodes.Mapping) and isinstance(new, yaml_nodes.Mapping):
            both[key] = _merged(old, new)
    return yaml_nodes.Mapping(change.at, both, change.keys)
