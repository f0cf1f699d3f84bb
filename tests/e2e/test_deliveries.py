"""Receivers that are down for three days, and a sender that is killed again and again: all arrives."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from readiness.adapters.http import Outside
from readiness.adapters.webhooks import new_secret
from readiness.cli.senders import sending_beside
from readiness.store.connections import Connection
from readiness.store.deliveries import Delivery
from readiness.store.delivery_queues import Lane
from readiness.store.engine import Database
from readiness.usecases import deliveries, transaction
from readiness.usecases.transports import by_http
from tests.applications import Clock
from tests.conftest import BUDGET
from tests.e2e.running import until
from tests.e2e.sender import LOOPBACK
from tests.factories.deliveries import SITE, connect, message
from tests.factories.people import People
from tests.factories.receivers import RESETS, Inbox, pointed_at, receiver

KILLS = 50 if BUDGET == "full" else 5
#: Who is ill takes every second only, one after the other.
PATIENCE = 12.0 * KILLS
#: How many come to each receiver between two kills.
EACH = 8
START = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
OUTAGE = timedelta(hours=72)


class Company:
    """Three receivers: one always up, one that is ill, one that is down for three days."""

    def __init__(self, database: Database, people: People, inboxes: dict[str, Inbox]) -> None:
        self.database, self.inboxes = database, inboxes
        self.made: dict[str, list[str]] = {name: [] for name in inboxes}
        self.connections: dict[str, int] = {}
        with database.writing() as session:
            for name, inbox in inboxes.items():
                row = connect(session, START, people.ada.person or 0, name=name)
                self.connections[name] = pointed_at(row, inbox.port, new_secret()).id
            transaction.commit_bookkeeping(session)

    def tell_everybody(self, now: datetime) -> None:
        with self.database.writing() as session:
            for name, connection in self.connections.items():
                to = session.get_one(Connection, connection)
                for _ in range(EACH):
                    row = deliveries.post_message(
                        session, to, message(now), service_name="", now=now
                    )
                    self.made[name].append(row.message_id)
            transaction.commit_bookkeeping(session)

    def heard(self) -> int:
        return sum(len(inbox.heard) for inbox in self.inboxes.values())

    def waiting(self) -> int:
        with self.database.reading() as session:
            query = select(func.count()).where(Delivery.done_at.is_(None))
            return session.scalar(query) or 0


@contextmanager
def sender(database: Database, now: datetime) -> Iterator[subprocess.Popen[bytes]]:
    url = database.url
    command = [sys.executable, "-m", "tests.e2e.sender", url, now.isoformat(), SITE.key]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"sending\n"
        yield process
        process.terminate()


def moody(chance: random.Random) -> Callable[[int], int]:
    """Answer as who is ill: with redirects, faults and resets, slowly, and in between well."""

    def answer(_before: int) -> int:
        time.sleep(chance.uniform(0, 0.05))
        return chance.choice((302, 500, 429, RESETS, 204, 204, 204, 204))

    return answer


def test_everything_arrives_in_order_at_most_once_more_for_each_kill(
    database: Database, people: People
) -> None:
    chance = random.Random(2026)
    is_down = [True]
    with ExitStack() as stack:
        inboxes = {
            "up": stack.enter_context(receiver()),
            "ill": stack.enter_context(receiver(moody(random.Random(5)))),
            "down": stack.enter_context(receiver(lambda _before: 503 if is_down[0] else 204)),
        }
        company = Company(replace(database, site=SITE), people, inboxes)
        now = START
        for _ in range(KILLS):
            company.tell_everybody(now)
            now += OUTAGE / KILLS
            kill_after(company, now, chance.uniform(0.0, 0.1))
        is_down[0] = False
        deliver_the_rest(company, now)
    assert company.waiting() == 0
    for name, inbox in inboxes.items():
        assert_arrived(inbox, company.made[name])


def kill_after(company: Company, now: datetime, seconds: float) -> None:
    """Kill the sender in the middle of what it does."""
    before = company.heard()
    with sender(company.database, now) as process:
        until(lambda: company.heard() > before, "the first that it sends")
        time.sleep(seconds)  # the moment is the point
        process.kill()
        process.wait()


def deliver_the_rest(company: Company, now: datetime) -> None:
    """Let time pass, six hours whenever nobody has anything to do, until nothing waits."""
    outside, clock = Outside((LOOPBACK,)), Clock(now)
    ways = {Lane.CONNECTIONS: lambda parcel, now: by_http(outside, parcel, now)}
    with sending_beside(company.database, ways, clock) as senders:

        def is_done() -> bool:
            if not senders.busy[Lane.CONNECTIONS]:
                clock.forward(hours=6)
                senders.wake.set()
            return not company.waiting()

        until(is_done, "the rest", PATIENCE)


def assert_arrived(inbox: Inbox, made: list[str]) -> None:
    """Each came, with the same body each time, first in the order in which they were made."""
    times = Counter(inbox.arrived)
    assert list(times) == made, "something is missing, or came out of order"
    twice = sum(times.values()) - len(made)
    assert twice <= KILLS
    bodies = {(heard.id, heard.body) for heard in inbox.heard}
    assert len(bodies) == len(made), "an attempt sent something else than the one before"
