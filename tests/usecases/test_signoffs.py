"""What a vote is bound to, what it has to say, and what was seen before it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from readiness.core.errors import BadInput, Forbidden, NotFound, SeenAnother, WrongMoment
from readiness.core.rights import Actor
from readiness.core.signoffs import Choice, GateState, VoteState
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.usecases import (
    answers,
    reviews,
    signoffs,
    submissions,
)
from readiness.usecases.comments import comment
from tests.factories.checklists import QUESTIONS, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import (
    EVIDENCE,
    answer,
    answer_everything,
    approved_review,
    digest_of,
    done,
    reviewers,
    sign,
    start_review,
    submit_all,
)
from tests.factories.signing import MINUTES, change, deny, found, make, read, sent_review, states


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return sent_review(database, people, now=now)


def test_a_vote_on_another_digest_is_refused_with_what_changed(
    database: Database, people: People, review: int, now: datetime
) -> None:
    seen = digest_of(database, review, "sre", now)
    change(database, review, "9", people.alice, now)
    with pytest.raises(SeenAnother) as refused:
        sign(database, review, "sre", by=people.bob, now=now, digest=seen)
    assert refused.value.changed == (MINUTES,)
    assert refused.value.digest == digest_of(database, review, "sre", now)
    assert not found(database, review, now).gate("sre").votes


def test_what_somebody_else_voted_on_is_known_by_its_digest(
    database: Database, people: People, review: int, now: datetime
) -> None:
    seen = digest_of(database, review, "sre", now)
    sign(database, review, "sre", by=make(database, "Finn", "sre"), now=now)
    change(database, review, "9", people.alice, now)
    with pytest.raises(SeenAnother) as refused:
        sign(database, review, "sre", by=people.bob, now=now, digest=seen)
    assert refused.value.changed == (MINUTES,)


def test_a_digest_that_never_was_is_refused_without_a_difference(
    database: Database, people: People, review: int, now: datetime
) -> None:
    change(database, review, "9", people.alice, now)
    with pytest.raises(SeenAnother) as refused:
        sign(database, review, "sre", by=people.bob, now=now, digest="0" * 64)
    assert refused.value.changed == ()


def test_a_changed_answer_makes_the_gates_that_cover_it_stale_and_no_other(
    database: Database, people: People, by: dict[str, Actor], review: int, now: datetime
) -> None:
    for gate_id in ("sre", "security"):
        sign(database, review, gate_id, by=by[gate_id], now=now)
    assert change(database, review, "9", people.alice, now) == ("sre", "launch")
    assert states(database, review, now) == {
        "sre": "stale",
        "security": "signed",
        "launch": "waiting",
    }


def test_content_put_back_as_it_was_makes_the_vote_current_again(
    database: Database, people: People, by: dict[str, Actor], review: int, now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    change(database, review, "9", people.alice, now)
    assert states(database, review, now)["sre"] == GateState.STALE
    change(database, review, "5", people.alice, now)
    assert states(database, review, now)["sre"] == GateState.SIGNED


def test_evidence_is_part_of_what_is_signed_and_comments_are_not(
    database: Database, people: People, review: int, now: datetime
) -> None:
    before = digest_of(database, review, "sre", now)
    done(database, now, comment, review, "Well done.", question=MINUTES, by=people.bob)
    assert digest_of(database, review, "sre", now) == before
    done(database, now, answers.add_evidence, review, MINUTES, **EVIDENCE, by=people.alice)
    assert digest_of(database, review, "sre", now) == before
    done(database, now, submissions.send_changes, review, by=people.alice)
    assert digest_of(database, review, "sre", now) != before


def test_whoever_voted_before_is_told_the_difference_alone(
    database: Database, people: People, review: int, now: datetime
) -> None:
    assert read(database, review, "sre", people.bob, now).changed is None
    sign(database, review, "sre", by=people.bob, now=now)
    assert read(database, review, "sre", people.bob, now).changed == ()
    change(database, review, "9", people.alice, now)
    reading = read(database, review, "sre", people.bob, now)
    assert reading.changed == (MINUTES,)
    [changed] = [each for each in reading.questions if each.is_changed]
    assert changed.before is not None
    assert (changed.before["answer"]["number"], changed.now["answer"]["number"]) == ("5", "9")
    assert read(database, review, "sre", people.carol, now).changed is None


def test_a_form_sent_twice_is_one_vote_and_another_comment_is_another(
    database: Database, people: People, review: int, now: datetime
) -> None:
    first = deny(database, review, people.bob, now)
    assert deny(database, review, people.bob, now) == first
    said: dict[str, Any] = {"choice": Choice.DENY, "comment": "And nobody is on call."}
    assert sign(database, review, "sre", by=people.bob, now=now, **said) != first


def test_a_gate_waits_for_those_before_it(
    database: Database, people: People, review: int, now: datetime
) -> None:
    with pytest.raises(Forbidden, match="It is the turn of SRE, Security first"):
        sign(database, review, "launch", by=people.carol, now=now)


def test_a_gate_that_was_not_sent_takes_no_vote(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    review = start_review(database, people, now=now)
    with pytest.raises(Forbidden, match="has not sent"):
        sign(database, review, "sre", by=people.bob, now=now)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"choice": Choice.DENY}, "comment"),
        ({"choice": Choice.DENY, "comment": " "}, "comment"),
        ({"choice": Choice.APPROVE, "comment": "x" * 4001}, "comment"),
        ({"choice": Choice.REQUEST_CHANGES, "comment": " "}, "questions"),
        ({"choice": Choice.APPROVE, "questions": ["compliance.duties"]}, "questions"),
        ({"choice": Choice.APPROVE, "questions": ["hygiene.nothing"]}, "questions"),
    ],
)
def test_a_vote_says_why_and_about_which_question(
    database: Database, people: People, review: int, now: datetime, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        sign(database, review, "sre", by=people.bob, now=now, **said)
    assert set(refused.value.faults) == {field}


def test_asked_for_changes_stand_until_the_areas_are_sent_again(
    database: Database, people: People, review: int, now: datetime
) -> None:
    said: dict[str, Any] = {"comment": "Slow.", "questions": [MINUTES]}
    asks = Choice.REQUEST_CHANGES
    sign(database, review, "sre", by=people.bob, now=now, choice=asks, **said)
    assert states(database, review, now)["sre"] == GateState.CHANGES_REQUESTED
    change(database, review, "2", people.alice, now)
    assert states(database, review, now)["sre"] == GateState.WAITING
    assert read(database, review, "sre", people.bob, now).votes[0].state is VoteState.ANSWERED


def test_an_abandoned_review_takes_no_vote(
    database: Database, people: People, review: int, now: datetime
) -> None:
    done(database, now, reviews.abandon, review, reason="Not now.", by=people.alice)
    assert read(database, review, "sre", people.bob, now).choices == ()
    with pytest.raises(WrongMoment, match="abandoned"):
        sign(database, review, "sre", by=people.bob, now=now)


def test_only_the_voter_takes_a_vote_back_and_only_below_its_review(
    database: Database, people: People, by: dict[str, Actor], review: int, now: datetime
) -> None:
    vote = sign(database, review, "sre", by=people.bob, now=now)
    for who in (people.alice, people.carol, people.ada):
        with pytest.raises(Forbidden):
            done(database, now, signoffs.withdraw, review, vote, by=who)
    with pytest.raises(NotFound):
        done(database, now, signoffs.withdraw, review, vote + 1, by=people.bob)


def test_a_question_no_longer_asked_is_shown_as_gone(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    follows = {
        "text": "deployment.rollback == 'no'",
        "parsed": {
            "op": "==",
            "left": {"answer": "deployment.rollback"},
            "right": {"value": "no"},
        },
    }
    asked = (*QUESTIONS, question("deployment.fallback", applies_if=follows))
    review = start_review(database, people, now=now, document=launch_document(questions=asked))
    no: dict[str, object] = {"choice": "no", "reason": ""}
    answer(database, review, "deployment.rollback", no, by=people.alice, now=now)
    but = {"deployment.rollback": no}
    answer_everything(database, review, by=people.alice, now=now, but=but)
    submit_all(database, review, by=people.alice, now=now)
    sign(database, review, "sre", by=people.bob, now=now)
    yes: dict[str, object] = {"choice": "yes", "reason": ""}
    answer(database, review, "deployment.rollback", yes, by=people.alice, now=now)
    done(database, now, submissions.send_changes, review, by=people.alice)
    reading = read(database, review, "sre", people.bob, now)
    assert [each.question.id for each in reading.gone] == ["deployment.fallback"]


def test_the_team_of_an_approved_review_reads_who_signed_what(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    review = approved_review(database, people, by, now=now)
    reading = read(database, review, "sre", people.alice, now)
    assert [(vote.state, reading.names[vote.row.by]) for vote in reading.votes] == [
        (VoteState.COUNTS, "Bob")
    ]


@pytest.mark.parametrize("choice", list(Choice))
def test_a_signature_wants_a_password_of_the_last_hour(
    database: Database, people: People, review: int, now: datetime, choice: Choice
) -> None:
    said: dict[str, Any] = {"choice": choice, "comment": "So."}
    old = replace(people.bob, confirmed_at=now - timedelta(hours=2))
    with pytest.raises(BadInput, match="over an hour") as refused:
        sign(database, review, "sre", by=old, now=now, **said)
    assert set(refused.value.faults) == {"password"}
    fresh = replace(people.bob, confirmed_at=now - timedelta(hours=1))
    assert sign(database, review, "sre", by=fresh, now=now, **said)


def test_a_request_points_at_several_questions_and_the_ledger_names_them(
    database: Database, people: People, review: int, now: datetime
) -> None:
    asked = ["hygiene.restore", MINUTES]
    said: dict[str, Any] = {"choice": Choice.REQUEST_CHANGES, "questions": asked}
    vote = sign(database, review, "sre", by=people.bob, now=now, **said)
    assert sign(database, review, "sre", by=people.bob, now=now, **said) == vote
    gate = found(database, review, now).gate("sre")
    assert gate.asked_about(gate.votes[0]) == tuple(sorted(asked))
    with database.reading() as session:
        entry = session.scalars(select(LedgerEntry).order_by(LedgerEntry.seq.desc())).first()
    assert entry is not None
    assert entry.about["questions"] == sorted(asked)
