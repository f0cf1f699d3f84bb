"""Saying on one's own account page that one is away, and that one is back."""

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import transaction
from tests.client import Client
from tests.factories.people import People, make_person

SignedIn = Callable[[Actor], Client]


@pytest.fixture
def dan(database: Database, people: People, now: datetime) -> Actor:
    with database.writing() as session:
        made = make_person(session, "Dan", teams=tuple(people.bob.teams))
        transaction.commit(session, now=now)
        return made


def test_away_and_back(people: People, dan: Actor, signed_in: SignedIn) -> None:
    bob = signed_in(people.bob)
    form = bob.page("/account").form(button="I am out of office")
    page = bob.follow(form.send(until="2026-11-27", substitute=str(dan.person)))
    assert "You are out of office until 27 November 2026; Dan stands in for you." in page.text
    shown = page.form(button="Change it").values
    assert (shown["until"], shown["substitute"]) == ("2026-11-27", [str(dan.person)])
    team = signed_in(people.eve).page("/teams/sre")
    assert "Out of office until 27 November 2026, Dan stands in" in team.text
    page = bob.follow(page.form(button="Change it").send(until="2026-11-24", substitute="0"))
    assert "You are out of office until 24 November 2026." in page.text
    page = bob.follow(page.form(button="I am back").send())
    assert "Welcome back." in page.text
    assert not page.has_form(button="I am back")
    assert "Out of office" not in signed_in(people.eve).page("/teams/sre").text


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("", "Write the last day on which you are away"),
        ("soon", "Not a valid date value."),
        ("2026-11-22", "Choose today or a later day."),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_it(
    people: People, dan: Actor, signed_in: SignedIn, until: str, words: str
) -> None:
    bob = signed_in(people.bob)
    form = bob.page("/account").form(button="I am out of office")
    page = bob.read(form.send(until=until, substitute=str(dan.person)), status=422)
    assert words in page.text
    kept = page.form(button="I am out of office").values
    assert (kept["until"], kept["substitute"]) == (until, [str(dan.person)])


def test_nobody_outside_the_team_can_stand_in(
    people: People, dan: Actor, signed_in: SignedIn
) -> None:
    assert dan.person
    bob = signed_in(people.bob)
    form = bob.page("/account").form(button="I am out of office")
    sent = form.send(until="2026-11-27", substitute=str(people.eve.person))
    assert "Not a valid choice." in bob.read(sent, status=422).text
