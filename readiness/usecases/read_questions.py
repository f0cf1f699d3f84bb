"""The questions of a gate as they are covered now, beside what its reader looked at before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy.orm import Session

from readiness.core.checklists import Question
from readiness.core.content import changed
from readiness.core.evidence import Piece
from readiness.core.grades import Graded
from readiness.core.pieces import differences
from readiness.core.question_ids import current_ids
from readiness.store.answers import AnswerRevision
from readiness.store.applications import applications_of
from readiness.usecases.checklists import pinned
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.seen_contents import Content
from readiness.usecases.standing_waivers import StandingWaiver
from readiness.usecases.threads import Thread, Threads

#: A question with its answer and evidence, as the gate's content holds it.
Covered = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """One question as it is covered now, and as it was when it was looked at, if it was covered.

    `kind` is the type of its answer, as the checklist's document has it.
    """

    graded: Graded
    kind: Mapping[str, object]
    now: Covered
    before: Covered | None
    is_changed: bool
    revision: AnswerRevision | None
    waivers: tuple[StandingWaiver, ...]
    threads: tuple[Thread, ...]

    @property
    def evidence_moves(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Return the pieces that came since it was looked at, and those that went."""
        before = self.before["evidence"] if self.before else self.now["evidence"]
        return differences(before, self.now["evidence"])


@dataclass(frozen=True, slots=True)
class GoneQuestion:
    """One that was covered when the gate was looked at, and is not asked any more."""

    question: Question
    kind: Mapping[str, object]
    before: Covered


def questions(
    found: Dossier,
    gate: GateView,
    before: Content | None,
    differs: Sequence[str] | None,
    said: Threads,
) -> tuple[ReadQuestion, ...]:
    now, old, kinds = _covered(gate.content), _covered(before), answer_kinds(found)
    return tuple(
        ReadQuestion(
            graded=each,
            kind=kinds[id_],
            now=now[id_],
            before=next((old[known] for known in each.question.ids if known in old), None),
            is_changed=differs is None or id_ in differs,
            revision=found.seen.revisions.get(id_),
            waivers=tuple(waiver for waiver in found.waivers if waiver.question == id_),
            threads=said.on_question(each.question),
        )
        for each in found.seen.graded
        for id_ in [each.question.id]
        if id_ in now
    )


def _covered(content: Content | None) -> dict[str, Covered]:
    questions = cast("list[Covered]", content["questions"]) if content else []
    return {each["id"]: each for each in questions}


def differing(before: Content, now: Content, current: Mapping[str, str]) -> tuple[str, ...]:
    """Return what differs, each question once, by the id that it has now."""
    return tuple(dict.fromkeys(current.get(id_, id_) for id_ in changed(before, now)))


def gone(
    session: Session, found: Dossier, gate: GateView, before: Content | None
) -> tuple[GoneQuestion, ...]:
    now, old = _covered(gate.content), _covered(before)
    current = current_ids(found.pinned.checklist)
    left = {id_: each for id_, each in old.items() if current.get(id_, id_) not in now}
    known = _definitions(session, found) if left else {}
    return tuple(GoneQuestion(*known[id_], each) for id_, each in left.items())


def _definitions(
    session: Session, found: Dossier
) -> dict[str, tuple[Question, Mapping[str, object]]]:
    """Return every question that the review could ever ask, with the type of its answer."""
    rows = applications_of(session, found.review.id)
    versions = [pinned(session, row.from_version_id) for row in rows]
    return {
        question.id: (question, plain["answer"])
        for version in [*versions, found.pinned]
        for question, plain in zip(
            version.checklist.questions, version.document["questions"], strict=True
        )
    }


def answer_kinds(found: Dossier) -> Mapping[str, Mapping[str, object]]:
    """Return the type of each question's answer, as the checklist's document has it."""
    return {each["id"]: each["answer"] for each in found.pinned.document["questions"]}
