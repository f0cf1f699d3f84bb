"""A gate is taken, handed over and let go of by hand, and a substitute comes in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from readiness.core.errors import BadInput, Forbidden, WrongMoment
from readiness.core.rights import Actor, Role
from readiness.core.signoffs import Choice
from readiness.store.assignments import Assignment
from readiness.store.engine import Database
from readiness.usecases import absences, assignments, reviews, signoffs, submissions
from tests.factories.assigning import (
    deactivated,
    entries,
    give,
    hand,
    leave,
    let_go,
    newest,
    row,
)
from tests.factories.checklists import gate, launch_document
from tests.factories.people import People
from tests.factories.reviews import (
    answer,
    answer_everything,
    digest_of,
    done,
    sign,
    start_review,
    submit_all,
)
from tests.factories.signing import make, sent_review, states

ONE_GATE = launch_document(gates=(gate("sre", "deployment"),))
PAIR = launch_document(gates=(gate("sre", "deployment"), gate("ops", "hygiene", team="sre")))
LATER = timedelta(days=3)


def test_taking_over_handing_over_giving_and_letting_go(
    database: Database, people: People, now: datetime
) -> None:
    bella, cleo = (make(database, name, "sre") for name in ("Bella", "Cleo"))
    review = sent_review(database, people, now=now, document=ONE_GATE)
    assert give(database, review, bella, bella, now).how == "taken_over"
    assert give(database, review, cleo, bella, now).how == "handed_over"
    assert give(database, review, bella, people.bob, now).how == "by_hand"
    assert give(database, review, people.bob, people.carol, now).how == "by_hand"
    assert let_go(database, review, people.bob, now).person_id is None
    assert [each.by for each in entries(database, "gate.released")] == [people.bob.person]
    assert len(entries(database, "gate.assigned")) == 5
    # The same again changes nothing and records nothing.
    let_go(database, review, people.bob, now)
    give(database, review, cleo, cleo, now)
    give(database, review, cleo, people.carol, now)
    assert len(entries(database, "gate.assigned")) == 6
    assert len(entries(database, "gate.released")) == 1


def test_members_of_the_team_and_coordinators_decide_alone(
    database: Database, people: People, now: datetime
) -> None:
    dan = make(database, "Dan", "security")
    auditor = make(database, "Audrey", roles=(Role.AUDITOR,))
    review = sent_review(database, people, now=now, document=ONE_GATE)
    for who in (people.alice, people.eve, people.ada, dan, auditor):
        with pytest.raises(Forbidden):
            give(database, review, people.bob, who, now)
        with pytest.raises(Forbidden):
            let_go(database, review, who, now)


def test_only_who_may_sign_can_be_given_it(
    database: Database, people: People, now: datetime
) -> None:
    both = make(database, "Betty", "sre", "payments")
    gone = make(database, "Gus", "sre")
    review = start_review(database, people, now=now, document=ONE_GATE)
    answer(
        database, review, "deployment.rollback", {"choice": "yes", "reason": ""}, by=both, now=now
    )
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    done(database, now, deactivated, gone, by=people.ada)
    told = {people.carol: "Only members", both: "Betty answered in an area", gone: "cannot sign in"}
    for who, sentence in told.items():
        with pytest.raises(BadInput, match=sentence):
            give(database, review, who, people.bob, now)
    # A coordinator may give it to others and takes none that they could not sign.
    with pytest.raises(BadInput, match="Only members"):
        give(database, review, people.carol, people.carol, now)


def test_who_asked_for_the_review_is_not_given_its_gate(
    database: Database, people: People, now: datetime
) -> None:
    asker = make(database, "Ann", "payments", "sre")
    review = start_review(database, people, now=now, document=ONE_GATE, by=asker)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    with pytest.raises(BadInput, match="Ann asked for this review"):
        give(database, review, asker, people.bob, now)


def test_it_gives_no_right_and_takes_none(
    database: Database, people: People, now: datetime
) -> None:
    bella = make(database, "Bella", "sre")
    review = sent_review(database, people, now=now, document=ONE_GATE)
    give(database, review, bella, bella, now)
    # Bob may sign although Bella has it in hand.
    sign(database, review, "sre", by=people.bob, now=now)
    assert states(database, review, now) == {"sre": "signed"}


def test_whoever_has_it_in_hand_and_left_the_team_cannot_vote(
    database: Database, people: People, now: datetime
) -> None:
    bella = make(database, "Bella", "sre")
    review = sent_review(database, people, now=now, document=ONE_GATE)
    give(database, review, bella, bella, now)
    left = Actor(person=bella.person, account=bella.account)
    digest = digest_of(database, review, "sre", now)
    with pytest.raises(Forbidden):
        done(database, now, signoffs.vote, review, "sre", Choice.APPROVE, digest=digest, by=left)


def test_whoever_is_away_passes_it_on_to_their_substitute(
    database: Database, people: People, now: datetime
) -> None:
    bella, cleo = (make(database, name, "sre") for name in ("Bella", "Cleo"))
    review = sent_review(database, people, now=now, document=ONE_GATE)
    leave(database, bella, now.date() + LATER, now, to=cleo)
    given = give(database, review, bella, people.bob, now)
    assert (given.person_id, given.how) == (cleo.person, "substitute")
    leave(database, bella, now.date() + LATER, now)
    with pytest.raises(BadInput, match="Bella is out of office until 26 November 2026"):
        give(database, review, bella, people.bob, now)
    # Whoever takes it is there, whatever was said.
    assert give(database, review, bella, bella, now).person_id == bella.person


def test_the_queue_shows_who_stands_in_until_the_holder_is_back(
    database: Database, people: People, now: datetime
) -> None:
    bella = make(database, "Bella", "sre")
    review = sent_review(database, people, now=now, document=ONE_GATE)
    leave(database, people.bob, now.date() + LATER, now, to=bella)
    shown = row(database, review, people.eve, now)
    assert (shown.turn, shown.holder_name, shown.acting) == ("SRE", "Bob", bella.person)
    assert shown.until == now.date() + LATER
    page = hand(database, review, people.eve, now)
    assert (page.holder, page.acting, page.advice) == ("Bob", "Bella", "")
    back = now + LATER + timedelta(days=1)
    assert row(database, review, people.eve, back).acting == people.bob.person
    done(database, now, absences.back, by=people.bob)
    assert row(database, review, people.eve, now).acting == people.bob.person


def test_nobody_who_may_sign_stands_in(database: Database, people: People, now: datetime) -> None:
    helper = make(database, "Hal", "payments", "sre")
    review = start_review(database, people, now=now, document=ONE_GATE)
    answer_everything(database, review, by=helper, now=now)
    submit_all(database, review, by=helper, now=now)
    make(database, "Zoe", "sre")
    leave(database, people.bob, now.date(), now, to=helper)
    assert row(database, review, people.eve, now).turn == "SRE"
    assert "Nobody who may sign stands in" in hand(database, review, people.eve, now).advice


def test_who_answered_since_is_asked_to_hand_it_over(
    database: Database, people: People, now: datetime
) -> None:
    both = make(database, "Betty", "sre", "payments")
    review = sent_review(database, people, now=now, document=ONE_GATE)
    give(database, review, both, both, now)
    answer(
        database,
        review,
        "deployment.minutes",
        {"choice": "given", "reason": "", "number": "4"},
        by=both,
        now=now,
    )
    assert row(database, review, people.eve, now).turn == "SRE"
    advice = hand(database, review, people.eve, now).advice
    assert advice.startswith("Betty answered in an area")
    assert advice.endswith("Hand it over.")


def test_whoever_is_faster_has_it_and_the_other_is_told(
    database: Database, people: People, now: datetime
) -> None:
    bella, cleo = (make(database, name, "sre") for name in ("Bella", "Cleo"))
    review = sent_review(database, people, now=now, document=ONE_GATE)
    seen = newest(database, review)
    assert seen is not None
    named: dict[str, Any] = {"seen": seen.id}
    done(database, now, assignments.assign, review, "sre", bella.person, by=bella, **named)
    with pytest.raises(WrongMoment, match="Bella has this gate in hand now"):
        done(database, now, assignments.assign, review, "sre", cleo.person, by=cleo, **named)
    with pytest.raises(WrongMoment, match="Bella"):
        done(database, now, assignments.release, review, "sre", by=people.bob, **named)


def test_there_is_nothing_to_take_before_it_is_sent_nor_once_it_is_signed_or_abandoned(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now, document=PAIR)
    with pytest.raises(WrongMoment, match="has not sent"):
        give(database, review, people.bob, people.bob, now)
    answer_everything(database, review, by=people.alice, now=now)
    done(database, now, submissions.submit, review, ["sre"], by=people.alice)
    let_go(database, review, people.bob, now)
    with pytest.raises(WrongMoment, match="has not sent"):
        let_go(database, review, people.bob, now, "ops")
    sign(database, review, "sre", by=people.bob, now=now)
    with pytest.raises(WrongMoment, match="is signed"):
        give(database, review, people.bob, people.bob, now)
    done(database, now, reviews.abandon, review, reason="No", by=people.alice)
    with pytest.raises(WrongMoment, match="abandoned"):
        give(database, review, people.bob, people.bob, now)


def test_the_page_offers_what_its_reader_may_do(
    database: Database, people: People, now: datetime
) -> None:
    bella = make(database, "Bella", "sre")
    review = sent_review(database, people, now=now, document=ONE_GATE)
    bob, other = (hand(database, review, who, now) for who in (people.bob, bella))
    assert (bob.can_take, bob.may_release) == (False, True)
    assert (other.can_take, other.may_release) == (True, True)
    assert [(each.name, each.load) for each in other.options] == [("Bella", 0)]
    carol, eve = (hand(database, review, who, now) for who in (people.carol, people.eve))
    assert (carol.can_take, carol.may_release, len(carol.options)) == (False, True, 1)
    assert (eve.can_take, eve.may_release, eve.options) == (False, False, ())


def test_nothing_of_it_can_be_overwritten(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now, document=ONE_GATE)
    with database.writing() as session:
        found = session.scalars(select(Assignment).where(Assignment.review_id == review)).one()
        found.person_id = people.carol.person
        with pytest.raises(Exception, match="assignments"):
            session.flush()
