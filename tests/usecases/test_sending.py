"""A queue is sent in order, by one at a time, and gives up only after three days."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from readiness.core.deliveries import Fate, Outcome
from readiness.store import delivery_queues
from readiness.store.connections import Connection
from readiness.store.deliveries import Delivery, Receiver
from readiness.store.delivery_queues import Lane
from readiness.store.engine import Database
from readiness.store.ledger import every_entry
from readiness.usecases import deliveries, sending, transaction
from readiness.usecases.sending import LEASES, Held
from readiness.usecases.transports import Parcel
from tests.factories.deliveries import connect, message
from tests.factories.people import People

WEB = Lane.CONNECTIONS
HOUR = timedelta(hours=1)
DONE, LATER = Outcome(Fate.DONE, "204"), Outcome(Fate.LATER, "500")
GONE = Outcome(Fate.GONE, "410")


def waiting(database: Database, people: People, now: datetime, count: int = 2) -> list[int]:
    """Queue messages for one connection and return their deliveries."""
    with database.writing() as session:
        to = session.scalar(select(Connection)) or connect(session, now, people.ada.person or 0)
        told = message(now)
        rows = [
            deliveries.post_message(session, to, told, service_name="", now=now)
            for _ in range(count)
        ]
        session.flush()
        transaction.commit_bookkeeping(session)
        return [row.id for row in rows]


def take(database: Database, now: datetime) -> list[Held]:
    return sending.take(database, WEB, now=now, most=5, busy=())


def oldest(database: Database, held: Held, now: datetime) -> int | None:
    found = sending.oldest(database, held, now=now)
    return found.id if found else None


def attempt(database: Database, now: datetime, outcome: Outcome) -> int | None:
    """Try the oldest of the one receiver that is due; return which it was."""
    found = take(database, now)
    if not found:
        return None
    tried = oldest(database, found[0], now)
    if tried is not None:
        settle(database, found[0], tried, outcome, now)
        sending.let_go(database, found[0])
    return tried


def settle(database: Database, held: Held, delivery: int, outcome: Outcome, now: datetime) -> bool:
    parcel = Parcel(delivery, "", "", sealed_url="sealed")
    with database.writing() as session:
        goes_on = sending.settle(session, held, parcel, outcome, now=now, chance=0)
        transaction.commit_settled(session, now=now)
        return goes_on


def row(database: Database, delivery: int) -> Delivery:
    with database.reading() as session:
        return session.get_one(Delivery, delivery)


def receiver(database: Database) -> Receiver:
    with database.reading() as session:
        return session.scalars(select(Receiver)).one()


def test_what_failed_is_tried_again_before_anything_newer(
    database: Database, people: People, now: datetime
) -> None:
    first, second = waiting(database, people, now)
    assert attempt(database, now, LATER) == first
    assert attempt(database, now + timedelta(seconds=29), DONE) is None
    assert attempt(database, now + timedelta(seconds=30), DONE) == first
    assert attempt(database, now + timedelta(seconds=30), DONE) == second
    kept = row(database, first)
    assert (kept.attempts, kept.answer, kept.done_at) == (2, "204", now + timedelta(seconds=30))
    assert receiver(database).down_since is None


def test_only_one_sends_to_a_receiver_until_its_lease_ends(
    database: Database, people: People, now: datetime
) -> None:
    waiting(database, people, now)
    assert len(take(database, now)) == 1
    assert take(database, now + LEASES[WEB] - timedelta(seconds=1)) == []
    assert len(take(database, now + LEASES[WEB])) == 1


def test_who_is_slower_gets_nothing(
    database: Database, people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(database, people, now)
    (held,) = take(database, now)
    # As if both had looked at the same moment, before either of them took it.
    monkeypatch.setattr(delivery_queues, "due", lambda *_, **__: [held.receiver])
    assert take(database, now) == []


def test_who_lost_the_lease_notes_what_arrived_and_nothing_else(
    database: Database, people: People, now: datetime
) -> None:
    first, second = waiting(database, people, now)
    (slow,) = take(database, now)
    later = now + LEASES[WEB]
    (quick,) = take(database, later)
    settle(database, slow, first, LATER, later)
    assert (row(database, first).attempts, receiver(database).failures) == (0, 0)
    goes_on = settle(database, slow, first, DONE, later)
    assert (goes_on, row(database, first).done_at) == (False, later)
    assert receiver(database).holder == quick.holder
    assert oldest(database, quick, later) == second
    sending.let_go(database, slow)
    assert receiver(database).held_until == later + LEASES[WEB]


def test_a_receiver_that_is_down_for_three_days_gets_everything(
    database: Database, people: People, now: datetime
) -> None:
    first, second = waiting(database, people, now)
    moment, up = now, now + 72 * HOUR
    while moment < up:
        assert attempt(database, moment, LATER) == first
        moment = receiver(database).due_at
    assert moment == up
    assert [attempt(database, up, DONE) for _ in range(2)] == [first, second]


def test_after_three_days_everything_that_waited_as_long_is_dead(
    database: Database, people: People, now: datetime
) -> None:
    first, second = waiting(database, people, now)
    (younger,) = waiting(database, people, now + HOUR, count=1)
    assert attempt(database, now, LATER) == first
    end = now + 72 * HOUR
    assert attempt(database, end, LATER) == first
    assert [row(database, each).dead_at for each in (first, second, younger)] == [end, end, None]
    assert row(database, second).answer == sending.WAITED_TOO_LONG
    soon = end + timedelta(minutes=1)
    assert receiver(database).due_at == soon
    assert attempt(database, soon, DONE) == younger


def test_what_waited_while_no_worker_ran_is_tried_for_as_long(
    database: Database, people: People, now: datetime
) -> None:
    first, _ = waiting(database, people, now)
    late = now + 200 * HOUR
    assert attempt(database, late, LATER) == first
    assert row(database, first).dead_at is None


def test_what_is_refused_for_ever_is_dead_at_once_and_the_next_goes_out(
    database: Database, people: People, now: datetime
) -> None:
    first, second = waiting(database, people, now)
    (held,) = take(database, now)
    refused = Outcome(Fate.REFUSED, "413")
    assert settle(database, held, first, refused, now)
    assert row(database, first).dead_at == now
    assert oldest(database, held, now) == second


def test_who_is_gone_is_switched_off_with_an_entry_and_all_that_waits_is_dead(
    database: Database, people: People, now: datetime
) -> None:
    ids = waiting(database, people, now)
    attempt(database, now, GONE)
    assert [row(database, each).dead_at for each in ids] == [now, now]
    assert not is_enabled(database)
    with database.reading() as session:
        assert [*every_entry(session)][-1].event == "connection.gone"


def test_who_is_gone_from_an_address_that_was_repaired_meanwhile_is_tried_again(
    database: Database, people: People, now: datetime
) -> None:
    first, _ = waiting(database, people, now)
    (held,) = take(database, now)
    with database.writing() as session:
        session.scalars(select(Connection)).one().sealed_url = "repaired"
        transaction.commit_bookkeeping(session)
    assert not settle(database, held, first, GONE, now)
    assert (is_enabled(database), row(database, first).dead_at) == (True, None)
    assert receiver(database).failures == 1


def test_who_lost_the_lease_switches_nobody_off(
    database: Database, people: People, now: datetime
) -> None:
    first, _ = waiting(database, people, now)
    (slow,) = take(database, now)
    assert take(database, now + LEASES[WEB])
    assert not settle(database, slow, first, GONE, now + LEASES[WEB])
    assert (is_enabled(database), row(database, first).attempts) == (True, 0)


def is_enabled(database: Database) -> bool:
    with database.reading() as session:
        return session.scalars(select(Connection)).one().is_enabled


def test_who_is_switched_off_meanwhile_is_sent_nothing(
    database: Database, people: People, now: datetime
) -> None:
    waiting(database, people, now)
    (held,) = take(database, now)
    with database.writing() as session:
        session.scalars(select(Connection)).one().is_enabled = False
        transaction.commit_bookkeeping(session)
    assert oldest(database, held, now) is None
    sending.let_go(database, held)
    assert take(database, now) == []


def test_an_address_that_cannot_be_read_any_more_is_told(
    database: Database, people: People, now: datetime
) -> None:
    waiting(database, people, now)
    (held,) = take(database, now)
    parcel = sending.oldest(database, held, now=now)
    assert parcel is not None
    assert "secret key was changed" in parcel.fault
    assert (parcel.url, parcel.keys) == ("", ())


@pytest.mark.parametrize("outcome", [DONE, Outcome(Fate.REFUSED, "413")])
def test_what_was_sent_is_kept_for_thirty_days(
    database: Database, people: People, now: datetime, outcome: Outcome
) -> None:
    first, second = waiting(database, people, now)
    attempt(database, now, outcome)
    for days in (30, 31):
        sending.forget_old(database, now=now + timedelta(days=days))
        with database.reading() as session:
            left = set(session.scalars(select(Delivery.id)))
        assert left == ({first, second} if days == 30 else {second})


def test_the_mail_of_one_person_is_a_queue_of_its_own(
    database: Database, people: People, now: datetime
) -> None:
    mailing = replace(database, site=replace(database.site, mail_from="ours@example.com"))
    with mailing.writing() as session:
        for _ in range(2):
            deliveries.post_mail(
                session,
                person=people.alice.person or 0,
                address="alice@example.com",
                subject="Hello",
                text="Hello",
                html="<p>Hello</p>",
                unsubscribe=None,
                now=now,
            )
        transaction.commit_bookkeeping(session)
    assert take(database, now) == []
    (held,) = sending.take(database, Lane.MAIL, now=now, most=5, busy=())
    parcel = sending.oldest(database, held, now=now)
    assert parcel is not None
    assert parcel.address == "alice@example.com"
