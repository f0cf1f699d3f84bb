"""What waits is sent by threads beside the jobs, and who hangs delays nobody else."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from ipaddress import ip_network

import pytest
from sqlalchemy import func, select
from standardwebhooks import Webhook

from readiness.adapters.http import Caps, Outside
from readiness.adapters.webhooks import new_secret
from readiness.cli import senders
from readiness.cli.senders import Senders, sending_beside
from readiness.core.connections import Kind
from readiness.core.deliveries import Fate, Outcome
from readiness.store.deliveries import Delivery, Receiver
from readiness.store.delivery_queues import Lane
from readiness.store.engine import Database
from readiness.usecases import deliveries, transaction
from readiness.usecases.sending import Held
from readiness.usecases.transports import Parcel, Send, by_http, headers
from tests.adapters.hostile_servers import answer, hostile, resets, says, silent
from tests.applications import Clock
from tests.factories.assigning import deactivated
from tests.factories.deliveries import SITE, connect, message, post
from tests.factories.people import People
from tests.factories.receivers import pointed_at, receiver
from tests.factories.reviews import done

LOCAL = Outside((ip_network("127.0.0.0/8"),), Caps(idle=0.5, whole=1))
SECRET = new_secret()


@pytest.fixture
def ours(database: Database) -> Database:
    return replace(database, site=SITE)


def web(outside: Outside = LOCAL) -> dict[Lane, Send]:
    return {Lane.CONNECTIONS: lambda parcel, now: by_http(outside, parcel, now)}


def queue(database: Database, people: People, port: int, count: int) -> list[str]:
    """Queue messages to a new connection that leads to the port; return their ids in order."""
    now = datetime.now(UTC)
    with database.writing() as session:
        to = pointed_at(connect(session, now, people.ada.person or 0), port, SECRET)
        rows = [
            deliveries.post_message(
                session, to, message(now, sentence=f"Number {each}"), service_name="", now=now
            )
            for each in range(count)
        ]
        session.flush()
        transaction.commit_bookkeeping(session)
        return [row.message_id for row in rows]


def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def waiting(database: Database) -> int:
    with database.reading() as session:
        query = select(func.count()).where(Delivery.done_at.is_(None), Delivery.dead_at.is_(None))
        return session.scalar(query) or 0


def answers(database: Database) -> list[str]:
    with database.reading() as session:
        return [*session.scalars(select(Receiver.answer).order_by(Receiver.id))]


def has_failed(database: Database, times: int) -> bool:
    with database.reading() as session:
        return session.scalar(select(Receiver.failures)) == times


def test_everything_arrives_in_order_and_signed(ours: Database, people: People) -> None:
    with receiver() as inbox, sending_beside(ours, web()):
        ids = queue(ours, people, inbox.port, 5)
        until(lambda: waiting(ours) == 0)
    assert inbox.arrived == ids
    for heard in inbox.heard:
        told = Webhook(SECRET).verify(heard.body.decode(), heard.headers)
        assert told["type"] == "gate.voted"
    assert len(base64.b64decode(SECRET.removeprefix("whsec_"))) == 32


def test_a_chat_that_is_not_where_its_maker_takes_messages_is_told_nothing(
    ours: Database, people: People
) -> None:
    now = datetime.now(UTC)
    with receiver() as inbox, sending_beside(ours, web()):
        with ours.writing() as session:
            to = connect(session, now, people.ada.person or 0, kind="slack")
            pointed_at(to, inbox.port, SECRET).sealed_secret = ""
            deliveries.post_message(session, to, message(now), service_name="", now=now)
            transaction.commit_bookkeeping(session)
        until(partial(has_failed, ours, 1))
        with ours.reading() as session:
            assert "begins with https://" in session.scalars(select(Delivery.answer)).one()
    assert inbox.heard == []


def test_a_chat_is_told_without_a_signature() -> None:
    now = datetime.now(UTC)
    chat = Parcel(1, "msg_1", "{}", kind=Kind.SLACK)
    assert headers(chat, b"{}", now) == {"Content-Type": "application/json"}
    assert "webhook-signature" in headers(replace(chat, keys=(SECRET,)), b"{}", now)


def test_each_attempt_sends_the_same_under_the_same_id(ours: Database, people: People) -> None:
    moment = Clock(datetime.now(UTC) + timedelta(seconds=9))
    with (
        receiver(lambda before: 503 if before < 3 else 204) as inbox,
        sending_beside(ours, web(), clock=moment),
    ):
        (only,) = queue(ours, people, inbox.port, 1)
        for tries in (1, 2, 3):
            until(partial(has_failed, ours, tries))
            moment.forward(hours=1)
        until(lambda: waiting(ours) == 0)
    assert {heard.id for heard in inbox.heard} == {only}
    assert len({heard.body for heard in inbox.heard}) == 1
    assert len({heard.headers["webhook-timestamp"] for heard in inbox.heard}) == 4


def test_who_hangs_delays_nobody_else(ours: Database, people: People) -> None:
    with hostile(silent) as hanging, receiver() as quick:
        for _ in range(3):
            queue(ours, people, hanging.port, 1)
        ids = queue(ours, people, quick.port, 20)
        patient = Outside(LOCAL.listed, Caps(idle=2, whole=2))
        begun = time.monotonic()
        with sending_beside(ours, web(patient)) as sending:
            until(lambda: len(quick.arrived) == 20)
            took = time.monotonic() - begun
            sending.stop.set()
    assert quick.arrived == ids
    assert took < 2, "the quick one waited for those that hang"


def test_more_that_hang_than_there_are_threads_delay_others_by_one_attempt(
    ours: Database, people: People
) -> None:
    with hostile(silent) as hanging, receiver() as quick:
        for _ in range(9):
            queue(ours, people, hanging.port, 1)
        queue(ours, people, quick.port, 1)
        begun = time.monotonic()
        with sending_beside(ours, web()):
            until(lambda: len(quick.arrived) == 1)
            assert time.monotonic() - begun < LOCAL.caps.whole + 2


@pytest.mark.parametrize(
    ("behave", "told"),
    [
        (silent, "silent"),
        (resets, "broke off"),
        (says(answer("302 Found", b"", "Location: http://169.254.169.254/")), "not followed"),
        (says(answer("500 Oh", b"<b>no\0\n</b>")), "500 <b>no </b>"),
    ],
)
def test_what_a_receiver_does_is_shown_and_it_is_tried_later(
    ours: Database, people: People, behave: Callable[..., None], told: str
) -> None:
    with hostile(behave) as server, sending_beside(ours, web()):
        queue(ours, people, server.port, 2)
        until(lambda: bool(answers(ours)[0]))
    assert told in answers(ours)[0]
    assert waiting(ours) == 2
    assert len(server.heard) == 1


def test_an_inner_address_is_not_asked_unless_it_is_listed(ours: Database, people: People) -> None:
    with receiver() as inbox, sending_beside(ours, web(Outside((), LOCAL.caps))):
        queue(ours, people, inbox.port, 1)
        until(lambda: bool(answers(ours)[0]))
    assert "READINESS_OUTSIDE_NETWORKS" in answers(ours)[0]
    assert inbox.heard == []


def test_who_is_gone_is_not_asked_again(ours: Database, people: People) -> None:
    with receiver(lambda _before: 410) as inbox, sending_beside(ours, web()):
        ids = queue(ours, people, inbox.port, 3)
        until(lambda: bool(answers(ours)[0]))
    with ours.reading() as session:
        dead = select(Delivery.message_id).where(Delivery.dead_at.is_not(None))
        assert [*session.scalars(dead.order_by(Delivery.id))] == ids
    assert len(inbox.heard) == 1


def test_a_fault_of_ours_is_told_without_its_words(
    ours: Database, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_parcel: Parcel, _now: datetime) -> Outcome:
        raise RuntimeError("https://hooks.slack.com/secret")

    with sending_beside(ours, {Lane.CONNECTIONS: broken}):
        queue(ours, people, 1, 1)
        until(lambda: bool(answers(ours)[0]))
    assert answers(ours) == ["It could not be sent (RuntimeError)."]
    assert "secret" not in caplog.text


def test_a_database_that_fails_for_a_moment_loses_nothing(
    ours: Database,
    people: People,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Flaky(Senders):
        fails = 2

        def _settle_once(self, held: Held, parcel: Parcel, outcome: Outcome) -> bool:
            self.fails -= 1
            if self.fails >= 0:
                raise OSError("The database is locked.")
            return super()._settle_once(held, parcel, outcome)

    monkeypatch.setattr(senders, "SETTLE_SECONDS", 0)
    sent: list[int] = []

    def note(parcel: Parcel, _now: datetime) -> Outcome:
        sent.append(parcel.id)
        return Outcome(Fate.DONE, "204")

    queue(ours, people, 1, 1)
    flaky = Flaky(ours, {Lane.CONNECTIONS: note}, lambda: datetime.now(UTC))
    flaky.hand_out()
    until(lambda: waiting(ours) == 0)
    flaky.pools[Lane.CONNECTIONS].shutdown()
    assert len(sent) == 1
    assert "could not be noted" in caplog.text


def test_a_mail_for_who_was_deactivated_meanwhile_is_not_sent(
    ours: Database, people: People
) -> None:
    now, sent = datetime.now(UTC), []
    with ours.writing() as session:
        for who in (people.eve, people.alice):
            post(session, who.person or 0, now, subject=who.name)
        transaction.commit_bookkeeping(session)
    done(ours, now, deactivated, people.eve, by=people.ada)

    def take(parcel: Parcel, _now: datetime) -> Outcome:
        sent.append(parcel.body)
        return Outcome(Fate.DONE, "250")

    with sending_beside(ours, {Lane.MAIL: take}):
        until(lambda: not waiting(ours))
    assert ["Subject: Alice" in body for body in sent] == [True]
    with ours.reading() as session:
        answer = session.scalars(select(Delivery.answer).where(Delivery.done_at.is_(None))).one()
    assert answer == "It was not sent: nobody can sign in as this person any more."
