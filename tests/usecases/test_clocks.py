"""The clocks of gates, read from what is stored alone: no job runs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from readiness.core.clocks import ClockState
from readiness.core.rights import Actor, Role
from readiness.core.signoffs import Choice
from readiness.store.engine import Database
from readiness.usecases import calendars, clocks, comments, dossiers, reviews, signoffs, submissions
from readiness.usecases.clocks import GateClocks
from tests.factories.applying import apply, set_facts
from tests.factories.assigning import row
from tests.factories.checklists import gate, launch_document
from tests.factories.people import People
from tests.factories.reviews import (
    answer,
    answer_everything,
    done,
    reviewers,
    sign,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import MINUTES, change, deny, make, minutes, sent_review

#: To be answered within 2 working days and signed within 5.
GATE = gate("sre", "deployment", respond_within_days=2, decide_within_days=5)
DOCUMENT = launch_document(gates=(GATE,))
#: `launch` signs after `sre`.
CHAIN = launch_document(
    gates=(GATE, gate("launch", "hygiene", after=["sre"], respond_within_days=2))
)
S = ClockState
ASKED: dict[str, Any] = {
    "choice": Choice.REQUEST_CHANGES,
    "comment": "Why?",
    "questions": ["deployment.rollback"],
}


def told(
    database: Database, review: int, who: Actor, at: datetime, gate: str = "sre"
) -> GateClocks:
    """Return the clocks of the gate's page, which its queue tells alike while it waits."""
    with database.reading() as session:
        found = dossiers.load(session, review, now=at)
        shown = clocks.of_gate(session, found, found.gate(gate), by=who, now=at)
        is_signed = found.gate(gate).is_signed
    assert shown is not None
    if not is_signed:
        assert row(database, review, who, at, gate).clocks == shown
    return shown


def days(now: datetime, count: float) -> datetime:
    """Return so many days after Monday 10:00."""
    return now + timedelta(days=count)


def states(found: GateClocks) -> tuple[ClockState, ClockState]:
    return found.respond.state, found.decide.state


def test_from_on_time_to_the_coordinator(database: Database, people: People, now: datetime) -> None:
    review = sent_review(database, people, now=now, document=DOCUMENT)
    expected = [
        (0.5, S.ON_TIME, S.ON_TIME),
        (1, S.DUE_SOON, S.ON_TIME),
        (2, S.OVERDUE, S.ON_TIME),
        (3, S.TO_TEAM, S.ON_TIME),
        (4, S.TO_TEAM, S.DUE_SOON),
        (7, S.TO_COORDINATOR, S.OVERDUE),  # Monday: the weekend counts for nothing
        (8, S.TO_COORDINATOR, S.TO_TEAM),
        (10, S.TO_COORDINATOR, S.TO_COORDINATOR),
    ]
    for after, respond, decide in expected:
        assert states(told(database, review, people.eve, days(now, after))) == (respond, decide)


def test_a_vote_is_an_answer(database: Database, people: People, now: datetime) -> None:
    review = sent_review(
        database,
        people,
        now=now,
        document=launch_document(gates=({**GATE, "people": 2},)),
    )
    sign(database, review, "sre", by=people.bob, now=days(now, 1))
    assert states(told(database, review, people.eve, days(now, 4))) == (S.MET, S.DUE_SOON)


@pytest.mark.parametrize("about", [{"gate": "sre"}, {"question": MINUTES}])
def test_a_comment_of_a_member_is_an_answer(
    database: Database, people: People, now: datetime, about: dict[str, Any]
) -> None:
    review = sent_review(database, people, now=now, document=DOCUMENT)
    done(database, days(now, 1), comments.comment, review, "I read it", by=people.bob, **about)
    assert states(told(database, review, people.eve, days(now, 3))) == (S.MET, S.ON_TIME)


def test_what_others_say_or_was_said_before_or_elsewhere_is_none(
    database: Database, people: People, now: datetime
) -> None:
    both = make(database, "Betty", "sre", "payments")
    review = start_review(database, people, now=now, document=DOCUMENT)
    answer(database, review, MINUTES, minutes("5"), by=both, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    said: dict[str, Any] = {"by": people.bob, "gate": "sre"}
    done(database, now - timedelta(hours=1), comments.comment, review, "Soon", **said)
    submit_all(database, review, by=people.alice, now=now)
    for who, about in (
        (people.alice, {"gate": "sre"}),
        (people.carol, {"gate": "sre"}),
        (both, {"gate": "sre"}),
        (people.bob, {"question": "hygiene.defects"}),
        (people.bob, {}),
    ):
        named: dict[str, Any] = {"by": who, **about}
        done(database, days(now, 1), comments.comment, review, "Well", **named)
    assert states(told(database, review, people.eve, days(now, 2)))[0] is S.OVERDUE


def test_the_clocks_stand_still_while_changes_are_with_the_author(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now, document=DOCUMENT)
    sign(database, review, "sre", by=people.bob, now=days(now, 1), **ASKED)
    waiting = told(database, review, people.eve, days(now, 30))
    assert states(waiting) == (S.MET, S.STOPPED)
    assert waiting.decide.used == 1
    # Sent again on the Monday after: the first answer is owed anew, the signature in 4 days.
    change(database, review, "9", people.alice, days(now, 7))
    again = told(database, review, people.eve, days(now, 8))
    assert (states(again), again.decide.used) == ((S.DUE_SOON, S.ON_TIME), 2)
    assert again.decide.due_at == days(now, 11)


def test_the_clocks_stand_still_while_it_is_denied(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now, document=DOCUMENT)
    vote = deny(database, review, people.bob, days(now, 1))
    assert states(told(database, review, people.eve, days(now, 30))) == (S.MET, S.STOPPED)
    done(database, days(now, 7), signoffs.withdraw, review, vote, by=people.bob)
    found = told(database, review, people.eve, days(now, 8))
    assert (found.decide.state, found.decide.used) == (S.ON_TIME, 2)


def test_the_clocks_stand_still_while_another_gate_must_sign_first(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now, document=CHAIN)
    before = told(database, review, people.eve, days(now, 30), "launch")
    assert (states(before), before.decide.used) == ((S.STOPPED, S.STOPPED), 0)
    sign(database, review, "sre", by=people.bob, now=days(now, 2))
    found = told(database, review, people.eve, days(now, 3), "launch")
    assert states(found) == (S.DUE_SOON, S.ON_TIME)
    assert (found.respond.due_at, found.decide.due_at) == (days(now, 4), days(now, 8))


def test_a_signed_gate_is_never_overdue(database: Database, people: People, now: datetime) -> None:
    review = sent_review(database, people, now=now, document=CHAIN)
    sign(database, review, "sre", by=people.bob, now=days(now, 20))
    assert states(told(database, review, people.eve, days(now, 60))) == (S.MET, S.MET)
    sign(database, review, "launch", by=people.carol, now=days(now, 61))
    for each in ("sre", "launch"):
        late = told(database, review, people.eve, days(now, 80), each)
        assert states(late) == (S.MET, S.MET)


def test_what_goes_stale_is_a_new_wait(database: Database, people: People, now: datetime) -> None:
    review = sent_review(database, people, now=now, document=CHAIN)
    sign(database, review, "sre", by=people.bob, now=days(now, 4))
    change(database, review, "9", people.alice, days(now, 30))
    found = told(database, review, people.eve, days(now, 30.5))
    assert (states(found), found.decide.used) == ((S.ON_TIME, S.ON_TIME), 0.5)


def test_what_was_signed_and_sent_again_as_it_was_waits_from_its_change(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now, document=CHAIN)
    sign(database, review, "sre", by=people.bob, now=now)
    done(database, days(now, 1), submissions.submit, review, ["sre"], by=people.alice)
    change(database, review, "9", people.alice, days(now, 11))
    found = told(database, review, people.eve, days(now, 11.5))
    assert (states(found), found.decide.used) == ((S.ON_TIME, S.ON_TIME), 0.5)


def test_sending_it_again_unread_winds_no_clock_back(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now, document=DOCUMENT)
    done(database, days(now, 2), submissions.submit, review, ["sre"], by=people.alice)
    found = told(database, review, people.eve, days(now, 3))
    assert (found.respond.state, found.age) == (S.TO_TEAM, 3)


def test_what_newer_facts_made_stale_waits_from_then_on(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now, document=CHAIN)
    sign(database, review, "sre", by=people.bob, now=now)
    set_facts(database, people, days(now, 28), public=True)
    apply(database, review, people.alice, days(now, 28), version=False)
    found = told(database, review, people.eve, days(now, 29))
    assert (found.decide.state, found.decide.used) == (S.ON_TIME, 1)


def test_an_approval_that_its_voter_answered_away_waits_from_then_on(
    database: Database, people: People, now: datetime
) -> None:
    both = make(database, "Betty", "sre", "payments")
    review = sent_review(database, people, now=now, document=CHAIN)
    sign(database, review, "sre", by=both, now=now)
    answer(database, review, MINUTES, minutes("4"), by=both, now=days(now, 28))
    found = told(database, review, people.eve, days(now, 29))
    assert (found.decide.state, found.decide.used) == (S.ON_TIME, 1)


def test_a_reopened_gate_waits_from_when_it_is_sent_again(
    database: Database, people: People, now: datetime
) -> None:
    by = reviewers(database, people, now)
    review = sent_review(database, people, now=now)
    sign_all(database, review, by, now=days(now, 1))
    later = days(now, 28)
    done(database, later, reviews.reopen, review, ["hygiene"], reason="New", by=people.alice)
    submit_all(database, review, by=people.alice, now=days(now, 30))
    assert told(database, review, people.eve, days(now, 31)).decide.used == 1


def test_each_team_has_its_own_working_days(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now, document=DOCUMENT)
    wednesday = days(now, 2)
    assert told(database, review, people.eve, wednesday).respond.state is S.OVERDUE
    boss = make(database, "Boss", roles=(Role.ADMINISTRATOR,))
    holidays = "2026-11-24 Founding day"
    done(database, now, calendars.add_holidays, "sre", holidays, by=boss)
    found = told(database, review, people.eve, wednesday)
    assert (found.respond.state, found.respond.due_at) == (S.DUE_SOON, days(now, 3))


def test_there_are_no_clocks_before_it_is_sent_and_after_the_review_is_over(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now, document=DOCUMENT)
    with database.reading() as session:
        found = dossiers.load(session, review, now=now)
        assert clocks.of_gate(session, found, found.gate("sre"), by=people.eve, now=now) is None
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    done(database, now, reviews.abandon, review, reason="No", by=people.alice)
    with database.reading() as session:
        found = dossiers.load(session, review, now=now)
        assert clocks.of_gate(session, found, found.gate("sre"), by=people.eve, now=now) is None
