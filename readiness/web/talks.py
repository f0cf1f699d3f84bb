"""What was said about a question: threads, votes that point at it, the history of its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from readiness.adapters.report_answers import Answer
from readiness.adapters.report_answers import answer as in_words
from readiness.core import checklist_documents
from readiness.core.checklists import Question
from readiness.core.rights import Actor
from readiness.core.signoffs import Choice
from readiness.store.answers import AnswerRevision
from readiness.store.sessions import Session
from readiness.store.signoffs import Vote
from readiness.usecases import answers, asked_changes, suggestions, threads
from readiness.usecases.asked_changes import Request
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.names import names
from readiness.usecases.threads import Threads
from readiness.web.answer_changes import Change, changes
from readiness.web.merge_words import CHOICES as WORDS
from readiness.web.thread_views import Typed

#: What one person typed within this time was typed in one go.
GO_SECONDS = 600
#: A card tells of so many revisions what changed; the page of its history tells of all.
MOST_COMPARED = 10
SAID = {
    Choice.APPROVE: "approves",
    Choice.REQUEST_CHANGES: "asks for changes",
    Choice.DENY: "refuses",
}


#: What somebody says who points at a question and writes nothing.
POINTED = "This question needs a change."


@dataclass(frozen=True, slots=True)
class Said:
    """One revision in the card's history; `carried` is the review that it was confirmed from."""

    number: int
    by: str
    at: datetime
    answer: Answer
    evidence: Sequence[Mapping[str, object]]
    carried: tuple[int, datetime] | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """What a vote on a gate says about the question; `on` tells which gate."""

    by: str
    at: datetime
    body: str
    on: str


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said about the questions of an area, read once for all its cards.

    `typed` is what was refused in one of its threads.
    """

    threads: Threads = field(default_factory=Threads)
    gates: Sequence[GateView] = ()
    revisions: Sequence[AnswerRevision] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    carried: Mapping[int, tuple[int, datetime]] = field(default_factory=dict)
    requests: Sequence[Request] = ()
    typed: Typed | None = None


def talk(session: Session, found: Dossier, area: str, *, by: Actor) -> Talk:
    """Read it once for all questions of the area."""
    revisions = answers.area_history(session, found.review.id, area, by=by)
    voters = {vote.by for gate in found.gates for vote in gate.votes}
    people = {*(row.by for row in revisions), *voters}
    carried = suggestions.carried(session, found.review.id, by=by)
    known, requests = names(session, people, by=by), asked_changes.of_review(session, found, by=by)
    said = threads.of_review(session, found, by=by)
    return Talk(said, found.gates, revisions, known, carried, requests)


def remarks(question: Question, talk: Talk) -> tuple[Remark, ...]:
    """Return what votes said about the question, oldest first."""
    votes = [
        Remark(talk.names.get(vote.by, ""), vote.at, vote.comment or POINTED, _on(gate, vote))
        for gate in talk.gates
        for vote in gate.votes
        if not set(question.ids).isdisjoint(gate.asked_about(vote))
    ]
    return tuple(sorted(votes, key=lambda remark: remark.at))


def wanted(question: Question, talk: Talk) -> tuple[Remark, ...]:
    """Return the requests for changes that point at the question and are not answered."""
    return tuple(
        Remark(
            talk.names.get(each.vote.by, ""), each.vote.at, each.vote.comment, each.gate.rule.title
        )
        for each in talk.requests
        if any(one.id == question.id and not one.is_answered for one in each.questions)
    )


def _on(gate: GateView, vote: Vote) -> str:
    return f"{SAID[Choice(vote.choice)]} for {gate.rule.title}"


def history(question: Question, kind: Mapping[str, object], talk: Talk) -> tuple[Said, ...]:
    """Return the revisions, newest first, and of what one person typed in one go the last only."""
    kept: list[AnswerRevision] = []
    for row in talk.revisions:
        if row.question not in question.ids:
            continue
        after = kept[-1] if kept else None
        if after is None or row.id in talk.carried or not _is_one_go(row, after):
            kept.append(row)
    return tuple(
        Said(
            row.number,
            talk.names.get(row.by, ""),
            row.at,
            in_words(kind, row.value),
            tuple(row.evidence),
            talk.carried.get(row.id),
            changes(older, row, WORDS) if at < MOST_COMPARED else (),
        )
        for at, (row, older) in enumerate(zip(kept, [*kept[1:], None], strict=False))
    )


def in_words_of(found: Dossier, question: Question, value: Mapping[str, object]) -> Answer:
    definition = checklist_documents.question_definition(found.pinned.document, question.id)
    kind = definition["answer"]
    assert isinstance(kind, Mapping)
    return in_words(kind, value)


def _is_one_go(row: AnswerRevision, after: AnswerRevision) -> bool:
    is_soon = (after.at - row.at).total_seconds() <= GO_SECONDS
    return row.by == after.by and row.evidence == after.evidence and is_soon
