"""A sender as a process of its own, with a clock that a test sets: run with URL, ISO time, key."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import ip_network

from readiness.adapters.http import Outside
from readiness.cli.senders import sending_beside
from readiness.core.sites import Site
from readiness.store.delivery_queues import Lane
from readiness.store.engine import open_database
from readiness.usecases.transports import by_http

LOOPBACK = ip_network("127.0.0.0/8")


def clock_from(moment: datetime) -> Callable[[], datetime]:
    """Return a clock that goes on from there."""
    begun = time.monotonic()
    return lambda: moment + timedelta(seconds=time.monotonic() - begun)


def main(url: str, moment: str, key: str) -> None:
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    outside = Outside((LOOPBACK,))
    ways = {Lane.CONNECTIONS: lambda parcel, now: by_http(outside, parcel, now)}
    clock = clock_from(datetime.fromisoformat(moment))
    with sending_beside(open_database(url, Site(key=key)), ways, clock):
        print("sending", flush=True)
        stop.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
