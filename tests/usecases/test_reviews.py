"""A review from its start: pinned, read-only once approved, reopened, renewed, abandoned."""

from datetime import datetime
from typing import Any

import pytest

from readiness.core.errors import BadInput, Forbidden, NotFound, WrongMoment
from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.verdicts import ReviewSummary
from readiness.usecases import answers, checklists, reviews, services, submissions, transaction
from tests.factories.checklists import QUESTIONS, gate, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import (
    FACTS,
    SLUG,
    answer,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import MINUTES, found, minutes, states
from tests.factories.verdicts import gate_says

YES: dict[str, object] = {"choice": "yes", "reason": ""}


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def approved(database: Database, people: People, by: dict[str, Actor], now: datetime) -> int:
    return approved_review(database, people, by, now=now)


def reopen(database: Database, review: int, now: datetime, *areas: str, by: Actor) -> Any:
    return done(database, now, reviews.reopen, review, areas, reason="The drill failed.", by=by)


def asked(database: Database, review: int, now: datetime) -> set[str]:
    return {each.question.id for each in found(database, review, now).claimed.asked}


def know(database: Database, people: People, now: datetime, **known: object) -> None:
    facts = from_plain({**FACTS, **known})
    done(database, now, services.change_facts, SLUG, facts, by=people.alice)


def test_a_review_keeps_its_checklist_version_when_a_newer_one_comes(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    before = found(database, review, now).pinned.digest
    longer = launch_document(version=2, questions=(*QUESTIONS, question("hygiene.oncall")))
    with database.writing() as session:
        checklists.sync(session, [longer], now=now)
        transaction.commit(session, now=now)
    assert found(database, review, now).pinned.digest == before
    assert "hygiene.oncall" not in asked(database, review, now)
    done(database, now, reviews.abandon, review, reason="Anew.", by=people.alice)
    assert "hygiene.oncall" in asked(database, start_review(database, people, now=now), now)


def test_other_content_under_a_stored_version_is_refused(
    database: Database, people: People, now: datetime
) -> None:
    start_review(database, people, now=now)
    other = launch_document(questions=QUESTIONS[:1])
    with database.writing() as session:
        [refusal] = checklists.sync(session, [other], now=now)
    assert "give the changed checklist version 2" in refusal


def test_a_review_keeps_the_facts_it_started_with(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    know(database, people, now, data=["personal"])
    assert "compliance.erasure" not in asked(database, review, now)
    assert found(database, review, now).review.facts["data"] == []


def test_what_is_not_known_takes_the_stricter_path(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now, facts={"data": None})
    assert "compliance.erasure" in asked(database, review, now)


def test_an_approved_review_is_read_only(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    with pytest.raises(WrongMoment, match="read-only"):
        answer(database, approved, MINUTES, minutes("9"), by=people.alice, now=now)
    link = {"url": "https://example.com", "description": "x", "by": people.alice}
    with pytest.raises(WrongMoment, match="read-only"):
        done(database, now, answers.add_evidence, approved, MINUTES, **link)


def test_reopening_blocks_at_once_and_closes_the_gates_of_its_areas_alone(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    assert gate_says(database, now).verdict == "approved"
    assert reopen(database, approved, now, "hygiene", by=people.alice) == ("sre",)
    said = gate_says(database, now)
    assert said.verdict == "blocked"
    assert "gate_not_submitted" in said.codes
    assert states(database, approved, now) == {
        "sre": "not_submitted",
        "security": "signed",
        "launch": "signed",
    }


def test_reopened_gates_need_new_votes_even_if_nothing_is_changed(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    reopen(database, approved, now, "hygiene", by=people.alice)
    done(database, now, submissions.submit, approved, ["sre"], by=people.alice)
    assert states(database, approved, now)["sre"] == "waiting"
    assert gate_says(database, now).verdict == "blocked"
    sign(database, approved, "sre", by=people.bob, now=now)
    assert gate_says(database, now).verdict == "approved"


def test_only_the_reopened_areas_can_change_and_another_can_be_added(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    reopen(database, approved, now, "hygiene", by=people.alice)
    with pytest.raises(WrongMoment, match="Only the reopened areas"):
        answer(database, approved, MINUTES, minutes("9"), by=people.alice, now=now)
    reopen(database, approved, now, "deployment", by=people.carol)
    answer(database, approved, MINUTES, minutes("9"), by=people.alice, now=now)


@pytest.mark.parametrize("areas", [(), ("legal",)])
def test_reopening_names_areas_that_there_are(
    database: Database, people: People, approved: int, now: datetime, areas: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput):
        reopen(database, approved, now, *areas, by=people.alice)


def test_reopening_closes_at_least_one_gate(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    gates = (
        gate("sre", "deployment"),
        gate("security", "compliance"),
        gate("launch", "compliance"),
    )
    unsigned = launch_document(gates=gates)
    review = approved_review(database, people, by, now=now, document=unsigned)
    with pytest.raises(BadInput, match="No gate signs"):
        reopen(database, review, now, "hygiene", by=people.alice)
    reopen(database, review, now, "hygiene", "compliance", by=people.alice)
    assert gate_says(database, now).verdict == "blocked"


@pytest.mark.parametrize("reason", ["  ", "x" * 2001])
def test_a_move_says_why_in_few_enough_words(
    database: Database, people: People, approved: int, now: datetime, reason: str
) -> None:
    with pytest.raises(BadInput) as refused:
        done(database, now, reviews.reopen, approved, ["hygiene"], reason=reason, by=people.alice)
    assert set(refused.value.faults) == {"reason"}


def test_only_team_and_coordinators_move_a_review(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    for who in (people.bob, people.ada, people.eve):
        with pytest.raises(Forbidden):
            reopen(database, approved, now, "hygiene", by=who)
        with pytest.raises(Forbidden):
            start_review(database, people, now=now, by=who)
    renewal = start_review(database, people, now=now)
    for who in (people.bob, people.ada, people.eve):
        with pytest.raises(Forbidden):
            done(database, now, reviews.abandon, renewal, reason="No.", by=who)


def test_a_renewal_leaves_the_old_approval_standing_until_it_is_approved_itself(
    database: Database, people: People, by: dict[str, Actor], approved: int, now: datetime
) -> None:
    renewal = start_review(database, people, now=now)
    assert (gate_says(database, now).verdict, gate_says(database, now).review) == (
        "approved",
        approved,
    )
    answer_everything(database, renewal, by=people.alice, now=now)
    submit_all(database, renewal, by=people.alice, now=now)
    assert gate_says(database, now).review == approved
    sign_all(database, renewal, by, now=now)
    assert gate_says(database, now).review == renewal
    with pytest.raises(WrongMoment, match="A newer review governs"):
        reopen(database, approved, now, "hygiene", by=people.alice)


def test_an_abandoned_renewal_leaves_the_old_approval_standing(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    renewal = start_review(database, people, now=now)
    done(database, now, reviews.abandon, renewal, reason="Not now.", by=people.alice)
    assert (gate_says(database, now).verdict, gate_says(database, now).review) == (
        "approved",
        approved,
    )


def test_there_is_one_open_review_at_a_time(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    start_review(database, people, now=now)
    with pytest.raises(WrongMoment, match="already an open launch review"):
        start_review(database, people, now=now)
    with pytest.raises(WrongMoment, match="already an open launch review"):
        reopen(database, approved, now, "hygiene", by=people.alice)


def test_abandoning_closes_the_gate_and_lists_know_it(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    done(database, now, reviews.abandon, review, reason="Not now.", by=people.alice)
    assert gate_says(database, now).codes == ("no_review",)
    with database.reading() as session:
        assert session.get_one(ReviewSummary, review).state == "abandoned"
    with pytest.raises(WrongMoment, match="abandoned already"):
        done(database, now, reviews.abandon, review, reason="Again.", by=people.alice)


def test_an_approved_review_is_reopened_before_it_is_abandoned(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    with pytest.raises(WrongMoment, match="Reopen it first"):
        done(database, now, reviews.abandon, approved, reason="Not now.", by=people.alice)
    reopen(database, approved, now, "hygiene", by=people.alice)
    done(database, now, reviews.abandon, approved, reason="Not now.", by=people.alice)
    assert gate_says(database, now).codes == ("review_abandoned",)
    with pytest.raises(WrongMoment, match="abandoned"):
        answer(database, approved, "hygiene.restore", YES, by=people.alice, now=now)
    with pytest.raises(WrongMoment, match="Only a review that was approved"):
        reopen(database, approved, now, "hygiene", by=people.alice)


def test_what_there_is_not_is_not_found(
    database: Database, people: People, now: datetime, approved: int
) -> None:
    with pytest.raises(NotFound):
        found(database, 99, now)
    dossier = found(database, approved, now)
    for look in (dossier.gate, dossier.asked, dossier.graded):
        with pytest.raises(NotFound):
            look("hygiene.nothing")
