"""When an SRE team may take a service over: by a signed review, after the developers' own time."""

from datetime import date, datetime, timedelta

import pytest

from readiness.core.errors import WrongMoment
from readiness.core.rights import Actor
from readiness.core.verdicts import Verdict, judge
from readiness.store.engine import Database
from readiness.usecases import reviews
from tests.factories.handovers import (
    NOTICE,
    SELF_MANAGED,
    accept,
    accepted_service,
    hand_back,
    launched_service,
    retire,
    signed_handoff,
    stage,
)
from tests.factories.kinds import handoff_document
from tests.factories.people import People
from tests.factories.reviews import approved_review, done, reviewers, start_review
from tests.factories.signing import found

DAY = timedelta(days=1)


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def launched(database: Database, people: People, by: dict[str, Actor], now: datetime) -> int:
    """Checkout has launched on 23 November 2026."""
    return launched_service(database, people, by, now)


def refusal(database: Database, by: Actor, now: datetime) -> str:
    with pytest.raises(WrongMoment) as refused:
        accept(database, by, now)
    return refused.value.sentence


def test_a_service_that_has_not_launched_is_not_accepted(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    approved_review(database, people, by, now=now)
    assert refusal(database, people.bob, now) == "Checkout has not launched yet."


def test_it_takes_a_hand_off_review_that_every_gate_has_signed(
    database: Database, people: People, by: dict[str, Actor], launched: int, now: datetime
) -> None:
    then = now + SELF_MANAGED
    assert "every gate has signed" in refusal(database, people.bob, then)
    start_review(database, people, now=now, document=handoff_document())
    assert "every gate has signed" in refusal(database, people.bob, then)
    assert stage(database) == "launched"


def test_a_review_that_was_reopened_is_signed_no_more(
    database: Database, people: People, by: dict[str, Actor], launched: int, now: datetime
) -> None:
    review = signed_handoff(database, people, by, now)
    done(database, now, reviews.reopen, review, ["hygiene"], reason="x", by=people.alice)
    assert "every gate has signed" in refusal(database, people.bob, now + SELF_MANAGED)


def test_the_developers_run_it_first_for_as_long_as_the_checklist_asks(
    database: Database, people: People, by: dict[str, Actor], launched: int, now: datetime
) -> None:
    signed_handoff(database, people, by, now)
    told = refusal(database, people.bob, now + SELF_MANAGED - DAY)
    assert told == (
        "Payments runs it themselves first, for 60 days:"
        " an SRE team can accept it from 22 January 2027 on."
    )
    accept(database, people.bob, (now + SELF_MANAGED).replace(hour=0, minute=0))
    assert stage(database) == "sre_managed"


def test_half_a_year_is_what_a_checklist_asks_that_says_nothing(
    database: Database, people: People, by: dict[str, Actor], launched: int, now: datetime
) -> None:
    signed_at = now + timedelta(days=123)
    signed_handoff(database, people, by, signed_at, self_managed_days=None)
    assert "from 25 May 2027 on" in refusal(database, people.bob, now + timedelta(days=182))
    accept(database, people.bob, now + timedelta(days=183))
    assert stage(database) == "sre_managed"


def test_a_sign_off_waits_only_so_long_for_the_hand_off(
    database: Database, people: People, by: dict[str, Actor], launched: int, now: datetime
) -> None:
    signed_handoff(database, people, by, now)
    late = now + timedelta(days=92)
    assert "was not used for a hand-off in time" in refusal(database, people.bob, late)


def test_once_accepted_the_sign_off_is_used_and_ends_no_more(
    database: Database, people: People, by: dict[str, Actor], launched: int, now: datetime
) -> None:
    review = signed_handoff(database, people, by, now)
    late = now + timedelta(days=92)
    assert judge(found(database, review, late).case, late).verdict is Verdict.BLOCKED
    accept(database, people.bob, now + SELF_MANAGED)
    assert judge(found(database, review, late).case, late).verdict is Verdict.APPROVED


def test_only_one_team_runs_it(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    then = accepted_service(database, people, by, now)
    assert refusal(database, people.bob, then) == "SRE runs Checkout already."


def test_after_a_hand_back_everything_begins_anew_when_the_notice_has_ended(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    then = accepted_service(database, people, by, now)  # 22 January 2027
    hand_back(database, people.bob, then)  # from 5 February 2027 on
    again = then + NOTICE + SELF_MANAGED
    assert "It takes a new hand-off review." in refusal(database, people.bob, again)
    signed_handoff(database, people, by, then + NOTICE)
    told = refusal(database, people.bob, again - DAY)
    assert told.endswith("accept it from 6 April 2027 on.")
    assert again.date() == date(2027, 4, 6)
    accept(database, people.bob, again)
    assert stage(database) == "sre_managed"


def test_what_is_retired_stays_so(
    database: Database, people: People, by: dict[str, Actor], launched: int, now: datetime
) -> None:
    signed_handoff(database, people, by, now)
    retire(database, people.alice, now)
    assert refusal(database, people.bob, now + SELF_MANAGED) == "Checkout is retired."
