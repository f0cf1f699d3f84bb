"""The threads of a review as they stand: what was said, whether they are open, whose turn it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from readiness.core import threads as core
from readiness.core.checklists import Question
from readiness.core.errors import NotFound
from readiness.core.question_ids import current_ids
from readiness.core.rights import Action, Actor, require
from readiness.core.threads import Became, Turn, Turned, Word
from readiness.store import comments as comment_store
from readiness.store import people, teams
from readiness.store import threads as store
from readiness.store.comments import Comment, CommentEdit
from readiness.store.threads import Mentioned, ThreadMove
from readiness.usecases.dossiers import Dossier

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Said:
    """One comment with its edits, and whom its newest text names by which spelling.

    `added` are those of them whom an edit named, with the newest comment of the thread by then.
    """

    row: Comment
    edits: tuple[CommentEdit, ...]
    named: Mapping[str, int]
    added: Mapping[int, int] = field(default_factory=dict)

    @property
    def body(self) -> str:
        return self.edits[-1].body if self.edits else self.row.body

    @property
    def word(self) -> Word:
        first = frozenset(self.named.values()) - set(self.added)
        return Word(self.row.id, self.row.by, first, self.added)


@dataclass(frozen=True, slots=True)
class Rows:
    """Comments, oldest first, and all that belongs to them."""

    comments: Sequence[Comment]
    edits: Sequence[CommentEdit] = ()
    moves: Sequence[ThreadMove] = ()
    mentions: Sequence[Mentioned] = ()

    @property
    def people(self) -> frozenset[int]:
        spoke = {row.by for row in self.comments} | {move.by for move in self.moves}
        return frozenset(spoke | {each.person for each in self.mentions})

    def threads(self) -> Iterator[tuple[tuple[Said, ...], tuple[ThreadMove, ...]]]:
        """Yield what was said in each thread, and its moves."""
        edits, moves = (
            _by(self.edits, lambda each: each.comment_id),
            _by(self.moves, lambda each: each.thread_id),
        )
        mentions = _by(self.mentions, lambda each: each.comment)
        for thread, rows in _by(self.comments, lambda each: each.thread).items():
            said = tuple(_said(row, edits[row.id], mentions[row.id], rows) for row in rows)
            yield said, tuple(moves[thread])


def _said(
    row: Comment,
    edits: Sequence[CommentEdit],
    mentions: Sequence[Mentioned],
    thread: Sequence[Comment],
) -> Said:
    newest = len(edits)
    named = {each.spelling: each.person for each in mentions if each.edit == newest}
    since = _since(mentions, newest)
    added = {
        person: _newest(thread, row, edits[since[person] - 1].at)
        for person in named.values()
        if since.get(person)
    }
    return Said(row, tuple(edits), named, added)


def _since(mentions: Sequence[Mentioned], newest: int) -> dict[int, int]:
    """Return for each person the edit that named them last after one that did not."""
    texts = [{each.person for each in mentions if each.edit == text} for text in range(newest + 1)]
    return {
        person: number
        for number in range(1, newest + 1)
        for person in texts[number] - texts[number - 1]
    }


def _newest(thread: Sequence[Comment], row: Comment, at: datetime) -> int:
    """Return the newest comment of the thread at that instant."""
    return max((each.id for each in thread if each.at <= at), default=row.id)


def _by(rows: Iterable[Row], key: Callable[[Row], int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


@dataclass(frozen=True, slots=True)
class Thread:
    """`reviewers` are the names of the teams that sign what it is about."""

    said: tuple[Said, ...]
    moves: tuple[ThreadMove, ...]
    turn: Turn
    reviewers: tuple[str, ...] = ()

    @property
    def first(self) -> Comment:
        return self.said[0].row

    @property
    def id(self) -> int:
        return self.first.id

    @property
    def is_open(self) -> bool:
        return self.turn is not core.RESTS

    def is_on(self, question: Question) -> bool:
        return self.first.question in question.ids


@dataclass(frozen=True, slots=True)
class Threads:
    """Every thread of a review, oldest first, with the names of all who take part in one."""

    every: tuple[Thread, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    team: str = ""
    reader: int = 0

    @property
    def open(self) -> tuple[Thread, ...]:
        return tuple(each for each in self.every if each.is_open)

    def one(self, thread_id: int) -> Thread:
        for each in self.every:
            if each.id == thread_id:
                return each
        raise NotFound(f"This review has no thread {thread_id}.")

    def on_gate(self, gate: str) -> tuple[Thread, ...]:
        return tuple(each for each in self.every if each.first.gate == gate)

    def on_question(self, question: Question) -> tuple[Thread, ...]:
        return tuple(each for each in self.every if each.is_on(question))

    def told(self, thread: Thread) -> str:
        """Return whose turn it is, as a sentence."""
        return core.told(
            thread.turn,
            self.names,
            team=self.team,
            reviewers=thread.reviewers,
            reader=self.reader,
        )


def of_review(session: Session, found: Dossier, *, by: Actor) -> Threads:
    """Return them in a handful of queries, however many there are."""
    require(by, Action.READ)
    return load(session, found, by.person or 0)


def load(session: Session, found: Dossier, reader: int = 0) -> Threads:
    """Return them, whoever asks: for the report, which nobody reads yet."""
    review = found.review.id
    rows = Rows(comment_store.comments_of(session, review))
    if not rows.comments:
        return Threads(team=found.owner.name, reader=reader)
    rows = Rows(
        rows.comments,
        comment_store.edits_of(session, review),
        store.moves_of_review(session, review),
        store.mentions_of_review(session, review),
    )
    team = teams.members_of(session, {found.owner.slug})[found.owner.slug]
    names, active = people.names_and_active(session, rows.people)
    gone = rows.people - active
    every = tuple(
        Thread(said, moves, turn_of(said, moves, team, gone), _signing(found, said[0].row))
        for said, moves in rows.threads()
    )
    return Threads(every, names, found.owner.name, reader)


def turn_of(
    said: Sequence[Said],
    moves: Sequence[ThreadMove],
    team: Collection[int],
    gone: Collection[int],
) -> Turn:
    return core.turn([each.word for each in said], _turned(moves), team, gone)


def last_speaker(said: Sequence[Said], moves: Sequence[ThreadMove]) -> int:
    return core.last_speaker([each.word for each in said], _turned(moves))


def _turned(moves: Sequence[ThreadMove]) -> list[Turned]:
    return [Turned(Became(move.became), move.by, move.up_to) for move in moves]


def _signing(found: Dossier, first: Comment) -> tuple[str, ...]:
    """Return the names of the teams that sign what the thread is about, each once."""
    question = current_ids(found.pinned.checklist).get(first.question or "")
    area = _area_of(found, question)
    rules = [
        gate.rule for gate in found.gates if gate.rule.id == first.gate or area in gate.rule.areas
    ]
    return tuple(dict.fromkeys(found.case.teams[rule.team] for rule in rules))


def _area_of(found: Dossier, question: str | None) -> str | None:
    asked = (each for each in found.pinned.checklist.questions if each.id == question)
    return next((each.area for each in asked), None)
