"""The administrator's pages of connections and of what was sent to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from readiness.core.connections import GROUPS
from readiness.core.deliveries import Fate, Outcome
from readiness.core.rights import Actor
from readiness.settings import Settings
from readiness.store.connections import Connection
from readiness.store.delivery_queues import Lane, end_waiting
from readiness.store.engine import Database
from readiness.usecases import sending, transaction
from tests.applications import Clock
from tests.client import Client, Page
from tests.factories.deliveries import post, with_mail
from tests.factories.people import People

SignedIn = Callable[[Actor], Client]
URL = "https://hooks.example.com/verysecret"
MAKE = {"button": "Make the connection"}


def made(ada: Client, **given: object) -> Page:
    form = ada.page("/admin/connections").form(**MAKE)
    values = {"kind": "webhook", "name": "Our board", "secret_url": URL, **given}
    return ada.read(form.send(values))


def settle(database: Database, clock: Clock, outcome: Outcome) -> None:
    """Note this of what waits first."""
    (held,) = sending.take(database, Lane.CONNECTIONS, now=clock(), most=1, busy=())
    parcel = sending.oldest(database, held, now=clock())
    assert parcel is not None
    with database.writing() as session:
        sending.settle(session, held, parcel, outcome, now=clock(), chance=0)
        transaction.commit_settled(session, now=clock())


def test_an_address_is_never_shown_and_a_secret_once(people: People, signed_in: SignedIn) -> None:
    ada = signed_in(people.ada)
    assert "No connection yet" in ada.page("/admin/connections").text
    page = made(ada, events=["gate.voted"], teams=["payments"])
    (secret,) = set(re.findall(r"whsec_[A-Za-z0-9+/=]{44}", page.text))
    for path in ("/admin/connections", "/admin/connections/1"):
        shown = ada.page(path)
        assert "hooks.example.com:443" in shown.text
        assert secret not in shown.response.text
        assert "verysecret" not in shown.response.text
    values = ada.page("/admin/connections/1").form(button="Save").values
    assert (values["events"], values["teams"], values["secret_url"]) == (
        ["gate.voted"],
        ["payments"],
        "",
    )


def test_another_host_gets_another_secret(people: People, signed_in: SignedIn) -> None:
    ada = signed_in(people.ada)
    made(ada)
    form = ada.page("/admin/connections/1").form(button="Save")
    assert "whsec_" in ada.read(form.send(secret_url="https://other.example.com/")).text
    again = ada.page("/admin/connections/1").form(button="Save")
    page = ada.follow(again.send(name="Renamed"))
    assert "The connection is saved." in page.text
    assert "whsec_" not in page.text
    renewed = ada.page("/admin/connections/1").form(button="Make a new secret").send()
    assert "signs until" in ada.read(renewed).text


def test_an_address_is_not_kept_for_who_has_to_sign_in_again(
    people: People, signed_in: SignedIn, client: Client
) -> None:
    form = signed_in(people.ada).page("/admin/connections").form(**MAKE)
    values = {**form.values, "name": "Our board", "secret_url": URL}
    told = client.post(form.action, data=values, follow_redirects=True).text
    assert "verysecret" not in told
    assert "Our board" in told


def test_mistakes_are_told_beside_their_fields_and_what_was_typed_stays(
    people: People, signed_in: SignedIn
) -> None:
    ada = signed_in(people.ada)
    form = ada.page("/admin/connections").form(**MAKE)
    page = ada.read(form.send(kind="slack", name="Chat", secret_url="http://127.1/"), status=422)
    assert "Write a number of four parts" in page.text
    assert page.form(**MAKE).values["name"] == "Chat"
    made(ada)
    change = ada.page("/admin/connections/1").form(button="Save")
    assert "Write what it is called" in ada.read(change.send(name=" "), status=422).text
    bad = ada.page("/admin/connections/1").form(button="Save").send(secret_url="ftp://example.com")
    assert "Write an address like" in ada.read(bad, status=422).text


@pytest.mark.parametrize(
    ("kind", "url", "told"),
    [
        ("webhook", "https://10.0.0.1/verysecret", "READINESS_OUTSIDE_NETWORKS"),
        ("webhook", "http://127.0.0.1:8080/verysecret", "READINESS_OUTSIDE_NETWORKS"),
        ("webhook", "http://169.254.169.254/verysecret", "Nothing is ever sent"),
        ("slack", "https://example.slack.com/verysecret", "begins with https://hooks.slack.com/"),
        ("teams", "https://teams.microsoft.com/verysecret", "no address of a workflow of Teams"),
    ],
)
def test_where_nothing_is_ever_sent_is_refused_as_it_is_typed(
    people: People, signed_in: SignedIn, kind: str, url: str, told: str
) -> None:
    ada = signed_in(people.ada)
    form = ada.page("/admin/connections").form(**MAKE)
    sent = form.send(kind=kind, name="Ours", secret_url=url, events=["all:waivers", "launch.near"])
    page = ada.read(sent, status=422)
    assert told in page.text
    kept = page.form(**MAKE).values
    assert (kept["name"], kept["kind"]) == ("Ours", [kind])
    assert kept["events"] == ["launch.near", "all:waivers"]


def test_all_of_a_group_is_one_choice_and_stays_chosen(people: People, signed_in: SignedIn) -> None:
    ada = signed_in(people.ada)
    made(ada, events=["launch.near", "all:waivers"])
    page = ada.page("/admin/connections/1")
    assert page.form(button="Save").values["events"] == ["launch.near", "all:waivers"]
    for group in GROUPS:
        assert group.name in page.text


def test_a_receiver_is_seen_waiting_down_and_given_up_and_is_sent_to_again(
    people: People, signed_in: SignedIn, database: Database, clock: Clock
) -> None:
    ada = signed_in(people.ada)
    made(ada)
    assert "Nothing sent yet" in ada.page("/admin/connections").text
    test = ada.page("/admin/connections/1").form(button="Send a test message")
    assert "Waiting" in ada.follow(test.send()).text
    settle(database, clock, Outcome(Fate.LATER, "503 <b>Busy</b>"))
    page = ada.page("/admin/connections")
    assert "Takes nothing since" in page.text
    assert "503 <b>Busy</b>" in page.text
    clock.forward(hours=72)
    settle(database, clock, Outcome(Fate.LATER, "503"))
    assert "Takes nothing, some were given up" in ada.page("/admin/connections").text
    shown = ada.page("/admin/deliveries/1")
    assert "Given up" in shown.text
    assert "waits to be sent again" in ada.follow(shown.form(button="Send it again").send()).text
    settle(database, clock, Outcome(Fate.DONE, "204"))
    shown = ada.page("/admin/deliveries/1")
    assert ("Given up" in shown.text, "Send it again" in shown.text) == (True, False)
    assert "Working" in ada.page("/admin/connections/1").text


def test_who_is_gone_is_off_and_one_delivery_is_sent_again(
    people: People, signed_in: SignedIn, database: Database, clock: Clock
) -> None:
    ada = signed_in(people.ada)
    made(ada)
    for _ in range(2):
        ada.page("/admin/connections/1").form(button="Send a test message").send()
    settle(database, clock, Outcome(Fate.GONE, "410"))
    assert "Switch the connection on" in ada.page("/admin/deliveries/1").text
    assert "is gone" in ada.page("/ledger").text
    ada.page("/admin/connections/1").form(button="Switch on").send()
    page = ada.page("/admin/deliveries/1")
    page.form(action="/replay/2").send()
    listed = ada.page("/admin/connections").text
    assert "Takes nothing since" in listed
    ada.page("/admin/connections/1").form(button="Switch off").send()
    ada.page("/admin/connections/1").form(button="Remove the connection").send()
    assert "No connection yet" in ada.page("/admin/connections").text
    with database.reading() as session:
        assert session.scalars(select(Connection)).one().sealed_url == ""


def test_without_a_mail_server_the_page_says_so(people: People, signed_in: SignedIn) -> None:
    assert "No mail server is set" in signed_in(people.ada).page("/admin/connections").text


class TestWithMail:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return replace(settings, mail_host="127.0.0.1", mail_from="ours@example.com")

    def test_mail_that_waits_is_listed_by_person(
        self, people: People, signed_in: SignedIn, database: Database, clock: Clock
    ) -> None:
        ada = signed_in(people.ada)
        page = ada.page("/admin/connections")
        assert "Mails come from ours@example.com" in page.text
        assert "No mail waits" in page.text
        with with_mail(database).writing() as session:
            post(session, people.alice.person or 0, clock())
            transaction.commit_bookkeeping(session)
        assert "Alice" in ada.page("/admin/connections").text
        shown = ada.page("/admin/deliveries/1")
        assert "Mail to Alice" in shown.text
        assert "Look at it" not in shown.response.text
        ada.page("/admin/deliveries/4711", status=404)
        with database.writing() as session:
            end_waiting(session, 1, now=clock(), answer="550 No such mailbox")
            transaction.commit_bookkeeping(session)
        again = ada.page("/admin/deliveries/1").form(button="Send it again")
        assert "waits to be sent again" in ada.follow(again.send()).text
