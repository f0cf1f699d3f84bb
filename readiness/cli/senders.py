"""Sends deliveries beside the jobs: a few threads, each with one receiver at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from random import SystemRandom

from readiness.core.deliveries import Fate, Outcome
from readiness.store.delivery_queues import Lane
from readiness.store.engine import Database
from readiness.usecases import sending, transaction
from readiness.usecases.sending import Held
from readiness.usecases.transports import Parcel, Send

#: How many receivers are sent to at once.
THREADS: Mapping[Lane, int] = {Lane.CONNECTIONS: 8, Lane.MAIL: 4}
IDLE_SECONDS = 0.5
FAULT_SECONDS = 5
SETTLE_TRIES, SETTLE_SECONDS = 4, 1
LOG = logging.getLogger("readiness.senders")
CHANCE = SystemRandom()

Clock = Callable[[], datetime]


class Senders:
    """`busy` are the receivers of each lane that a thread of this process sends to now."""

    def __init__(self, database: Database, ways: Mapping[Lane, Send], clock: Clock) -> None:
        self.database, self.ways, self.clock = database, ways, clock
        self.stop, self.wake = threading.Event(), threading.Event()
        self.busy: dict[Lane, set[int]] = {lane: set() for lane in ways}
        self.pools = {
            lane: ThreadPoolExecutor(THREADS[lane], thread_name_prefix=lane) for lane in ways
        }

    def run(self) -> None:
        """Send until told to stop. What is under way is brought to its end first."""
        while not self.stop.is_set():
            try:
                is_idle = not self.hand_out()
            except Exception:
                LOG.exception("Nothing could be sent; it is tried again.")
                self.stop.wait(FAULT_SECONDS)
                continue
            if is_idle:
                self.wake.wait(IDLE_SECONDS)
            self.wake.clear()
        for pool in self.pools.values():
            pool.shutdown()

    def hand_out(self) -> int:
        """Give each receiver that is due to a thread that is free. Return how many there were."""
        return sum(self._hand_out(lane) for lane in self.ways)

    def _hand_out(self, lane: Lane) -> int:
        busy = frozenset(self.busy[lane])
        free = THREADS[lane] - len(busy)
        if free <= 0:
            return 0
        found = sending.take(self.database, lane, now=self.clock(), most=free, busy=busy)
        for held in found:
            self.busy[lane].add(held.receiver)
            self.pools[lane].submit(self._send_all, held)
        return len(found)

    def _send_all(self, held: Held) -> None:
        try:
            while not self.stop.is_set() and self._send_one(held):
                pass
        except Exception:
            # Its lease runs out, and it is tried again.
            LOG.exception("Sending to receiver %d broke off.", held.receiver)
        finally:
            self.busy[held.lane].discard(held.receiver)
            self.wake.set()

    def _send_one(self, held: Held) -> bool:
        """Send the oldest of the receiver. Return whether there may be more to send now."""
        parcel = sending.oldest(self.database, held, now=self.clock())
        if parcel is None:
            sending.let_go(self.database, held)
            return False
        return self._settle(held, parcel, self._outcome(held, parcel))

    def _settle(self, held: Held, parcel: Parcel, outcome: Outcome) -> bool:
        """Note it, with patience: what arrived and is not noted would be sent again."""
        for _ in range(SETTLE_TRIES - 1):
            try:
                return self._settle_once(held, parcel, outcome)
            except Exception:
                LOG.exception("Delivery %d could not be noted; it is tried again.", parcel.id)
                self.stop.wait(SETTLE_SECONDS)
        return self._settle_once(held, parcel, outcome)

    def _settle_once(self, held: Held, parcel: Parcel, outcome: Outcome) -> bool:
        now, chance = self.clock(), CHANCE.random()
        with self.database.writing() as session:
            goes_on = sending.settle(session, held, parcel, outcome, now=now, chance=chance)
            transaction.commit_settled(session, now=now)
        return goes_on

    def _outcome(self, held: Held, parcel: Parcel) -> Outcome:
        if parcel.fault:
            return Outcome(Fate.REFUSED if parcel.is_void else Fate.LATER, parcel.fault)
        try:
            return self.ways[held.lane](parcel, self.clock())
        except Exception as fault:  # noqa: BLE001 - its words could hold an address that is secret
            LOG.error("Delivery %d could not be sent: %s.", parcel.id, type(fault).__name__)
            return Outcome(Fate.LATER, f"It could not be sent ({type(fault).__name__}).")


@contextmanager
def sending_beside(
    database: Database,
    ways: Mapping[Lane, Send],
    clock: Clock = lambda: datetime.now(UTC),
) -> Iterator[Senders]:
    """Send in threads of their own until the block ends."""
    made = Senders(database, ways, clock)
    thread = threading.Thread(target=made.run, name="senders")
    thread.start()
    try:
        yield made
    finally:
        made.stop.set()
        made.wake.set()
        thread.join()
