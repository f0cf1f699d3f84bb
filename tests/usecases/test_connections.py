"""Administrators connect chats and webhooks; addresses and secrets are kept sealed and go nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from readiness.adapters import sealing
from readiness.core.connections import Kind
from readiness.core.deliveries import State, state_of
from readiness.core.errors import BadInput, Forbidden, NotFound, WrongMoment
from readiness.store.connections import Connection
from readiness.store.delivery_queues import end_waiting
from readiness.usecases import connection_secrets, connections, receiver_pages, replays
from readiness.usecases.connection_secrets import good_secrets
from readiness.usecases.connections import Wish
from readiness.usecases.records import notes_of
from readiness.usecases.sites import site_of
from tests.factories.deliveries import queued
from tests.factories.people import People

URL = "https://hooks.example.com/services/T0/B0/verysecret"
WISH = Wish(" Our  board ", URL, ["gate.voted"], ["payments"])


def make(
    session: Session, people: People, now: datetime, kind: Kind = Kind.WEBHOOK
) -> tuple[Connection, str]:
    return connections.make(session, kind, WISH, by=people.ada, now=now)


def secrets_of(session: Session, row: Connection, at: datetime) -> list[str]:
    return [sealing.unseal(each, site_of(session).key) for each in good_secrets(row, at)]


def events(session: Session) -> list[str]:
    return [each.event for each in notes_of(session).records]


def test_address_and_secret_are_kept_sealed(
    session: Session, people: People, now: datetime
) -> None:
    row, secret = make(session, people, now)
    assert (row.name, row.host) == ("Our board", "hooks.example.com:443")
    assert secret.startswith("whsec_")
    kept = repr(vars(row))
    assert "verysecret" not in kept
    assert secret not in kept
    assert secrets_of(session, row, now) == [secret]
    assert sealing.unseal(row.sealed_url, site_of(session).key) == URL
    with pytest.raises(sealing.BrokenSeal):
        sealing.unseal(row.sealed_url, "another key")
    told = notes_of(session).records[-1]
    assert told.event == "connection.made"
    assert "hooks" not in repr(told.about)


def test_a_chat_has_no_secret_but_its_address(
    session: Session, people: People, now: datetime
) -> None:
    wish = replace(WISH, url="https://hooks.slack.com/services/T0/B0/verysecret")
    row, secret = connections.make(session, Kind.SLACK, wish, by=people.ada, now=now)
    assert (secret, row.sealed_secret) == ("", "")
    with pytest.raises(WrongMoment):
        connection_secrets.renew(session, row.id, by=people.ada, now=now)


def test_after_a_change_both_secrets_sign_for_a_day(
    session: Session, people: People, now: datetime
) -> None:
    row, old = make(session, people, now)
    new = connection_secrets.renew(session, row.id, by=people.ada, now=now)
    assert secrets_of(session, row, now) == [new, old]
    assert secrets_of(session, row, now + timedelta(days=1)) == [new]
    assert events(session)[-1] == "connection.secret_changed"


def test_a_secret_never_goes_to_another_host(
    session: Session, people: People, now: datetime
) -> None:
    row, old = make(session, people, now)
    renewed = connection_secrets.renew(session, row.id, by=people.ada, now=now)
    there = replace(WISH, url="https://hooks.example.com/elsewhere")
    assert connections.change(session, row.id, there, by=people.ada, now=now)[1] == ""
    assert secrets_of(session, row, now) == [renewed, old]
    for url in ("https://hooks.example.com:8443/", "https://evil.example.com/"):
        wish = replace(WISH, url=url)
        _, secret = connections.change(session, row.id, wish, by=people.ada, now=now)
        assert secrets_of(session, row, now) == [secret]
        assert secret not in (old, renewed)
    assert row.host == "evil.example.com:443"


def test_what_is_left_empty_stays(session: Session, people: People, now: datetime) -> None:
    row, secret = make(session, people, now)
    sealed = row.sealed_url
    wish = Wish("Another", "", [], [])
    assert connections.change(session, row.id, wish, by=people.ada, now=now)[1] == ""
    assert (row.name, row.sealed_url, row.events, row.teams) == ("Another", sealed, [], [])
    assert secrets_of(session, row, now) == [secret]
    assert notes_of(session).records[-1].about["fields"] == ["name", "events", "teams"]


@pytest.mark.parametrize(
    ("kind", "wish", "field"),
    [
        (Kind.WEBHOOK, replace(WISH, name=" "), "name"),
        (Kind.WEBHOOK, replace(WISH, name="x" * 101), "name"),
        (Kind.WEBHOOK, replace(WISH, url="https://user:pass@hooks.example.com/"), "secret_url"),
        (Kind.WEBHOOK, replace(WISH, url="https://2130706433/"), "secret_url"),
        (Kind.SLACK, replace(WISH, url="http://hooks.slack.com/"), "secret_url"),
        (Kind.SLACK, WISH, "secret_url"),
        (Kind.TEAMS, WISH, "secret_url"),
        (Kind.WEBHOOK, replace(WISH, url="http://127.0.0.1:8080/"), "secret_url"),
        (Kind.WEBHOOK, replace(WISH, events=["nonsense"]), "events"),
        (Kind.WEBHOOK, replace(WISH, teams=["nonsense"]), "teams"),
    ],
)
def test_a_connection_that_cannot_be_is_refused(
    session: Session, people: People, now: datetime, kind: Kind, wish: Wish, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        connections.make(session, kind, wish, by=people.ada, now=now)
    assert set(refused.value.faults) == {field}


def test_a_test_message_goes_to_that_one_whatever_it_hears_of(
    session: Session, people: People, now: datetime
) -> None:
    row, _ = make(session, people, now)
    connections.test(session, row.id, by=people.ada, now=now)
    (sent,) = queued(session)
    assert sent.event == "connection.test"
    assert "Ada tries out the connection Our board" in sent.body
    assert receiver_pages.of_connection(session, row, by=people.ada).state is State.WAITING


def test_what_is_off_takes_nothing_until_it_is_on(
    session: Session, people: People, now: datetime
) -> None:
    row, _ = make(session, people, now)
    with pytest.raises(WrongMoment):
        connections.switch_on(session, row.id, by=people.ada, now=now)
    connections.switch_off(session, row.id, by=people.ada, now=now)
    for act in (connections.switch_off, connections.test):
        with pytest.raises(WrongMoment):
            act(session, row.id, by=people.ada, now=now)
    assert receiver_pages.of_connection(session, row, by=people.ada).state is State.OFF
    connections.switch_on(session, row.id, by=people.ada, now=now)
    assert row.is_enabled


def test_what_is_removed_forgets_its_address_and_sends_nothing(
    session: Session, people: People, now: datetime
) -> None:
    row, _ = make(session, people, now)
    connections.test(session, row.id, by=people.ada, now=now)
    connections.remove(session, row.id, by=people.ada, now=now)
    session.expire_all()
    assert (row.sealed_url, row.sealed_secret, row.is_enabled) == ("", "", False)
    assert queued(session)[0].dead_at == now
    assert receiver_pages.overview(session, by=people.ada).connections == []
    for act in (connections.remove, connections.switch_on, connection_secrets.renew):
        with pytest.raises(NotFound):
            act(session, row.id, by=people.ada, now=now)
    with pytest.raises(NotFound):
        receiver_pages.one(session, queued(session)[0].receiver_id, by=people.ada)


def test_what_is_dead_is_sent_again_under_its_id_and_in_its_order(
    session: Session, people: People, now: datetime
) -> None:
    row, _ = make(session, people, now)
    for _ in range(3):
        connections.test(session, row.id, by=people.ada, now=now)
    before = [each.message_id for each in queued(session)]
    queue = queued(session)[0].receiver_id
    end_waiting(session, queue, now=now, answer="500")
    listed = receiver_pages.one(session, queue, by=people.ada)
    assert (listed.dead, listed.state) == (3, State.DEAD)
    later = now + timedelta(days=5)
    second = queued(session)[1]
    replays.replay(session, queue, second.id, by=people.ada, now=later)
    assert replays.replay_all(session, queue, by=people.ada, now=later) == 2
    session.expire_all()
    assert [each.message_id for each in queued(session)] == before
    assert {each.dead_at for each in queued(session)} == {None}
    assert {each.counts_from for each in queued(session)} == {later}
    assert notes_of(session).records[-1].about == {"receiver": queue, "count": 2}
    with pytest.raises(WrongMoment, match="Nothing was given up"):
        replays.replay_all(session, queue, by=people.ada, now=later)
    for number in (queue, 4711):
        with pytest.raises(NotFound):
            replays.replay(session, number, 4711, by=people.ada, now=later)
    with pytest.raises(NotFound):
        replays.replay_all(session, 4711, by=people.ada, now=later)
    connections.switch_off(session, row.id, by=people.ada, now=now)
    with pytest.raises(WrongMoment, match="switched off"):
        replays.replay_all(session, queue, by=people.ada, now=later)


def test_only_administrators_manage_connections(
    session: Session, people: People, now: datetime
) -> None:
    row, _ = make(session, people, now)
    given = {"by": people.carol, "now": now}
    attempts: tuple[Callable[[], object], ...] = (
        lambda: connections.make(session, Kind.SLACK, WISH, **given),  # type: ignore[arg-type]
        lambda: connections.change(session, row.id, WISH, **given),  # type: ignore[arg-type]
        lambda: connections.test(session, row.id, **given),  # type: ignore[arg-type]
        lambda: connections.remove(session, row.id, **given),  # type: ignore[arg-type]
        lambda: connection_secrets.renew(session, row.id, **given),  # type: ignore[arg-type]
        lambda: replays.replay_all(session, 1, **given),  # type: ignore[arg-type]
        lambda: receiver_pages.overview(session, by=people.carol),
        lambda: receiver_pages.latest(session, 1, by=people.carol),
    )
    for attempt in attempts:
        with pytest.raises(Forbidden):
            attempt()


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, State.NEW),
        ({"was_tried": True}, State.UP),
        ({"was_tried": True, "waiting": 1}, State.WAITING),
        ({"was_tried": True, "waiting": 1, "is_down": True}, State.DOWN),
        ({"was_tried": True, "dead": 1, "is_down": True}, State.DEAD),
        ({"was_tried": True, "dead": 1, "waiting": 2, "is_down": True}, State.DOWN),
        ({"was_tried": True, "dead": 1, "is_off": True}, State.OFF),
    ],
)
def test_the_state_is_what_needs_most_to_be_looked_at(
    given: dict[str, bool | int], state: State
) -> None:
    usual = {"is_off": False, "is_down": False, "was_tried": False, "waiting": 0, "dead": 0}
    assert state_of(**{**usual, **given}) is state  # type: ignore[arg-type]
