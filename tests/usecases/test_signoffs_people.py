"""Whose votes count: never those of who asked, answered or supplied evidence."""

from datetime import datetime, timedelta

import pytest

from readiness.core.errors import Forbidden
from readiness.core.rights import Actor
from readiness.core.signoffs import GateState, VoteState
from readiness.store.engine import Database
from readiness.store.people import Account
from readiness.usecases import (
    answers,
    sign_ins,
    teams,
    transaction,
)
from readiness.usecases.comments import comment
from tests.factories.checklists import GATES, gate, launch_document
from tests.factories.people import BEGINNING, People
from tests.factories.reviews import (
    EVIDENCE,
    answer,
    answer_everything,
    done,
    reviewers,
    sign,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import (
    MINUTES,
    found,
    make,
    minutes,
    read,
    sent_review,
    states,
)


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return sent_review(database, people, now=now)


def test_who_asked_for_the_review_signs_none_of_its_gates(
    database: Database, people: People, now: datetime
) -> None:
    olga = make(database, "Olga", "payments", "sre", "security", "launch")
    review = start_review(database, people, now=now, by=olga)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    for gate_id in ("sre", "security"):
        with pytest.raises(Forbidden, match="You asked for this review"):
            sign(database, review, gate_id, by=olga, now=now)


def test_who_answered_signs_no_gate_that_covers_that_area_even_if_overwritten_since(
    database: Database, people: People, now: datetime
) -> None:
    both = make(database, "Olga", "payments", "sre", "security")
    review = start_review(database, people, now=now)
    answer(database, review, MINUTES, minutes("7"), by=both, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    with pytest.raises(Forbidden, match="You answered in an area"):
        sign(database, review, "sre", by=both, now=now)
    sign(database, review, "security", by=both, now=now)
    assert states(database, review, now)["security"] == GateState.SIGNED


def test_who_only_supplied_evidence_contributed_too(
    database: Database, people: People, now: datetime
) -> None:
    both = make(database, "Olga", "payments", "sre")
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    done(database, now, answers.add_evidence, review, MINUTES, **EVIDENCE, by=both)
    submit_all(database, review, by=people.alice, now=now)
    with pytest.raises(Forbidden, match="You answered in an area"):
        sign(database, review, "sre", by=both, now=now)


def test_a_vote_of_somebody_who_contributes_later_counts_no_more(
    database: Database, people: People, review: int, now: datetime
) -> None:
    both = make(database, "Olga", "payments", "sre")
    sign(database, review, "sre", by=both, now=now)
    assert states(database, review, now)["sre"] == GateState.SIGNED
    answer(database, review, "hygiene.restore", today(now), by=both, now=now)
    assert states(database, review, now)["sre"] == GateState.WAITING
    [vote] = read(database, review, "sre", people.bob, now).votes
    assert vote.state is VoteState.CONTRIBUTED


def today(now: datetime) -> dict[str, object]:
    return {"choice": "given", "reason": "", "date": now.date().isoformat()}


def test_commenting_is_not_contributing(
    database: Database, people: People, review: int, now: datetime
) -> None:
    done(database, now, comment, review, "Which region?", question=MINUTES, by=people.bob)
    sign(database, review, "sre", by=people.bob, now=now)
    assert states(database, review, now)["sre"] == GateState.SIGNED


def test_people_are_compared_and_not_accounts(
    database: Database, people: People, now: datetime
) -> None:
    """Somebody who answers with one account cannot sign with another."""
    both = make(database, "Olga", "payments", "sre")
    with database.writing() as session:
        second = Account(
            person_id=both.person, email="o@example.com", password_hash="", created_at=BEGINNING
        )
        session.add(second)
        session.flush()
        secret = sign_ins.begin(session, second, now=now, lasts=timedelta(days=1))
        transaction.commit(session, now=now)
        other = sign_ins.actor_of(session, secret, now=now)
    assert other is not None
    assert (other.person, other.account) == (both.person, second.id)
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=both, now=now)
    submit_all(database, review, by=people.alice, now=now)
    with pytest.raises(Forbidden, match="You answered in an area"):
        sign(database, review, "sre", by=other, now=now)


def test_the_administrator_role_gives_no_vote(
    database: Database, people: People, review: int, now: datetime
) -> None:
    for gate_id in ("sre", "security", "launch"):
        with pytest.raises(Forbidden):
            sign(database, review, gate_id, by=people.ada, now=now)


def test_nobody_votes_for_a_team_that_is_not_theirs(
    database: Database, people: People, review: int, now: datetime
) -> None:
    for who in (people.alice, people.carol, people.eve):
        with pytest.raises(Forbidden):
            sign(database, review, "sre", by=who, now=now)


def test_one_person_is_one_vote_however_often_they_approve(
    database: Database, people: People, now: datetime
) -> None:
    two = (gate("sre", "deployment", "hygiene", people=2), *GATES[1:])
    review = start_review(database, people, now=now, document=launch_document(gates=two))
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    sign(database, review, "sre", by=people.bob, now=now)
    sign(database, review, "sre", by=people.bob, now=now, comment="Really.")
    assert found(database, review, now).gate("sre").tally.missing == 1
    assert states(database, review, now)["sre"] == GateState.WAITING
    sign(database, review, "sre", by=make(database, "Finn", "sre"), now=now)
    assert states(database, review, now)["sre"] == GateState.SIGNED


def test_one_person_may_sign_several_gates(
    database: Database, people: People, review: int, now: datetime
) -> None:
    many = make(database, "Olga", "sre", "security", "launch")
    sign_all(database, review, {"sre": many, "security": many, "launch": many}, now=now)
    assert found(database, review, now).phase.is_approved


def test_a_vote_counts_after_its_voter_left_the_team(
    database: Database, people: People, review: int, now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    done(database, now, teams.remove, "sre", people.bob.person, by=people.ada)
    assert states(database, review, now)["sre"] == GateState.SIGNED
