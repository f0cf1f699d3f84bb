"""Choosing what comes by mail, and switching it off by the link in a mail without signing in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from readiness.adapters.signed_links import signed
from readiness.core import addresses
from readiness.core.notice_kinds import EVERYTHING, Kind, Way
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import preferences
from tests.client import Client
from tests.factories.assigning import entries
from tests.factories.people import People

SignedIn = Callable[[Actor], Client]
#: What a mail program sends (RFC 8058): no cookie, no token of a form, no page of ours before.
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def link(app: Flask, who: Actor, what: str) -> str:
    assert who.person
    return addresses.mail_off(signed(who.person, what, app.config["SECRET_KEY"]))


def ways(database: Database, who: Actor) -> dict[Kind, Way]:
    with database.reading() as session:
        return dict(preferences.own(session, by=who).ways)


def test_a_choice_is_saved_and_shown_again(
    signed_in: SignedIn, database: Database, people: People
) -> None:
    bob = signed_in(people.bob)
    form = bob.page("/account/notifications").form(button="Save")
    answer = form.send({"news": "off", "gates": "daily", "time": "16:30"})
    page = bob.follow(answer)
    values = page.form(button="Save").values
    assert (values["news"], values["gates"], values["time"]) == (["off"], ["daily"], "16:30")
    assert ways(database, people.bob)[Kind.NEWS] is Way.OFF
    assert len(entries(database, "mail.chosen")) == 1


def test_a_time_that_is_none_is_refused_and_the_rest_is_kept(
    signed_in: SignedIn, database: Database, people: People
) -> None:
    bob = signed_in(people.bob)
    form = bob.page("/account/notifications").form(button="Save")
    page = bob.read(form.send({"news": "off", "time": "25:99"}), 422)
    assert page.form(button="Save").values["news"] == ["off"]
    assert entries(database, "mail.chosen") == []


def test_looking_at_the_link_switches_nothing_off(
    app: Flask, client: Client, database: Database, people: People
) -> None:
    path = link(app, people.bob, "gates")
    before = ways(database, people.bob)
    assert client.page(path).has_form(button="Switch off")
    assert client.head(path).status_code == 200
    assert ways(database, people.bob) == before


def test_the_button_of_the_page_switches_off_its_kind_alone(
    app: Flask, client: Client, database: Database, people: People
) -> None:
    before = ways(database, people.bob)
    form = client.page(link(app, people.bob, "gates")).form(button="Switch off")
    assert "Switched off" in client.read(form.send()).text
    assert ways(database, people.bob) == before | {Kind.GATES: Way.OFF}


@pytest.mark.parametrize("what", ["gates", EVERYTHING])
def test_one_click_of_a_mail_program_needs_neither_session_nor_token_of_a_form(
    app: Flask, client: Client, database: Database, people: People, what: str
) -> None:
    path = link(app, people.bob, what)
    for _ in range(2):
        assert client.post(path, data=ONE_CLICK).status_code == 200
    off = {kind for kind, way in ways(database, people.bob).items() if way is Way.OFF}
    assert off == (set(Kind) if what == EVERYTHING else {Kind.GATES})
    assert Way.OFF not in ways(database, people.alice).values()
    (entry,) = entries(database, "mail.switched_off")
    assert entry.about["person"] == people.bob.person


def test_a_link_that_was_not_signed_here_or_was_changed_switches_nothing_off(
    app: Flask, client: Client, database: Database, people: People
) -> None:
    assert people.bob.person
    good = link(app, people.bob, "gates")
    forged = addresses.mail_off(signed(people.bob.person, "gates", "another key " * 4))
    unknown = link(app, people.bob, "nothing-we-know")
    for path in (good[:-1], good + "x", forged, unknown, addresses.mail_off("x.y")):
        assert client.get(path).status_code == 404, path
        assert client.post(path, data=ONE_CLICK).status_code == 404, path
    assert entries(database, "mail.switched_off") == []


def test_the_link_is_asked_only_so_often(app: Flask, client: Client, people: People) -> None:
    path = link(app, people.bob, "gates")
    answers = [client.get(path).status_code for _ in range(61)]
    assert answers[:60] == [200] * 60
    assert answers[60] == 429


def test_a_link_of_a_mail_says_nothing_of_the_person_but_their_name(
    app: Flask, client: Client, people: People, now: datetime
) -> None:
    assert "bob@example.com" not in client.page(link(app, people.bob, "gates")).response.text
