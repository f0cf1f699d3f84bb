"""What a good author would still mend in a checklist that can be used as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from readiness.adapters.checklist_checks import Entry, Parts
from readiness.adapters.checklist_modules import Used, changes_of
from readiness.adapters.faults import Complaint, Place
from readiness.core.checklists import Checklist, EvidenceNeed, Question
from readiness.core.possibilities import Patience, can_hold


@dataclass(frozen=True, slots=True)
class Spots:
    """Where the parts of a flat checklist stand in its own file."""

    own: Parts
    used: Sequence[Used] = ()
    patience: Patience = field(default_factory=Patience)

    def of(self, entries: Sequence[Entry], name: str, key: str) -> Place | None:
        """Return where the key stands, else its entry; None if a module brings it."""
        entry = next((each for each in entries if each.id == name), None)
        return entry.node.keys.get(key, entry.at) if entry else None

    def changed(self, question: str, *keys: str) -> Place | None:
        """Return where the checklist changes one of the keys of a module's question."""
        changes = (changes_of(each.entry).get(question) for each in self.used)
        places = (each.keys[key] for each in changes if each for key in keys if key in each.keys)
        return next(places, None)

    def used_with(self, question: str) -> Place | None:
        """Return where the condition stands under which a module brings the question."""
        for each in self.used:
            if any(entry.id == question for entry in each.module.parts.questions):
                return each.entry.node.keys.get("applies_if")
        return None

    def bringing(self, area: str) -> Place | None:
        """Return where the module is used that brings the area."""
        places = (
            each.entry.at
            for each in self.used
            if any(entry.id == area for entry in each.module.parts.areas)
        )
        return next(places, None)


def of_checklist(checklist: Checklist, spots: Spots) -> Iterator[Complaint]:
    yield from _questions(checklist, spots)
    yield from _areas(checklist, spots)
    yield from _gates(checklist, spots)
    yield from _unsigned(checklist, spots)


def of_module(checklist: Checklist, spots: Spots) -> Iterator[Complaint]:
    yield from _questions(checklist, spots)
    yield from _areas(checklist, spots)


def _questions(checklist: Checklist, spots: Spots) -> Iterator[Complaint]:
    """Warn of questions. Those of a module are told in its own file, but for what is changed here."""
    asked = spots.own.questions
    kinds = {question.id: question.answer for question in checklist.questions}
    for question in checklist.questions:
        if (at := spots.of(asked, question.id, "id")) and not question.why:
            yield Complaint(at, f"`{question.id}` does not say why it is asked.")
        at = spots.of(asked, question.id, "blocks") or spots.changed(
            question.id, "blocks", "evidence"
        )
        if at and _is_unproven(question):
            yield Complaint(at, f"`{question.id}` blocks, but requires no evidence.")
        at = spots.of(asked, question.id, "applies_if") or spots.used_with(question.id)
        if at and question.applies_if and not can_hold(question.applies_if, kinds, spots.patience):
            yield Complaint(at, f"The condition of `{question.id}` can never be true.")


def _areas(checklist: Checklist, spots: Spots) -> Iterator[Complaint]:
    asked = {question.area for question in checklist.questions}
    for area in checklist.areas:
        at = spots.of(spots.own.areas, area.id, "id")
        if at and area.id not in asked:
            yield Complaint(at, f"No question is asked in the area `{area.id}`.")


def _gates(checklist: Checklist, spots: Spots) -> Iterator[Complaint]:
    asked = {question.area for question in checklist.questions}
    kinds = {question.id: question.answer for question in checklist.questions}
    for gate in checklist.gates:
        at = spots.of(spots.own.gates, gate.id, "areas")
        if at and not asked.intersection(gate.areas):
            yield Complaint(at, f"The gate `{gate.id}` covers no question.")
        at = spots.of(spots.own.gates, gate.id, "applies_if")
        if at and gate.applies_if and not can_hold(gate.applies_if, kinds, spots.patience):
            yield Complaint(at, f"The condition of the gate `{gate.id}` can never be true.")


def _unsigned(checklist: Checklist, spots: Spots) -> Iterator[Complaint]:
    signed = {area for gate in checklist.gates for area in gate.areas}
    for area in checklist.areas:
        at = spots.of(spots.own.areas, area.id, "id") or spots.bringing(area.id)
        if at and area.id not in signed:
            yield Complaint(at, f"No gate signs the area `{area.id}`.")


def _is_unproven(question: Question) -> bool:
    return question.blocks and question.evidence is not EvidenceNeed.REQUIRED
