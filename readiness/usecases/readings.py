"""One gate as its reviewers read it: what it covers, what changed, who voted, who may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from readiness.core.checklists import Question
from readiness.core.content import changed
from readiness.core.grades import Graded
from readiness.core.question_ids import current_ids
from readiness.core.rights import Action, Actor, may
from readiness.core.signoffs import Choice, VoteState, state_of_vote
from readiness.store import comments, people
from readiness.store.answers import AnswerRevision
from readiness.store.applications import applications_of
from readiness.store.comments import Comment
from readiness.store.signoffs import Vote
from readiness.usecases import dossiers, signoffs
from readiness.usecases.checklists import pinned
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.seen_contents import Content, content_of, voted_on
from readiness.usecases.standing_waivers import StandingWaiver

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
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class GoneQuestion:
    """One that was covered when the gate was looked at, and is not asked any more."""

    question: Question
    kind: Mapping[str, object]
    before: Covered


@dataclass(frozen=True, slots=True)
class ReadVote:
    row: Vote
    state: VoteState
    can_withdraw: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """`changed` is None for whoever has not looked at the gate before.

    `refusal` says why the reader cannot vote, and is empty for whoever can; `choices` are the
    votes that can be given now. With questions `unanswered`, approving is none of them.
    """

    found: Dossier
    gate: GateView
    questions: tuple[ReadQuestion, ...]
    gone: tuple[GoneQuestion, ...]
    changed: tuple[str, ...] | None
    votes: tuple[ReadVote, ...]
    comments: tuple[Comment, ...]
    names: Mapping[int, str]
    refusal: str
    choices: tuple[Choice, ...]
    unanswered: int

    @property
    def to_read(self) -> int:
        return sum(each.is_changed for each in self.questions)

    @property
    def liftable(self) -> tuple[Vote, ...]:
        """Return the denials that an approval of the reader could help to lift."""
        standing = {each.id for each in self.gate.tally.denials}
        return tuple(
            each.row
            for each in self.votes
            if each.row.id in standing and each.row.digest != self.gate.ballot.digest
        )


def reading(
    session: Session,
    review_id: int,
    gate_id: str,
    *,
    by: Actor,
    now: datetime,
    seen: str = "",
) -> Reading:
    """Return the gate, beside what this person voted on last or, if given, the digest `seen`."""
    found = dossiers.dossier(session, review_id, by=by, now=now)
    gate = found.gate(gate_id)
    before = content_of(session, found, gate, seen) if seen else voted_on(session, gate, by)
    current = current_ids(found.pinned.checklist)
    differs = None if before is None else _differing(before, gate.content, current)
    said = comments.comments_of(session, review_id)
    return Reading(
        found=found,
        gate=gate,
        questions=_questions(found, gate, before, differs, said),
        gone=_gone(session, found, gate, before),
        changed=differs,
        votes=tuple(_vote(found, gate, row, by) for row in gate.votes),
        comments=tuple(each for each in said if each.gate == gate_id),
        names=people.names(session, _people(found, gate, said)),
        refusal=signoffs.why_not(found, gate, by),
        choices=signoffs.choices(found, gate),
        unanswered=signoffs.unanswered(found, gate),
    )


def _questions(
    found: Dossier,
    gate: GateView,
    before: Content | None,
    differs: Sequence[str] | None,
    said: Sequence[Comment],
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
            comments=tuple(one for one in said if one.question in each.question.ids),
        )
        for each in found.seen.graded
        for id_ in [each.question.id]
        if id_ in now
    )


def _covered(content: Content | None) -> dict[str, Covered]:
    questions = cast("list[Covered]", content["questions"]) if content else []
    return {each["id"]: each for each in questions}


def _differing(before: Content, now: Content, current: Mapping[str, str]) -> tuple[str, ...]:
    """Return what differs, each question once, by the id that it has now."""
    return tuple(dict.fromkeys(current.get(id_, id_) for id_ in changed(before, now)))


def _gone(
    session: Session, found: Dossier, gate: GateView, before: Content | None
) -> tuple[GoneQuestion, ...]:
    now, old = _covered(gate.content), _covered(before)
    current = current_ids(found.pinned.checklist)
    gone = {id_: each for id_, each in old.items() if current.get(id_, id_) not in now}
    known = _definitions(session, found) if gone else {}
    return tuple(GoneQuestion(*known[id_], each) for id_, each in gone.items())


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


def _vote(found: Dossier, gate: GateView, row: Vote, by: Actor) -> ReadVote:
    state = state_of_vote(gate.ballot, row.id)
    is_mine = may(by, Action.WITHDRAW_VOTE, author=row.by)
    is_over = state not in (VoteState.COUNTS, VoteState.STANDS)
    rests_on = found.phase.is_approved and row.choice == Choice.APPROVE
    return ReadVote(row, state, is_mine and not is_over and not rests_on)


def _people(found: Dossier, gate: GateView, said: Sequence[Comment]) -> frozenset[int]:
    answered = {revision.by for revision in found.seen.revisions.values()}
    asked = {each.row.by for each in found.waivers}
    decided = {each.decision.by for each in found.waivers if each.decision}
    voted = {row.by for row in gate.votes}
    spoke = {each.by for each in said}
    return frozenset({found.review.asked_by, *answered, *asked, *decided, *voted, *spoke})
