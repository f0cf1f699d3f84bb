"""A waiver is asked by one person, granted by another, ends by itself, and is no pass."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from readiness.core.errors import BadInput, Forbidden, NotFound, WrongMoment
from readiness.core.rights import Actor, Role
from readiness.core.waivers import Decision, WaiverState
from readiness.store.engine import Database
from readiness.usecases import reviews, waiver_pages, waivers
from tests.factories.people import People
from tests.factories.reviews import (
    answer_everything,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import found, make
from tests.factories.verdicts import gate_says
from tests.factories.waivers import ROLLBACK, ask, decide

QUESTION = ROLLBACK
NO: dict[str, dict[str, object]] = {QUESTION: {"choice": "no", "reason": ""}}
#: Ten o'clock in UTC, the owner team's zone, on the Monday after.
ENDS = datetime.fromisoformat("2026-12-07T10:00:00+00:00")


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    """A review whose blocking question is answered with no."""
    started = start_review(database, people, now=now)
    answer_everything(database, started, by=people.alice, now=now, but=NO)
    return started


def state(database: Database, review: int, now: datetime) -> WaiverState:
    return found(database, review, now).waivers[-1].waiver.state(now)


def approved(
    database: Database, people: People, review: int, now: datetime
) -> tuple[int, dict[str, Actor]]:
    """Take the review to its approval by a waiver, and return the waiver and who signed."""
    waiver = ask(database, review, people.alice, now)
    decide(database, review, waiver, Decision.GRANTED, people.carol, now)
    by = reviewers(database, people, now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    return waiver, by


def test_nobody_grants_the_waiver_they_asked_for(
    database: Database, people: People, review: int, now: datetime
) -> None:
    both = make(database, "Olga", "payments", roles=(Role.COORDINATOR,))
    waiver = ask(database, review, both, now)
    with pytest.raises(Forbidden, match="You asked for this waiver"):
        decide(database, review, waiver, Decision.GRANTED, both, now)
    assert state(database, review, now) is WaiverState.ASKED
    decide(database, review, waiver, Decision.GRANTED, people.carol, now)
    assert state(database, review, now) is WaiverState.GRANTED


def test_whoever_asked_may_take_it_off_the_table(
    database: Database, people: People, review: int, now: datetime
) -> None:
    both = make(database, "Olga", "payments", roles=(Role.COORDINATOR,))
    waiver = ask(database, review, both, now)
    decide(database, review, waiver, Decision.REFUSED, both, now)
    assert state(database, review, now) is WaiverState.WITHDRAWN


def test_only_coordinators_decide_and_only_the_team_asks(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = ask(database, review, people.alice, now)
    for who in (people.alice, people.bob, people.ada, people.eve):
        with pytest.raises(Forbidden):
            decide(database, review, waiver, Decision.GRANTED, who, now)
    for who in (people.bob, people.carol, people.ada):
        with pytest.raises(Forbidden):
            ask(database, review, who, now)


def test_a_waived_blocker_lets_the_launch_through_and_the_score_stays_as_it_is(
    database: Database, people: People, review: int, now: datetime
) -> None:
    before = gate_says(database, now).score
    approved(database, people, review, now)
    said = gate_says(database, now)
    assert (said.verdict, said.waivers) == ("approved", (QUESTION,))
    assert before is not None
    assert said.score == before
    assert said.score < 1000


def test_the_gate_closes_by_itself_at_the_end_of_a_waiver(
    database: Database, people: People, review: int, now: datetime
) -> None:
    """The end is on a Saturday, so it is ten o'clock on Monday, and no job has to run."""
    approved(database, people, review, now)
    assert gate_says(database, ENDS - timedelta(seconds=1)).verdict == "approved"
    assert gate_says(database, now).ends_at == ENDS
    said = gate_says(database, ENDS)
    assert (said.verdict, said.codes, said.waivers) == ("blocked", ("waiver_ended",), ())


def test_revoking_closes_the_gate_now(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver, _ = approved(database, people, review, now)
    decide(database, review, waiver, Decision.REVOKED, people.carol, now)
    said = gate_says(database, now)
    assert (said.verdict, said.codes) == ("blocked", ("blocker_unmet",))


def test_an_approved_review_takes_another_waiver_and_opens_again(
    database: Database, people: People, review: int, now: datetime
) -> None:
    approved(database, people, review, now)
    assert gate_says(database, ENDS).codes == ("waiver_ended",)
    later: dict[str, Any] = {"until": date(2027, 1, 4), "item_due_on": date(2027, 1, 4)}
    second = ask(database, review, people.alice, ENDS, **later)
    decide(database, review, second, Decision.GRANTED, people.carol, ENDS)
    assert gate_says(database, ENDS).verdict == "approved"


def test_an_undecided_or_refused_waiver_waives_nothing(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = ask(database, review, people.alice, now)
    assert "blocker_unmet" in gate_says(database, now).codes
    decide(database, review, waiver, Decision.REFUSED, people.carol, now)
    assert "blocker_unmet" in gate_says(database, now).codes


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"until": date(2026, 11, 23), "item_due_on": date(2026, 11, 23)}, "until"),
        ({"until": date(2027, 2, 22)}, "until"),
        ({"question": "hygiene.defects"}, "until"),
        ({"question": "hygiene.restore"}, "until"),
        ({"until": None}, "until"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 4001}, "reason"),
        ({"control": " "}, "control"),
        ({"item_title": " "}, "item_title"),
        ({"item_link": "javascript:alert(1)"}, "item_link"),
        ({"item_owner": None}, "item_owner"),
        ({"item_owner": 2}, "item_owner"),
        ({"item_due_on": None}, "item_due"),
        ({"item_due_on": date(2026, 11, 22)}, "item_due"),
        ({"item_due_on": date(2026, 12, 8)}, "item_due"),
    ],
)
def test_what_cannot_be_waived_is_refused(
    database: Database,
    people: People,
    now: datetime,
    changed: dict[str, Any],
    field: str,
) -> None:
    """Too soon, too long, not waivable, met already, without a reason or with a novel of one,
    with nothing that makes up for it, or with work that nobody of the team does in time."""
    many: dict[str, object] = {"counts": {"critical": 3, "high": 0}}
    but = {**NO, "hygiene.defects": {"choice": "given", "reason": "", **many}}
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now, but=but)
    with pytest.raises(BadInput) as refused:
        ask(database, review, people.alice, now, **changed)
    assert set(refused.value.faults) == {field}


def test_a_question_has_one_request_at_a_time(
    database: Database, people: People, review: int, now: datetime
) -> None:
    ask(database, review, people.alice, now)
    with pytest.raises(WrongMoment, match="already a request for a waiver"):
        ask(database, review, people.alice, now)
    later = ENDS + timedelta(days=1)
    days: dict[str, Any] = {"until": date(2027, 1, 4), "item_due_on": date(2027, 1, 4)}
    ask(database, review, people.alice, later, **days)


def test_what_nobody_decided_in_time_is_asked_anew_and_not_granted_late(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = ask(database, review, people.alice, now)
    with pytest.raises(WrongMoment, match="time it was asked for is over"):
        decide(database, review, waiver, Decision.GRANTED, people.carol, ENDS)
    with database.reading() as session:
        assert waiver_pages.overview(session, by=people.carol, now=ENDS).waiting == ()
        [waiting] = waiver_pages.overview(session, by=people.carol, now=now).waiting
        read = waiver_pages.waiver(session, review, waiver, by=people.carol, now=now)
    assert (waiting.standing.row.id, waiting.text) == (waiver, "Is deployment.rollback in order?")
    assert read.decisions == (Decision.GRANTED, Decision.REFUSED)


@pytest.mark.parametrize(
    ("decision", "comment"),
    [(Decision.REFUSED, " "), (Decision.GRANTED, "x" * 4001)],
)
def test_a_decision_says_why_in_few_enough_words(
    database: Database,
    people: People,
    review: int,
    now: datetime,
    decision: Decision,
    comment: str,
) -> None:
    waiver = ask(database, review, people.alice, now)
    with pytest.raises(BadInput) as refused:
        decide(database, review, waiver, decision, people.carol, now, comment)
    assert set(refused.value.faults) == {"comment"}


def test_what_is_decided_is_not_decided_again(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = ask(database, review, people.alice, now)
    decide(database, review, waiver, Decision.REFUSED, people.carol, now)
    for decision in Decision:
        with pytest.raises(WrongMoment, match="A waiver that is refused cannot be"):
            decide(database, review, waiver, decision, people.carol, now)


def test_a_waiver_is_found_only_below_its_review(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = ask(database, review, people.alice, now)
    with pytest.raises(NotFound):
        decide(database, review, waiver + 1, Decision.GRANTED, people.carol, now)
    with database.reading() as session, pytest.raises(NotFound):
        waiver_pages.review_of(session, waiver + 1, by=people.carol)


def test_an_abandoned_review_asks_for_no_waiver(
    database: Database, people: People, review: int, now: datetime
) -> None:
    done(database, now, reviews.abandon, review, reason="Not now.", by=people.alice)
    with pytest.raises(WrongMoment, match="abandoned"):
        ask(database, review, people.alice, now)


def test_an_abandoned_review_has_no_waiver_granted(
    database: Database, people: People, review: int, now: datetime
) -> None:
    asked = ask(database, review, people.alice, now)
    done(database, now, reviews.abandon, review, reason="Not now.", by=people.alice)
    with pytest.raises(WrongMoment, match="abandoned"):
        done(database, now, waivers.decide, review, asked, Decision.GRANTED, by=people.carol)
