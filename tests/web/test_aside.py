"""Nobody waits for a turn because somebody else waits for the store of files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import pytest
from flask import Flask
from jinja2 import BytecodeCache

from readiness.adapters.blobs import Folder, Unreachable
from readiness.app import create_app
from readiness.extensions import limiter
from readiness.settings import Settings
from readiness.store.engine import Database
from readiness.web.body_limits import Places, Room
from tests.applications import Clock
from tests.client import Client
from tests.factories.uploads import sent, sha256
from tests.web.conftest import Desk

QUESTION, CONTENT = "compliance.duties", b"the log of the drill"


class Counted:
    """A turn that knows how many hold it, and how often it was taken."""

    def __init__(self) -> None:
        self.holders = self.taken = 0

    def __enter__(self) -> None:
        self.holders += 1
        self.taken += 1

    def __exit__(self, *_: object) -> None:
        self.holders -= 1


class Store:
    """A store that is asked only while nobody holds the turn."""

    def __init__(self, behind: Folder, turn: Counted) -> None:
        self.behind, self.turn, self.asked, self.answers = behind, turn, 0, True

    def put(self, digest: str, source: IO[bytes]) -> None:
        self._look()
        self.behind.put(digest, source)

    def chunks(self, digest: str) -> Iterator[bytes]:
        self._look()
        yield from self.behind.chunks(digest)

    def _look(self) -> None:
        assert self.turn.holders == 0
        self.asked += 1
        if not self.answers:
            raise Unreachable("No answer")


@pytest.fixture
def turn() -> Counted:
    return Counted()


@pytest.fixture
def app(
    settings: Settings, database: Database, clock: Clock, compiled: BytecodeCache, turn: Counted
) -> Flask:
    """The application as a server has it, with turns."""
    made = create_app(settings, database, turns=lambda: turn)
    made.config.update(TESTING=True, NOW=clock)
    made.jinja_env.bytecode_cache = compiled
    made.test_client_class = Client
    with made.app_context():
        limiter.reset()
    return made


@pytest.fixture
def store(settings: Settings, turn: Counted, monkeypatch: pytest.MonkeyPatch) -> Store:
    made = Store(Folder(settings.instance / "files"), turn)
    for module in ("received", "files"):
        monkeypatch.setattr(f"readiness.web.{module}.blobs", lambda: made)
    return made


def add(desk: Desk, store: Store) -> int:
    """Add a file, and return with which status that was answered."""
    form = desk.form(QUESTION, "evidence")
    before = store.turn.taken
    status = form.send(files=[sent(CONTENT, "drill.txt")], description="Drill").status_code
    assert (store.turn.taken - before, store.turn.holders) == (2, 0)
    return status


def test_the_turn_is_let_go_while_a_file_is_kept_or_fetched(desk: Desk, store: Store) -> None:
    assert add(desk, store) == 302
    path = f"/reviews/{desk.review}/files/{sha256(CONTENT)}"
    assert desk.browser.get(path).data == CONTENT
    assert (store.asked, store.turn.holders) == (2, 0)


def test_who_puts_a_link_behind_an_answer_waits_for_no_store(desk: Desk, store: Store) -> None:
    form = desk.form(QUESTION, "evidence")
    before = store.turn.taken
    form.send(url="https://wiki.example.com/drill", description="Drill")
    assert (store.turn.taken - before, store.asked) == (1, 0)


def test_too_many_who_wait_for_the_store_are_told_so_at_once(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(desk, store)
    monkeypatch.setattr("readiness.web.aside._places", Places(Room(at_once=0, of_one=0)))
    answer = desk.browser.get(f"/reviews/{desk.review}/files/{sha256(CONTENT)}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert (store.asked, store.turn.holders) == (1, 0)


def test_the_turn_is_taken_again_when_the_store_does_not_answer(desk: Desk, store: Store) -> None:
    store.answers = False
    assert add(desk, store) >= 500
    assert "Add evidence" in desk.area(QUESTION).text
    assert (store.asked, store.turn.holders) == (1, 0)
