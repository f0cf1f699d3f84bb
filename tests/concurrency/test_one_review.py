"""Everybody acts on one review at once: each change happens whole or is refused in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from readiness.core.rights import Actor
from readiness.core.signoffs import Choice
from readiness.store.answers import AnswerRevision
from readiness.store.approvals import Approval
from readiness.store.engine import Database
from readiness.store.reviews import ReviewMove
from readiness.store.signoffs import Vote
from readiness.store.waivers import Waiver
from readiness.usecases import action_items, answers, reviews, signoffs, waivers
from tests.concurrency.at_once import (
    Deed,
    Outcome,
    at_once,
    deed,
    done_by,
    size,
    successes,
    told_since,
    verdict,
)
from tests.factories.people import People
from tests.factories.reviews import (
    answer_everything,
    digest_of,
    reviewers,
    sign,
    start_review,
    submit_all,
)
from tests.factories.signing import MINUTES, make, minutes
from tests.factories.waivers import request

Rows = AnswerRevision | Approval | ReviewMove | Vote | Waiver
#: Five answers, and the evidence behind one of them.
ANSWERED = 6


def vote(review: int, gate: str, choice: Choice, digest: str, by: Actor) -> Deed:
    said = {"digest": digest, "comment": "See there.", "by": by}
    return deed(choice.value, signoffs.vote, review, gate, choice, **said)


def edits(review: int, people: Sequence[Actor]) -> list[Deed]:
    """Return an edit for each, all typed on top of the same revision, none of them good enough."""
    return [
        deed("edit", answers.save, review, MINUTES, minutes(str(20 - n)), base=1, by=by)
        for n, by in enumerate(people)
    ]


def asks(review: int, people: Sequence[Actor]) -> list[Deed]:
    return [
        deed("ask", waivers.ask, review, MINUTES, request(by, until=date(2026, 12, 5)), by=by)
        for by in people
    ]


def reopening(review: int, by: Actor) -> Deed:
    said = {"reason": "There is more to it.", "by": by}
    return deed("reopen", reviews.reopen, review, ["deployment"], **said)


def taken_back(review: int, row: int, by: Actor) -> Deed:
    return deed("withdraw", signoffs.withdraw, review, row, by=by)


def item(review: int, people: People) -> Deed:
    said = {"title": "Move the alerts", "link": "", "owner": people.alice.person}
    due = {"due_on": date(2026, 12, 5), "before_launch": True, "by": people.carol}
    return deed("item", action_items.add, review, **said, **due)


def unmet_and_sent(database: Database, people: People, now: datetime) -> int:
    """Return a review that was sent to its gates, with one answer that is not good enough."""
    review = start_review(database, people, now=now)
    slow = {MINUTES: minutes("30")}
    answer_everything(database, review, by=people.alice, now=now, but=slow)
    submit_all(database, review, by=people.alice, now=now)
    return review


def count(database: Database, table: type[Rows], review: int) -> int:
    with database.reading() as session:
        return len(session.scalars(select(table).where(table.review_id == review)).all())


def hold(database: Database, outcomes: Sequence[Outcome], before: int) -> None:
    """Hold that the ledger has an entry for every success and no other, and that all were told."""
    assert told_since(database, before) == done_by(outcomes)
    assert all(each.sentence.endswith((".", "?")) for each in outcomes if each.sentence)


def test_of_many_who_act_at_once_each_is_done_whole_or_refused(
    database: Database, people: People, now: datetime
) -> None:
    """Reopening, editing, waiving, denying and withdrawing on an approved review."""
    by = reviewers(database, people, now)
    review = unmet_and_sent(database, people, now)
    votes = [sign(database, review, gate, by=who, now=now) for gate, who in by.items()]
    owners = [people.alice, *(make(database, name, "payments") for name in ("Anna", "Zoe", "Max"))]
    seen = digest_of(database, review, "sre", now)
    before = size(database)
    outcomes = at_once(
        database,
        now,
        [
            *(reopening(review, who) for who in (*owners[:2], people.carol)),
            *edits(review, owners),
            *asks(review, owners),
            vote(review, "sre", Choice.DENY, seen, people.bob),
            taken_back(review, votes[0], people.bob),
            taken_back(review, votes[1], by["security"]),
            item(review, people),
            item(review, people),
        ],
    )
    hold(database, outcomes, before)
    assert successes(outcomes, "ask") == count(database, Waiver, review) == 1
    assert successes(outcomes, "reopen") == 3
    assert successes(outcomes, "edit") == count(database, AnswerRevision, review) - ANSWERED <= 1
    assert count(database, Vote, review) == 3 + done_by(outcomes)["gate.voted"]
    said, found = verdict(database, review, now)
    assert (said, found.phase.is_approved, found.review.is_open) == ("blocked", False, True)


def test_the_last_signature_and_what_stands_against_it_come_in_some_order(
    database: Database, people: People, now: datetime
) -> None:
    """Two last signatures, a denial, a vote taken back, work before the launch, edits: one history."""
    by = reviewers(database, people, now)
    cora = make(database, "Cora", "launch")
    review = unmet_and_sent(database, people, now)
    votes = [sign(database, review, g, by=by[g], now=now) for g in ("sre", "security")]
    owners = [people.alice, *(make(database, name, "payments") for name in ("Anna", "Zoe", "Max"))]
    last = (people.carol, people.carol, cora)
    seen = {gate: digest_of(database, review, gate, now) for gate in by}
    before = size(database)
    outcomes = at_once(
        database,
        now,
        [
            *(vote(review, "launch", Choice.APPROVE, seen["launch"], who) for who in last),
            *edits(review, owners),
            *asks(review, owners),
            vote(review, "security", Choice.DENY, seen["security"], by["security"]),
            taken_back(review, votes[0], people.bob),
            item(review, people),
            *(reopening(review, who) for who in (people.alice, people.carol)),
        ],
    )
    hold(database, outcomes, before)
    told = told_since(database, before)
    assert told["review.approved"] == count(database, Approval, review) <= 1
    assert successes(outcomes, "ask") == count(database, Waiver, review) == 1
    assert successes(outcomes, "edit") == count(database, AnswerRevision, review) - ANSWERED <= 1
    assert count(database, Vote, review) == 2 + told["gate.voted"]
    moves = count(database, ReviewMove, review) - 1
    assert moves == told["review.approved"] + told["review.reopened"]
    said, found = verdict(database, review, now)
    is_clear = (
        not successes(outcomes, "deny") and not told["action_item.added"] - told["waiver.asked"]
    )
    assert said == "blocked" or (found.phase.is_approved and is_clear)
    assert bool(found.review.is_open) is not found.phase.is_approved
