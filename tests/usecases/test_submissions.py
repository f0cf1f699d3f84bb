"""Sending areas to their gates, the first time and after changes."""

from datetime import datetime

import pytest

from readiness.core.errors import BadInput, Forbidden, Incomplete, SeenAnother, WrongMoment
from readiness.store.engine import Database
from readiness.usecases import answers, reviews, send_plans, submissions
from tests.factories.checklists import QUESTIONS, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import (
    answer,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign,
    sign_all,
    start_review,
)
from tests.factories.signing import MINUTES, change, found, make, minutes, sent_review, states
from tests.factories.verdicts import gate_says


def test_nothing_is_sent_while_a_question_is_open_and_each_is_named(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer(database, review, MINUTES, minutes("5"), by=people.alice, now=now)
    with pytest.raises(Incomplete) as refused:
        done(database, now, submissions.submit, review, ["sre"], by=people.alice)
    assert set(refused.value.open) == {
        "deployment.rollback",
        "hygiene.defects",
        "hygiene.restore",
    }
    assert "3 questions are still open" in refused.value.sentence
    assert states(database, review, now)["sre"] == "not_submitted"


def test_one_missing_piece_of_evidence_keeps_the_area_back(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    link = {"url": "https://wiki.example.com/duties", "by": people.alice}
    done(database, now, answers.remove_evidence, review, "compliance.duties", **link)
    with pytest.raises(Incomplete, match="1 piece of evidence is missing") as refused:
        done(database, now, submissions.submit, review, ["security"], by=people.alice)
    assert "Evidence is required" in refused.value.open["compliance.duties"]


def test_a_gate_is_sent_alone_while_others_are_still_filled_out(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    assert states(database, review, now) == dict.fromkeys(("sre", "security", "launch"), "waiting")


def test_only_the_team_sends(database: Database, people: People, now: datetime) -> None:
    review = start_review(database, people, now=now)
    for who in (people.bob, people.carol, people.ada):
        with pytest.raises(Forbidden):
            done(database, now, submissions.submit, review, ["sre"], by=who)
        with pytest.raises(Forbidden):
            done(database, now, submissions.send_changes, review, by=who)


def test_edits_wait_until_they_are_sent(database: Database, people: People, now: datetime) -> None:
    """Neither the reviewers nor the verdict see what was typed since."""
    review = sent_review(database, people, now=now)
    before = gate_says(database, now)
    no: dict[str, object] = {"choice": "no", "reason": ""}
    answer(database, review, "deployment.rollback", no, by=people.alice, now=now)
    dossier = found(database, review, now)
    assert dossier.unsent == ("deployment.rollback",)
    assert {gate.rule.id for gate in send_plans.touched_by_changes(dossier)} == {"sre", "launch"}
    assert gate_says(database, now) == before
    done(database, now, submissions.send_changes, review, by=people.alice)
    assert "blocker_unmet" in gate_says(database, now).codes


def test_sending_changes_opens_a_round_for_each_gate_they_touch(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    assert change(database, review, "9", people.alice, now) == ("sre", "launch")
    rounds = {gate.rule.id: gate.ballot.round for gate in found(database, review, now).gates}
    assert rounds == {"sre": 2, "security": 1, "launch": 2}


def test_a_gate_that_shares_a_changed_area_is_sent_along(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    answer(database, review, MINUTES, minutes("9"), by=people.alice, now=now)
    opened = done(database, now, submissions.submit, review, ["launch"], by=people.alice)
    assert opened == ("launch", "sre")


def test_there_is_nothing_to_send_when_nothing_changed(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    with pytest.raises(WrongMoment, match="Nothing changed"):
        done(database, now, submissions.send_changes, review, by=people.alice)
    with pytest.raises(BadInput, match="at least one gate"):
        done(database, now, submissions.submit, review, [], by=people.alice)


def test_nothing_is_sent_of_an_approved_or_abandoned_review(
    database: Database, people: People, now: datetime
) -> None:
    approved = approved_review(database, people, reviewers(database, people, now), now=now)
    with pytest.raises(WrongMoment, match="is approved"):
        done(database, now, submissions.submit, approved, ["sre"], by=people.alice)
    renewal = start_review(database, people, now=now)
    done(database, now, reviews.abandon, renewal, reason="Not now.", by=people.alice)
    with pytest.raises(WrongMoment, match="was abandoned"):
        done(database, now, submissions.submit, renewal, ["sre"], by=people.alice)


def test_what_was_edited_before_the_approval_waits_until_its_area_is_reopened(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    answer(database, review, MINUTES, minutes("7"), by=people.alice, now=now)
    sign_all(database, review, reviewers(database, people, now), now=now)
    reopened = {"reason": "There is more to it.", "by": people.alice}
    assert done(database, now, reviews.reopen, review, ["compliance"], **reopened) == ("security",)
    with pytest.raises(WrongMoment, match="Nothing changed"):
        done(database, now, submissions.send_changes, review, by=people.alice)
    submit = submissions.submit
    assert done(database, now, submit, review, ["security"], by=people.alice) == ("security",)
    signed = {"sre": "signed", "launch": "signed", "security": "waiting"}
    assert states(database, review, now) == signed
    done(database, now, reviews.reopen, review, ["deployment"], **reopened)
    done(database, now, submit, review, ["sre"], by=people.alice)
    assert found(database, review, now).unsent == ()


def test_an_answer_that_asks_more_of_another_gate_touches_it(
    database: Database, people: People, now: datetime
) -> None:
    """Security covers nothing that changed, and is asked a question more by it."""
    follows = {
        "text": "deployment.rollback == 'no'",
        "parsed": {
            "op": "==",
            "left": {"answer": "deployment.rollback"},
            "right": {"value": "no"},
        },
    }
    asked = (*QUESTIONS, question("compliance.fallback", applies_if=follows))
    review = sent_review(database, people, now=now, document=launch_document(questions=asked))
    sign(database, review, "security", by=make(database, "Dan", "security"), now=now)
    no: dict[str, object] = {"choice": "no", "reason": ""}
    answer(database, review, "deployment.rollback", no, by=people.alice, now=now)
    answer(database, review, "compliance.fallback", no, by=people.alice, now=now)
    dossier = found(database, review, now)
    planned = send_plans.plan(dossier, ["sre"])
    assert [each.gate.rule.id for each in planned.gates] == ["sre", "security", "launch"]
    assert [len(each.stale) for each in planned.gates] == [0, 1, 0]
    sent = done(database, now, submissions.send_changes, review, by=people.alice)
    assert sent == ("sre", "security", "launch")
    assert states(database, review, now)["security"] == "stale"


def test_nothing_else_is_sent_than_what_was_looked_at(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    answer(database, review, MINUTES, minutes("9"), by=people.alice, now=now)
    seen = send_plans.plan(found(database, review, now), ["sre"]).digest
    answer(database, review, MINUTES, minutes("8"), by=people.alice, now=now)
    look = {"by": people.alice, "seen": seen}
    with pytest.raises(SeenAnother) as refused:
        done(database, now, submissions.send_changes, review, **look)
    look["seen"] = refused.value.digest
    assert done(database, now, submissions.send_changes, review, **look) == ("sre", "launch")
