"""A checklist and its modules as one flat checklist, which needs no module any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from readiness.adapters import (
    checklist_conditions,
    checklist_overrides,
    condition_parser,
    yaml_nodes,
)
from readiness.adapters.checklist_checks import Entry, text_of
from readiness.adapters.checklist_model import MOST_AREAS, MOST_QUESTIONS, Checklist
from readiness.adapters.checklist_modules import Usage, Used, changes_of
from readiness.adapters.checklist_question_model import Area, Question
from readiness.adapters.checklist_reading import Reading
from readiness.adapters.condition_parser import Parsed
from readiness.adapters.condition_types import Names
from readiness.adapters.faults import Complaint, Misspelt, Place
from readiness.core.condition_documents import to_plain


@dataclass(slots=True)
class Flat:
    """`conditions` holds each condition's parsed form by its text."""

    areas: list[Area]
    questions: list[Question]
    conditions: dict[str, dict[str, object]]
    complaints: list[Complaint] = field(default_factory=list)

    def add(self, parsed: Parsed, text: str, about: Complaint) -> None:
        """Keep a parsed condition, or what is wrong with it, said after `about`."""
        if parsed.condition is not None:
            self.conditions[text] = to_plain(parsed.condition)
        for misfit in parsed.misfits:
            sentence = about.sentence + misfit.sentence
            self.complaints.append(Complaint(about.at, sentence, misfit.misspelt))

    def is_full(self, at: Place, text: str) -> bool:
        """Say whether this condition is too much beside the others, and complain if it is."""
        found = list(checklist_conditions.too_much({*self.conditions, text}, at))
        self.complaints += found
        return bool(found)


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
        question, wrong = checklist_overrides.changed(entry, changes.get(str(entry.id)))
        flat.complaints += wrong
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
            yield Complaint(places[name], sentence, Misspelt(name, known))


def _guarded(question: Question, use: Entry, names: Names, flat: Flat) -> Question:
    """Return the question under both conditions, the checklist's and its own."""
    node = text_of(use, "applies_if")
    both = [str(node.value).strip()] if node else []
    if both and both[0] not in flat.conditions:
        return question  # what is wrong with it was said already
    both += [question.applies_if] if question.applies_if else []
    text = both[0] if len(both) == 1 else " && ".join(_bracketed(each) for each in both)
    if text and text not in flat.conditions and not flat.is_full(use.at, text):
        is_late = question.from_ == "launched"
        parsed = condition_parser.parse(text, names.after_launch if is_late else names)
        flat.add(parsed, text, Complaint(use.at, f"With the condition of `{question.id}`: "))
    return question.model_copy(update={"applies_if": text or None})


def _bracketed(condition: str) -> str:
    # A comment, which starts with two slashes, would swallow the bracket.
    return f"({condition}\n)" if "//" in condition else f"({condition})"
