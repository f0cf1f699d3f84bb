"""Messages to eight receivers through their queues, beside the same requests without any queue."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_network

from bench.databases import database
from bench.measured import Result, options, tell
from readiness.adapters.http import Outside
from readiness.adapters.webhooks import new_secret
from readiness.cli.senders import sending_beside
from readiness.core.connections import Kind
from readiness.store.connections import Connection
from readiness.store.delivery_queues import Lane
from readiness.store.engine import Database
from readiness.store.sessions import Session
from readiness.usecases import deliveries, transaction
from readiness.usecases.transports import Parcel, by_http
from tests.factories.deliveries import SITE, connect, message
from tests.factories.people import People, make_people
from tests.factories.receivers import Inbox, pointed_at, receiver

RECEIVERS, LEAST = 8, 0.08
OUTSIDE = Outside((ip_network("127.0.0.0/8"),))


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--messages", type=int, default=200, help="to each receiver")
    parser.add_argument("--waiting", type=int, default=20_000, help="for one that is down")
    chosen = parser.parse_args()
    with database(on_postgresql=chosen.postgresql) as (opened, _), ExitStack() as stack:
        ours = replace(opened, site=SITE)
        inboxes = [stack.enter_context(receiver()) for _ in range(RECEIVERS)]
        bare = directly(inboxes, chosen.messages)
        fill(ours, inboxes, chosen.messages, chosen.waiting)
        queued = through_queues(ours, inboxes, chosen.messages)
        opened.close()
    details = {"a_second": round(queued), "without_queues": round(bare), "waiting": chosen.waiting}
    result = Result("deliveries", queued / bare, least=LEAST, details=details)
    return tell(result, as_json=chosen.json)


def directly(inboxes: Sequence[Inbox], count: int) -> float:
    """Return the requests a second, with as many threads as a worker has."""

    def ask(inbox: Inbox) -> None:
        parcel = Parcel(1, "msg_1", "{}", kind=Kind.WEBHOOK, url=inbox.url, keys=(new_secret(),))
        parcel = replace(parcel, place=f"127.0.0.1:{inbox.port}")
        for _ in range(count):
            by_http(OUTSIDE, parcel, datetime.now(UTC))

    begun = time.perf_counter()
    with ThreadPoolExecutor(RECEIVERS) as pool:
        list(pool.map(ask, inboxes))
    found = len(inboxes) * count / (time.perf_counter() - begun)
    for inbox in inboxes:
        inbox.heard.clear()
    return found


def fill(ours: Database, inboxes: Sequence[Inbox], count: int, waiting: int) -> None:
    now = datetime.now(UTC)
    with ours.writing() as session:
        people: People = make_people(session)
        transaction.commit(session, now=now)
    by = people.ada.person or 0
    with ours.writing() as session:
        for inbox in inboxes:
            row = connect(session, now, by)
            queue(session, pointed_at(row, inbox.port, new_secret()), count, now)
        nobody = connect(session, now, by)
        queue(session, pointed_at(nobody, 1, new_secret()), waiting, now)
        transaction.commit_bookkeeping(session)


def queue(session: Session, to: Connection, count: int, now: datetime) -> None:
    for _ in range(count):
        deliveries.post_message(session, to, message(now), service_name="Checkout", now=now)


def through_queues(ours: Database, inboxes: Sequence[Inbox], count: int) -> float:
    """Return the messages a second until everybody who is up has everything, in order."""
    ways = {Lane.CONNECTIONS: lambda parcel, now: by_http(OUTSIDE, parcel, now)}
    begun = time.perf_counter()
    with sending_beside(ours, ways) as senders:
        while sum(len(inbox.arrived) for inbox in inboxes) < len(inboxes) * count:
            time.sleep(0.02)
        took = time.perf_counter() - begun
        senders.stop.set()
    return len(inboxes) * count / took


if __name__ == "__main__":
    sys.exit(main())
