"""Why a service is blocked, as each person reads it."""

from __future__ import annotations

from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import freezes, holds, why_blocked
from readiness.usecases.why_blocked import Door, Turn
from tests.factories import waivers
from tests.factories.freezing import holidays
from tests.factories.people import People
from tests.factories.reviews import (
    SLUG,
    answer_everything,
    approved_review,
    done,
    reviewers,
    start_review,
    submit_all,
)

NOT_YET = {waivers.ROLLBACK: {"choice": "no", "reason": "In two weeks."}}


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, by: dict[str, Actor], now: datetime) -> int:
    """Return one that was sent, with a blocker that is not met."""
    made = start_review(database, people, now=now)
    answer_everything(database, made, by=people.alice, now=now, but=NOT_YET)
    submit_all(database, made, by=people.alice, now=now)
    return made


def doors(database: Database, by: Actor, now: datetime) -> tuple[Door, ...]:
    with database.reading() as session:
        return why_blocked.page(session, SLUG, by=by, now=now).doors


def turns(database: Database, by: Actor, now: datetime) -> tuple[Turn, ...]:
    """Return those of the launch into production, which comes first."""
    first = doors(database, by, now)[0]
    assert (first.environment, first.kind) == ("production", "launch")
    return first.turns


def steps(database: Database, by: Actor, now: datetime) -> dict[str, set[str]]:
    """Return what the person is offered, by whose turn it is."""
    found = turns(database, by, now)
    return {turn.who: {each.label for each in turn.reasons} for turn in found}


@pytest.mark.usefixtures("review")
def test_each_reads_first_what_is_up_to_them_with_the_step_they_may_take(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    assert steps(database, people.alice, now)["Payments"] == {"Meet it, or ask for a waiver"}
    mine, *others = turns(database, people.bob, now)
    assert (mine.who, mine.is_mine) == ("SRE", True)
    assert {each.label for each in mine.reasons} == {"Look at it and sign"}
    assert not any(turn.is_mine for turn in others)
    assert all(labels == {""} for labels in steps(database, people.eve, now).values())
    assert all(each.ends for turn in others for each in turn.reasons)


def test_a_waiver_that_is_asked_for_is_up_to_the_coordinators(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waivers.ask(database, review, people.alice, now)
    assert steps(database, people.carol, now)["The launch coordinators"] == {"Decide on the waiver"}
    assert steps(database, people.alice, now)["The launch coordinators"] == {""}


def test_holds_and_freezes_are_told_with_who_ends_them(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    approved_review(database, people, by, now=now)
    assert turns(database, people.bob, now) == ()
    done(database, now, holds.hold, SLUG, "It loses orders.", by=people.bob)
    done(database, now, freezes.freeze, holidays(now, starts_at=now), by=people.carol)
    first, second = turns(database, people.bob, now)
    assert (first.who, first.is_mine) == ("Bob or the launch coordinators", True)
    assert first.reasons[0].path == "/services/checkout/holds"
    assert (second.who, second.is_mine) == ("The launch coordinators", False)
    assert steps(database, people.carol, now)["The launch coordinators"] == {"Except the service"}
    assert ("production", "change") in {
        (d.environment, d.kind) for d in doors(database, people.eve, now)
    }
