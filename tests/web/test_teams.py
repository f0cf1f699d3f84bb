"""The page of teams."""

from collections.abc import Callable
from datetime import datetime

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import checklists
from tests.client import Client
from tests.factories.checklists import gate, launch_document
from tests.factories.people import People
from tests.factories.reviews import done

SignedIn = Callable[[Actor], Client]


def test_a_team_is_created_and_filled(people: People, signed_in: SignedIn) -> None:
    ada = signed_in(people.ada)
    form = ada.page("/admin/teams").form(button="Create the team")
    page = ada.follow(form.send(name="Search", slug="search", time_zone="Asia/Tokyo"))
    assert "Nobody yet" in page.text
    page = ada.follow(page.form(button="Add").send(person=str(people.eve.person)))
    page = ada.follow(page.form(button="Remove Eve").send())
    assert "They no longer belong to the team." in page.text


def test_the_teams_that_sign_are_told_as_the_checklists_name_them(
    people: People, signed_in: SignedIn, database: Database, now: datetime
) -> None:
    ada = signed_in(people.ada)
    assert "are signed by" not in ada.page("/admin/teams").text
    gates = [gate("reviewrs", "hygiene"), gate("law", "compliance")]
    done(database, now, checklists.sync, [launch_document(gates=gates)])
    said = "The gates of the checklists are signed by law and reviewrs."
    assert said in ada.page("/admin/teams").text


def test_a_short_name_that_is_left_out_is_made_from_the_name(
    people: People, signed_in: SignedIn
) -> None:
    ada = signed_in(people.ada)
    form = ada.page("/admin/teams").form(button="Create the team")
    assert form.send(name="Site Reliability (EU)").location == "/admin/teams/site-reliability-eu"
    page = ada.read(form.send(name="!"), status=422)
    assert "Use small letters, digits and hyphens" in page.text


def test_a_wrong_short_name_is_told_beside_it(people: People, signed_in: SignedIn) -> None:
    ada = signed_in(people.ada)
    form = ada.page("/admin/teams").form(button="Create the team")
    page = ada.read(form.send(name="Search", slug="Search team"), status=422)
    assert "Use small letters, digits and hyphens" in page.text
    assert page.form(button="Create the team").values["slug"] == "Search team"


def test_only_who_is_not_in_it_can_be_added(people: People, signed_in: SignedIn) -> None:
    ada = signed_in(people.ada)
    form = ada.page("/admin/teams/sre").form(button="Add")
    ada.read(form.send(person=str(people.bob.person)), status=422)
    ada.read(form.send(person="nobody"), status=422)
    ada.page("/admin/teams/nonsense", status=404)
