"""The threads in which it is one person's turn, over all reviews: questions to answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.core import briefs
from readiness.core.checklists import Checklist
from readiness.core.question_ids import current_ids
from readiness.core.rights import Action, Actor, require
from readiness.core.threads import Side, Turn
from readiness.store import comments, people, teams
from readiness.store import open_threads as store
from readiness.store import threads as thread_store
from readiness.store.comments import Comment
from readiness.store.open_threads import OpenThread
from readiness.usecases import threads
from readiness.usecases.checklists import pinned
from readiness.usecases.threads import Rows, Said


@dataclass(frozen=True, slots=True)
class Question:
    """A thread that waits for the reader: the last word in it, and by whom it is.

    `is_named` says that the reader is asked by name. `about` is the text of its question, or the
    gate's title.
    """

    thread: OpenThread
    last: Said
    by: str
    about: str
    is_named: bool


def questions(session: Session, *, by: Actor) -> tuple[Question, ...]:
    """Return them, who is asked by name first, then the oldest first."""
    require(by, Action.READ)
    found = store.concerning(session, by.person or 0, by.teams)
    if not found:
        return ()
    rows = _rows(session, [each.first.id for each in found])
    teams_of = teams.members_of(session, {each.team for each in found})
    names, active = people.names_and_active(session, rows.people)
    gone = rows.people - active
    said = {words[0].row.id: (words, moves) for words, moves in rows.threads()}
    mine = [
        (each, said[each.first.id][0][-1], turn)
        for each in found
        for turn in [threads.turn_of(*said[each.first.id], teams_of[each.team], gone)]
        if _is_asked(session, each, turn, threads.last_speaker(*said[each.first.id]), by)
    ]
    made = [_question(session, each, last, turn, names) for each, last, turn in mine]
    return tuple(sorted(made, key=lambda each: (not each.is_named, each.last.row.id)))


def _rows(session: Session, ids: Collection[int]) -> Rows:
    said = store.comments_in(session, ids)
    comment_ids = [row.id for row in said]
    edits = comments.edits_by_comment(session, comment_ids)
    return Rows(
        said,
        [edit for row in said for edit in edits.get(row.id, ())],
        thread_store.moves_of(session, ids),
        thread_store.mentions_of(session, comment_ids),
    )


def _is_asked(session: Session, each: OpenThread, turn: Turn, last: int, by: Actor) -> bool:
    if turn.people:
        return by.person in turn.people
    if turn.side is Side.TEAM:
        return each.team in by.teams and last != by.person
    return not by.teams.isdisjoint(_signing(session, each)) and last != by.person


def _signing(session: Session, each: OpenThread) -> frozenset[str]:
    """Return the short names of the teams that sign what the thread is about."""
    checklist = pinned(session, each.version_id).checklist
    applying = {gate.id for gate in briefs.read(each.summary).gates}
    area = _area(checklist, each.first)
    return frozenset(
        rule.team
        for rule in checklist.gates
        if rule.id in applying and (rule.id == each.first.gate or area in rule.areas)
    )


def _area(checklist: Checklist, first: Comment) -> str:
    current = current_ids(checklist).get(first.question or "")
    return next((each.area for each in checklist.questions if each.id == current), "")


def _question(
    session: Session, each: OpenThread, last: Said, turn: Turn, names: dict[int, str]
) -> Question:
    checklist, first = pinned(session, each.version_id).checklist, each.first
    texts = {id_: one.text for one in checklist.questions for id_ in one.ids}
    titles = {rule.id: f"the gate {rule.title}" for rule in checklist.gates}
    about = texts.get(first.question or "") or titles.get(first.gate or "", "the review")
    return Question(each, last, names[last.row.by], about, turn.side is Side.PEOPLE)
