"""A hold closes every gate of one service at once, for whoever signed what, until it is ended."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from readiness.core.errors import BadInput, Forbidden, NotFound, WrongMoment
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.services import service_by_slug
from readiness.store.verdicts import Segment, every_segment_of
from readiness.usecases import holds, launches, profiles, returned
from readiness.usecases.hold_pages import page
from tests.factories.hearing import heard
from tests.factories.people import People, make_person
from tests.factories.reviews import (
    SLUG,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)

WHY = "It loses orders\nwhen a cart is shared."


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def approved(database: Database, people: People, by: dict[str, Actor], now: datetime) -> int:
    return approved_review(database, people, by, now=now)


def hold(database: Database, by: Actor, now: datetime, why: str = WHY) -> int:
    return done(database, now, holds.hold, SLUG, why, by=by).id


def end(database: Database, which: int, by: Actor, now: datetime, why: str = "Mended.") -> None:
    done(database, now, holds.end, SLUG, which, why, by=by)


def segments(database: Database) -> list[Segment]:
    with database.reading() as session:
        service = service_by_slug(session, SLUG)
        assert service is not None
        return list(every_segment_of(session, service.id))


def gates(database: Database) -> dict[str, tuple[str, list[str]]]:
    """Return by address what each gate says now, and the codes of its reasons."""
    now: dict[str, Segment] = {}
    for row in segments(database):
        now.setdefault(row.address, row)
    return {
        address: (row.verdict, [each["code"] for each in json.loads(row.body)["reasons"]])
        for address, row in now.items()
    }


@pytest.mark.usefixtures("approved")
def test_a_hold_closes_every_gate_at_once_and_its_end_opens_them_as_they_were(
    database: Database, people: People, now: datetime
) -> None:
    before = {row.address: (row.ends_at, row.verdict, row.body) for row in segments(database)}
    assert gates(database)["checkout/production"] == ("approved", [])
    which = hold(database, people.bob, now)
    held = gates(database)
    assert held["checkout/production"][1][0] == "held"
    assert held["checkout/staging"] == ("blocked", ["held", "no_review"])
    assert held["checkout/production/change"] == ("blocked", ["held", "no_review"])
    assert all("blocked" in row.verdict for row in segments(database))
    [first, *_] = json.loads(segments(database)[0].body)["reasons"]
    assert first == {
        "code": "held",
        "sentence": "Bob holds the service since 2026-11-23 10:00 UTC:"
        " “It loses orders when a cart is shared.”",
        "turn": "Bob or the launch coordinators",
        "path": "/services/checkout/holds",
    }
    end(database, which, people.bob, now)
    assert before == {
        row.address: (row.ends_at, row.verdict, row.body) for row in segments(database)
    }


def test_what_is_held_can_be_signed_and_is_let_through_only_after_the_hold(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    review = start_review(database, people, now=now)
    which = hold(database, people.alice, now)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    assert gates(database)["checkout/production"][1] == ["held"]
    with pytest.raises(WrongMoment):
        done(database, now, launches.launched, review, by=people.alice)
    end(database, which, people.carol, now)
    assert gates(database)["checkout/production"] == ("approved", [])


@pytest.mark.usefixtures("approved")
def test_of_two_holds_the_last_one_that_ends_opens_the_gates(
    database: Database, people: People, now: datetime
) -> None:
    first, second = hold(database, people.alice, now), hold(database, people.bob, now)
    assert gates(database)["checkout/production"][1][:2] == ["held", "held"]
    end(database, first, people.alice, now)
    assert gates(database)["checkout/production"][1][0] == "held"
    end(database, second, people.carol, now)
    assert gates(database)["checkout/production"][0] == "approved"
    with pytest.raises(WrongMoment, match="ended already"):
        end(database, second, people.carol, now)
    with pytest.raises(NotFound):
        end(database, 4711, people.carol, now)


@pytest.mark.usefixtures("approved")
def test_who_builds_signs_runs_or_coordinates_may_hold_and_no_administrator(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    with database.writing() as session:
        olaf = make_person(session, "Olaf", teams=("shop",))
        session.commit()
    for who in (people.alice, people.bob, by["security"], people.carol):
        assert hold(database, who, now)
    for who in (people.ada, people.eve, olaf):
        with pytest.raises(Forbidden, match="hold this service"):
            hold(database, who, now)


@pytest.mark.usefixtures("approved")
def test_nobody_ends_the_hold_of_another_but_a_coordinator_and_never_silently(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    which = hold(database, people.bob, now)
    for who in (people.alice, by["security"], people.ada):
        with pytest.raises(Forbidden, match="end this hold"):
            end(database, which, who, now)
    for why in (" \n", "x" * 501):
        with pytest.raises(BadInput) as refused:
            end(database, which, people.bob, now, why)
        assert set(refused.value.faults) == {"reason"}
    with pytest.raises(BadInput):
        hold(database, people.bob, now, "")


@pytest.mark.usefixtures("approved")
def test_the_team_and_the_coordinators_hear_of_it_and_who_held_it_of_its_end(
    database: Database, people: People, now: datetime
) -> None:
    end(database, hold(database, people.bob, now), people.carol, now)
    said = [each for each in heard(database, people.alice) if each[0].startswith("hold.")]
    assert said == [
        ("hold.set", "Bob holds Checkout: its gates are closed until the hold ends."),
        ("hold.ended", "Carol ended the hold of Checkout by Bob."),
    ]
    assert heard(database, people.bob)[-1][0] == "hold.ended"
    assert ("hold.set", said[0][1]) in heard(database, people.carol)


@pytest.mark.usefixtures("approved")
def test_pages_lead_to_the_hold(database: Database, people: People, now: datetime) -> None:
    hold(database, people.bob, now)
    with database.reading() as session:
        found = profiles.profile(session, SLUG, by=people.alice, now=now)
        items = returned.returned(session, by=people.alice, now=now, owned=())
        shown = page(session, SLUG, by=people.alice, now=now + timedelta(days=1))
    assert (found.next.label, found.next.path) == ("See the hold", "/services/checkout/holds")
    assert items[0].path == "/services/checkout/holds"
    assert [each.may_end for each in shown.standing] == [False]
    assert (shown.may_hold, found.allowed.hold) == (True, True)
