"""Questions that people of several services asked about: offered to coordinators as help text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.adapters.checklist_exports import help_draft
from readiness.core import asked_often as core
from readiness.core.asked_often import Exchange
from readiness.core.checklists import Checklist, Question
from readiness.core.errors import NotFound
from readiness.core.question_ids import current_ids
from readiness.core.rights import Action, Actor, require
from readiness.store import asked_often as store
from readiness.store import checklists as checklist_store
from readiness.store import ledger, open_threads
from readiness.store.asked_often import AskedAbout, AskedIn
from readiness.store.comments import edits_by_comment
from readiness.usecases.checklists import pinned
from readiness.usecases.records import record
from readiness.usecases.threads import Rows, Said

SEEN = "asked_often.seen"
#: So many threads are shown and drafted from; the newest say best what is not understood.
MOST = 20


@dataclass(frozen=True, slots=True)
class AskedOften:
    """A question of the newest version, and how many services asked about it."""

    checklist: Checklist
    question: Question
    services: int
    is_put_away: bool


@dataclass(frozen=True, slots=True)
class AskedThread:
    """What was asked in it, and the last answer of somebody else, or nothing."""

    thread: AskedIn
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Offer:
    """A question with its threads, newest first, and a help text to start from, as YAML."""

    often: AskedOften
    threads: tuple[AskedThread, ...]
    draft: str


def often(session: Session, *, by: Actor) -> tuple[AskedOften, ...]:
    """Return the questions that were asked about in several services, the most often first."""
    require(by, Action.READ)
    candidates = dict(_candidates(session, store.asked_about(session)))
    if not candidates:
        return ()
    seen = _seen(session, by)
    counted = [
        (checklist, question, store.services_asking(session, checklist.id, question.ids))
        for checklist, question in candidates.values()
    ]
    found = [
        AskedOften(
            checklist,
            question,
            count,
            core.is_put_away(count, seen.get((checklist.id, question.id))),
        )
        for checklist, question, count in counted
        if core.is_often(count)
    ]
    return tuple(sorted(found, key=lambda each: (-each.services, each.question.id)))


def offers(session: Session, *, by: Actor) -> tuple[Offer, ...]:
    """Return them with their threads and a draft of a help text."""
    return tuple(_offer(session, each) for each in often(session, by=by))


def put_away(session: Session, name: str, question: str, *, by: Actor) -> None:
    """Tell the person no more of it until more services ask. The ledger keeps who has seen it."""
    require(by, Action.PUT_AWAY_ASKED)
    for each in often(session, by=by):
        if (each.checklist.id, each.question.id) == (name, question):
            if not each.is_put_away:
                _record_seen(session, each, by)
            return
    raise NotFound(f"{question} of a checklist {name} is not asked about often.")


def _record_seen(session: Session, each: AskedOften, by: Actor) -> None:
    record(
        session,
        SEEN,
        by=by,
        checklist=each.checklist.id,
        question=each.question.id,
        services=each.services,
    )


def _candidates(
    session: Session, rows: Sequence[AskedAbout]
) -> Iterator[tuple[tuple[str, str], tuple[Checklist, Question]]]:
    """Yield what could have been asked often: earlier ids of one question count together."""
    for name in sorted({row.checklist for row in rows}):
        checklist = pinned(session, checklist_store.newest_mark(session, name).id).checklist
        current, sums = current_ids(checklist), dict[str, int]()
        for row in rows:
            if row.checklist == name and row.question in current:
                id_ = current[row.question]
                sums[id_] = sums.get(id_, 0) + row.services
        for each in checklist.questions:
            if core.is_often(sums.get(each.id, 0)):
                yield (name, each.id), (checklist, each)


def _seen(session: Session, by: Actor) -> Mapping[tuple[str, str], int]:
    """Return with how many services the person has last seen each question."""
    found: dict[tuple[str, str], int] = {}
    for entry in ledger.of_event(session, SEEN, by=by.person):
        key = str(entry.about["checklist"]), str(entry.about["question"])
        found.setdefault(key, int(entry.about["services"]))
    return found


def _offer(session: Session, each: AskedOften) -> Offer:
    rows = store.threads_on(session, each.checklist.id, each.question.ids, MOST)
    said = open_threads.comments_in(session, {row.first.id for row in rows})
    edits = edits_by_comment(session, {row.id for row in said})
    known = Rows(said, [edit for row in said for edit in edits.get(row.id, ())])
    words = {told[0].row.id: told for told, _ in known.threads()}
    threads = tuple(AskedThread(row, _exchange(words[row.first.id])) for row in rows)
    text = core.help_text(each.question.help, [one.exchange for one in threads])
    draft = help_draft((each.checklist.id, each.question.id, text))
    return Offer(each, threads, draft)


def _exchange(said: Sequence[Said]) -> Exchange:
    first = said[0]
    others = [each.body for each in said if each.row.by != first.row.by]
    return Exchange(first.body, others[-1] if others else "")
