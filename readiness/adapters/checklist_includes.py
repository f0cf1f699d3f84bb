"""A checklist and its modules as one flat checklist, which needs no module any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from readiness.adapters import checklist_conditions, condition_parser, model_faults, yaml_nodes
from readiness.adapters.checklist_checks import Entry, text_of
from readiness.adapters.checklist_model import MOST_AREAS, MOST_QUESTIONS, Checklist
from readiness.adapters.checklist_modules import Usage, Used, changes_of
from readiness.adapters.checklist_question_model import Area, Question
from readiness.adapters.checklist_reading import Reading
from readiness.adapters.condition_types import Names
from readiness.adapters.faults import Complaint, suggestion
from readiness.core.condition_documents import to_plain


@dataclass(slots=True)
class Flat:
    """`conditions` holds each condition's parsed form by its text."""

    areas: list[Area]
    questions: list[Question]
    conditions: dict[str, dict[str, object]]
    complaints: list[Complaint] = field(default_factory=list)


def flatten(checklist: Checklist, reading: Reading[Checklist], usage: Usage) -> Flat:
    """Return the checklist with what its modules add, after its own areas and questions."""
    flat = Flat([*checklist.areas], [*checklist.questions], dict(reading.conditions.plain))
    parts = (reading.parts, *(each.module.parts for each in usage.used))
    names = checklist_conditions.names_of(*parts)
    for used in usage.used:
        _include(flat, used, names)
    if usage.used and (len(flat.questions) > MOST_QUESTIONS or len(flat.areas) > MOST_AREAS):
        at = usage.used[-1].entry.at
        most = f"{MOST_QUESTIONS} questions and {MOST_AREAS} areas"
        flat.complaints.append(Complaint(at, f"With its modules this has more than {most}."))
    return flat


def _include(flat: Flat, used: Used, names: Names) -> None:
    module = used.module.content
    own = {area.id for area in flat.areas}
    flat.areas += [area for area in module.areas if area.id not in own] if module else []
    changes = changes_of(used.entry)
    flat.complaints += _clashes(flat, used)
    flat.complaints += _unknown(used, changes)
    for entry in used.module.parts.questions:
        question = _changed(entry, changes.get(str(entry.id)), flat)
        if question is not None:
            flat.questions.append(_guarded(question, used.entry, names, flat))


def _clashes(flat: Flat, used: Used) -> Iterator[Complaint]:
    """Complain about an id, also an earlier one, that already stands for another question."""
    taken = {id_ for each in flat.questions for id_ in (each.id, *each.was)}
    for question in used.module.content.questions if used.module.content else ():
        for id_ in (question.id, *question.was):
            if id_ in taken:
                sentence = f"`{used.entry.id}` brings `{id_}`, which is already a question here."
                yield Complaint(used.entry.at, sentence)


def _unknown(used: Used, changes: Mapping[str, yaml_nodes.Mapping]) -> Iterator[Complaint]:
    known = {str(entry.id) for entry in used.module.parts.questions}
    node = used.entry.node.entries.get("change")
    places = node.keys if isinstance(node, yaml_nodes.Mapping) else {}
    for name in changes:
        if name not in known:
            sentence = f"`{name:.80}` is not a question of `{used.entry.id}`"
            yield Complaint(places[name], sentence + suggestion(name, known))


def _changed(entry: Entry, change: yaml_nodes.Mapping | None, flat: Flat) -> Question | None:
    """Return the module's question with what the checklist asks otherwise, if they fit."""
    plain = {**entry.node.entries}
    if change is None:
        return Question.model_validate(yaml_nodes.plain(entry.node))
    if "answer" in change.entries and _type(entry.node) != _type(change):
        sentence = f"`{entry.id}` has the answer type {_type(entry.node)}, which cannot change."
        flat.complaints.append(Complaint(change.entries["answer"].at, sentence))
        return None
    merged = yaml_nodes.Mapping(change.at, {**plain, **change.entries}, change.keys)
    try:
        return Question.model_validate(yaml_nodes.plain(merged))
    except ValidationError as error:
        flat.complaints += model_faults.complaints(error, change, Question)
        return None


def _type(node: yaml_nodes.Mapping) -> object:
    answer = node.entries.get("answer")
    kind = answer.entries.get("type") if isinstance(answer, yaml_nodes.Mapping) else None
    return kind.value if isinstance(kind, yaml_nodes.Scalar) else "yes_no"


def _guarded(question: Question, use: Entry, names: Names, flat: Flat) -> Question:
    """Return the question under both conditions, the checklist's and its own."""
    node = text_of(use, "applies_if")
    both = [str(node.value).strip()] if node else []
    if both and both[0] not in flat.conditions:
        return question  # what is wrong with it was said already
    both += [question.applies_if] if question.applies_if else []
    text = both[0] if len(both) == 1 else " && ".join(_bracketed(each) for each in both)
    if not text:
        return question
    parsed = condition_parser.parse(text, names)
    if parsed.condition is not None:
        flat.conditions[text] = to_plain(parsed.condition)
    for misfit in parsed.misfits:
        sentence = f"With the condition of `{question.id}`: {misfit.sentence}"
        flat.complaints.append(Complaint(use.at, sentence))
    return question.model_copy(update={"applies_if": text})


def _bracketed(condition: str) -> str:
    # A comment, which starts with two slashes, would swallow the bracket.
    return f"({condition}\n)" if "//" in condition else f"({condition})"
