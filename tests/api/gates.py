"""A running gate that tests ask over a real connection."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from readiness.api.gate import door
from readiness.store.engine import Database
from readiness.store.gate import GateReader
from tests.api.asking import Answer, ask, serving
from tests.factories import gate
from tests.factories.gate import NOW, World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PUBLIC_URL = "https://readiness.example.com"
PATH = "/api/v1/gate/payments?environment=production"
GOOD_WORD = re.compile(rb"approved", re.IGNORECASE)


def next_app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("418 I'm a teapot", [("Content-Type", "text/plain")])
    return [environ["PATH_INFO"].encode()]


@dataclass
class Gate:
    """A running gate, a token that may ask it about everything, and the clock that it reads."""

    database: Database
    world: World
    token: str
    port: int
    now: datetime
    used: list[str]
    advised: list[str]

    def ask(
        self, path: str = PATH, *, method: str = "GET", token: str | None = None, **headers: str
    ) -> Answer:
        given = {"Authorization": f"Bearer {self.token if token is None else token}"}
        return ask(self.port, path, method=method, headers={**given, **headers})

    def store(self, verdict: str, body: dict[str, object] | str, **more: Any) -> None:
        gate.stored(self.database, gate.segment(self.world, verdict, body, **more))

    def make_token(self, **more: Any) -> str:
        return gate.token(self.database, self.world, **more)


@contextmanager
def running_gate(database: Database) -> Iterator[Gate]:
    world = gate.world(database)
    found = Gate(database, world, gate.token(database, world), 0, NOW, [], [])
    reader = GateReader(database.url)
    application = door(
        next_app,
        reader,
        PUBLIC_URL,
        lambda: found.now,
        lambda key, _: found.used.append(key),
        advised=lambda address, _: found.advised.append(address),
    )
    with serving(application) as found.port:
        yield found


def assert_unavailable(answer: Answer) -> None:
    assert answer.status == 503
    assert answer.json["type"] == "urn:readiness:problem:unavailable"
    assert answer.json["verdict"] == "unavailable"
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"
    assert not GOOD_WORD.search(answer.body)
