"""Tells people in the transaction of what happened: who, in which words, and in which ways."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core import briefs
from readiness.core.connections import EVENTS
from readiness.core.messages import Message
from readiness.core.notice_events import RANK, TABLE, name_of, telling_of
from readiness.core.notice_tellings import Telling, To
from readiness.store import notices as store
from readiness.store.approvals import approved_last
from readiness.store.verdicts import ReviewSummary
from readiness.usecases import deliveries, lost_asks, notice_posts
from readiness.usecases.notice_posts import Post, Told
from readiness.usecases.notice_words import message
from readiness.usecases.records import Record, notes_of
from readiness.usecases.settlings import Settling, settled
from readiness.usecases.tidings import Around
from readiness.usecases.told_people import people

#: After these it may be another gate's turn.
MOVES_GATES = ("gate.", "vote.", "review.")
Turns = frozenset[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What will be told, all read and worded, so that writing it takes no time.

    `acted` is who did something, and where: what they were told of that place they know by now.
    `settled` are the notices whose people need not do any more what they ask.
    """

    posts: tuple[Post, ...] = ()
    messages: tuple[Message, ...] = ()
    acted: frozenset[tuple[int, str]] = frozenset()
    settled: frozenset[int] = frozenset()


def turns(session: Session, records: Sequence[Record]) -> Turns:
    """Return the gates whose reviewers have to act, of the reviews in which gates were moved.

    Asked before the verdicts are computed and after: the new ones are told. For what moves no
    gate, such as saving an answer, it costs nothing.
    """
    reviews = {
        each.review
        for each in records
        if each.review is not None and each.event.startswith(MOVES_GATES)
    }
    if not reviews:
        return frozenset()
    query = select(ReviewSummary).where(ReviewSummary.review_id.in_(reviews))
    return frozenset(
        (row.review_id, gate.id)
        for row in session.scalars(query)
        for gate in briefs.read(row.summary).gates
        if gate.is_reviewers_turn
    )


def prepare(
    session: Session, records: Sequence[Record], before: Turns, *, now: datetime
) -> Prepared:
    """Read and word what is to be told of these records, in so many queries however many hear it."""
    gone = lost_asks.lost(session, records, now)
    if not any(telling_of(each.event, each.about) for each in records):
        return Prepared(settled=gone)
    every = [*records, *_come(session, records, before)]
    around = Around(session, every, now)
    told: list[Told] = []
    messages: list[Message] = []
    acted: set[tuple[int, str]] = set()
    for record, event, telling in sorted(_worth(around, every), key=lambda each: RANK[each[1]]):
        found = {to: people(around, record, to) for to in telling.everybody}
        said = message(around, record, event, telling, _asked(found, telling))
        told.extend(_told(found, telling, record, said, around.service_name(record)))
        if said.event in EVENTS:
            messages.append(said)
        if record.by and record.by.person is not None:
            acted.add((record.by.person, _place(said)))
    once = _once(told)
    anew = {(each.person, each.message.address) for each in once if each.message.asked}
    over = settled(Settling(around, every, anew))
    posts = notice_posts.write(session, once, now=now)
    return Prepared(posts, tuple(messages), frozenset(acted), over | gone)


def post(session: Session, prepared: Prepared, *, now: datetime) -> None:
    """Write it. Called while the ledger's head is held, so that no two wait for each other."""
    over = prepared.settled | notes_of(session).settled
    if over or prepared.acted:
        store.settle(session, over, now, sorted(prepared.acted))
    notice_posts.post(session, prepared.posts, now=now)
    deliveries.announce(session, prepared.messages, now=now)


def _come(session: Session, records: Sequence[Record], before: Turns) -> Iterator[Record]:
    """Yield an entry of ours for each gate that somebody has to look at from now on."""
    moved = {each.review: each for each in records if each.review is not None}
    signed_by_some = {
        (each.review, each.about["gate"]) for each in records if each.event == "gate.voted"
    }
    for review, gate in sorted(turns(session, records)):
        if (review, gate) not in before or (review, gate) in signed_by_some:
            yield replace(moved[review], event="gate.turn", by=None, about={"gate": gate})


def _worth(around: Around, records: Sequence[Record]) -> Iterator[tuple[Record, str, Telling]]:
    """Yield what is told, with its name in the table."""
    for record in records:
        telling = telling_of(record.event, record.about)
        if telling is not None:
            event = _event(around, record)
            yield record, event, TABLE[event]


def _event(around: Around, record: Record) -> str:
    subject = around.subjects.get(record.review or 0)
    if record.event == "gate.turn" and subject is not None:
        state = subject.gates[str(record.about["gate"])].state
        return "gate.stale" if state == "stale" else "gate.turn"
    if record.event == "review.started" and subject is not None:
        review = subject.review
        approved = approved_last(around.session, review.service_id)
        return (
            "review.renewed" if (review.kind, review.environment_id) in approved else record.event
        )
    return name_of(record.event, record.about)


def _asked(found: Mapping[To, Collection[int]], telling: Telling) -> Mapping[To, Collection[int]]:
    return {to: who for to, who in found.items() if to in (telling.asks or {}) and who}


def _told(
    found: Mapping[To, frozenset[int]],
    telling: Telling,
    record: Record,
    said: Message,
    service: str,
) -> Iterator[Told]:
    """Yield it for each who is told: who is asked first, and never whoever did it."""
    done_by = record.by.person if record.by else None
    for group in (telling.asks, telling.tells):
        for to, kind in (group or {}).items():
            for person in found[to] - {done_by}:
                heard = said if group is telling.asks else replace(said, asked="", of=())
                yield Told(person, kind, heard, service)


def _once(told: Sequence[Told]) -> tuple[Told, ...]:
    """Return one for each person and place: the first, which is the most important."""
    first: dict[tuple[int, str], Told] = {}
    for each in told:
        first.setdefault((each.person, _place(each.message)), each)
    return tuple(sorted(first.values(), key=lambda each: each.person))


def _place(said: Message) -> str:
    # An answer leads to its comment, and what it does to its thread to the thread: it is one place.
    is_of_thread = said.event.startswith(("comment.", "thread."))
    return said.address.partition("#")[0] if is_of_thread else said.address
