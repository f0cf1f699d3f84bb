"""Searching 200,000 texts of 10,000 services, beside a plain page of the same person on the same server."""

from __future__ import annotations

import itertools
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from bench.databases import database, settle
from bench.load import Load, Next, get, load
from bench.measured import Result, options, tell
from bench.savers import savers
from bench.servers import running
from readiness.core.search_kinds import Kind
from readiness.core.search_texts import Text
from readiness.store import search
from readiness.store.engine import Database
from readiness.usecases import search_following

MOST = 5.0
HOST = {"PUBLIC_URL": "http://127.0.0.1:8322"}
SERVICES, TEXTS, AT_ONCE = 10_000, 200_000, 2_000
PLAIN = "/account"
#: Two hundred words of which the first are in nearly every text, the last in few; and a name.
QUERIES = ("w0", "w3 w40", "w150", "w7 w90 w1", "service 4711", "w19", "giraffe", "w2 w5 w11", "se")


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--seconds", type=float, default=5.0)
    chosen = parser.parse_args()
    with database(on_postgresql=chosen.postgresql) as (opened, found):
        environment = {**found, **HOST}
        cookie = savers(opened, environment)[0].cookie
        filled = fill(opened)
        settle(opened)
        plain, sought = measure(cookie, environment, chosen.seconds)
        opened.close()
    where = "PostgreSQL" if chosen.postgresql else "SQLite"
    return tell(result(where, plain, sought, filled), as_json=chosen.json)


def fill(opened: Database) -> float:
    """Put the texts in; return how long that took, in seconds."""
    started, texts = time.perf_counter(), made(random.Random(4711))
    search_following.rebuild(opened)
    while some := list(itertools.islice(texts, AT_ONCE)):
        with opened.writing() as session:
            more = search.replace(session, {each.key for each in some}, some)
            search.advance(session, 0, "", more)
            session.commit()
    return time.perf_counter() - started


def made(chance: random.Random) -> Iterator[Text]:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    words = [f"w{number}" for number in range(200)]
    often = [1 / (number + 1) for number in range(200)]
    kinds = [kind for kind in Kind if kind is not Kind.SERVICE]
    for number in range(TEXTS):
        is_service, service = number < SERVICES, number % SERVICES
        yield Text(
            kind=Kind.SERVICE if is_service else kinds[number % len(kinds)],
            key=f"bench:{number}",
            service=None,
            review=None,
            address=f"/services/service-{service}",
            title=f"Service {service}"
            if is_service
            else " ".join(chance.choices(words, often, k=8)),
            place=f"Launch review {service} of Service {service}: Production hygiene",
            body=" ".join(chance.choices(words, often, k=40)),
            at=now - timedelta(minutes=chance.randrange(1_000_000)),
        )


def measure(cookie: str, environment: dict[str, str], seconds: float) -> tuple[Load, Load]:
    """Return one person's plain pages and searches, one after the other, on a server just started."""
    queries = itertools.cycle(query.replace(" ", "+") for query in QUERIES)
    header = f"Cookie: readiness={cookie}\r\n"
    with running("readiness.cli.main", "serve", environment=environment) as port:
        plain = _ask(port, lambda _: _request(PLAIN, header), seconds)
        sought = _ask(port, lambda _: _request(f"/search?q={next(queries)}", header), seconds)
    return plain, sought


def _request(path: str, header: str) -> bytes:
    host = HOST["PUBLIC_URL"].removeprefix("http://")
    return get(path, header).replace(b"Host: 127.0.0.1\r\n", f"Host: {host}\r\n".encode())


def _ask(port: int, request: Next, seconds: float) -> Load:
    return load(port, request, connections=1, seconds=seconds, expected={200}, is_finished=True)


def result(where: str, plain: Load, sought: Load, filled: float) -> Result:
    return Result(
        f"search on {where}",
        statistics.median(sought.milliseconds) / statistics.median(plain.milliseconds),
        most=MOST,
        details={
            "texts": TEXTS,
            "seconds_to_fill": round(filled, 1),
            "search": _told(sought.milliseconds),
            "plain_page": _told(plain.milliseconds),
        },
    )


def _told(milliseconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(milliseconds)
    parts = {"median_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99}
    told = {name: round(ordered[int(len(ordered) * part)], 1) for name, part in parts.items()}
    return told | {"requests": len(ordered)}


if __name__ == "__main__":
    sys.exit(main())
