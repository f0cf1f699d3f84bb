"""Mail leaves from its queues, and a mail server that fails delays mail and nothing else."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from readiness.adapters.smtp import MailServer
from readiness.cli.senders import sending_beside
from readiness.settings import Settings
from readiness.store.deliveries import Delivery, Receiver
from readiness.store.delivery_queues import Lane
from readiness.store.engine import Database
from readiness.usecases import transaction
from readiness.usecases.transports import Send, by_mail, transports
from tests.adapters.hostile_servers import hostile, silent
from tests.applications import Clock
from tests.cli.test_senders import has_failed, queue, until, waiting, web
from tests.factories.deliveries import SITE, post, queued
from tests.factories.mail_servers import mail_server
from tests.factories.people import People
from tests.factories.receivers import receiver


@pytest.fixture
def ours(database: Database) -> Database:
    return replace(database, site=SITE)


def by_mail_to(port: int, idle: float = 0.5) -> dict[Lane, Send]:
    server = MailServer("127.0.0.1", port, "none", SITE.mail_from, idle=idle, whole=2)
    return {Lane.MAIL: partial(by_mail, server)}


def write(database: Database, person: int | None, *subjects: str) -> None:
    with database.writing() as session:
        for subject in subjects:
            post(session, person or 0, datetime.now(UTC), subject=subject)
        transaction.commit_bookkeeping(session)


def rows(database: Database) -> list[Delivery]:
    with database.reading() as session:
        return queued(session)


def test_mails_arrive_in_order_under_their_ids(ours: Database, people: People) -> None:
    write(ours, people.alice.person, "First", "Second")
    with mail_server() as office, sending_beside(ours, by_mail_to(office.port)):
        until(lambda: waiting(ours) == 0)
    assert [mail["Subject"] for mail in office.mails] == ["First", "Second"]
    ids = [f"<{row.message_id}@example.com>" for row in rows(ours)]
    assert [mail["Message-ID"] for mail in office.mails] == ids
    assert {row.answer for row in rows(ours)} == {"250 Taken"}


def test_who_greylists_gets_the_same_mail_later(ours: Database, people: People) -> None:
    clock = Clock(datetime.now(UTC) + timedelta(seconds=9))
    write(ours, people.alice.person, "First", "Second")
    with (
        mail_server(rcpt="451 Come back later") as office,
        sending_beside(ours, by_mail_to(office.port), clock),
    ):
        until(lambda: has_failed(ours, 1))
        office.rcpt = "250 OK"
        clock.forward(seconds=30)
        until(lambda: waiting(ours) == 0)
    assert [mail["Subject"] for mail in office.mails] == ["First", "Second"]
    assert [row.attempts for row in rows(ours)] == [2, 1]


def test_a_mailbox_that_is_not_there_is_seen_at_once(ours: Database, people: People) -> None:
    write(ours, people.alice.person, "First", "Second")
    with (
        mail_server(rcpt="550 No such mailbox") as office,
        sending_beside(ours, by_mail_to(office.port)),
    ):
        until(lambda: waiting(ours) == 0)
    assert [row.answer for row in rows(ours)] == ["550 No such mailbox"] * 2
    assert all(row.dead_at for row in rows(ours))


def test_a_mail_that_broke_off_is_sent_whole_later(ours: Database, people: People) -> None:
    clock = Clock(datetime.now(UTC) + timedelta(seconds=9))
    write(ours, people.alice.person, "First")
    with (
        mail_server(drops=True) as broken,
        sending_beside(ours, by_mail_to(broken.port), clock),
    ):
        until(lambda: has_failed(ours, 1))
    clock.forward(seconds=30)
    with mail_server() as office, sending_beside(ours, by_mail_to(office.port), clock):
        until(lambda: waiting(ours) == 0)
    assert (len(broken.mails), len(office.mails)) == (0, 1)


def test_a_mail_server_that_hangs_delays_no_webhook(ours: Database, people: People) -> None:
    for who in (people.alice, people.bob, people.carol, people.ada, people.eve):
        write(ours, who.person, "First")
    with hostile(silent, listens=False) as hanging, receiver() as inbox:
        ids = queue(ours, people, inbox.port, 10)
        ways = web() | by_mail_to(hanging.port, idle=1.5)
        begun = time.monotonic()
        with sending_beside(ours, ways) as senders:
            until(lambda: inbox.arrived == ids)
            assert time.monotonic() - begun < 1.5
            senders.stop.set()


def test_without_a_mail_server_there_is_no_way_for_mail() -> None:
    assert set(transports(Settings())) == {Lane.CONNECTIONS}
    with_mail = Settings(mail_host="127.0.0.1", mail_from="ours@example.com")
    assert set(transports(with_mail)) == {Lane.CONNECTIONS, Lane.MAIL}


def test_where_the_mail_server_is_down_its_people_are_seen_as_down(
    ours: Database, people: People
) -> None:
    with mail_server() as office:
        port = office.port
    write(ours, people.alice.person, "First")
    with sending_beside(ours, by_mail_to(port)):
        until(lambda: has_failed(ours, 1))
    with ours.reading() as session:
        row = session.scalars(select(Receiver)).one()
    assert row.answer == "The mail server could not be reached."
    assert row.down_since is not None
