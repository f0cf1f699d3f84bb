"""A store of files that does not answer keeps nobody from the gate and the pages."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from readiness.core.files import Kept
from readiness.store.engine import Database
from readiness.usecases import answers, transaction
from tests.e2e.running import Running, environment_of, running
from tests.e2e.savers import Saver
from tests.factories.people import People
from tests.factories.reviews import start_review
from tests.factories.uploads import sha256
from tests.factories.widgets import widget_document

pytestmark = pytest.mark.once

QUESTION, FILE = "compliance.duties", sha256(b"the log of the drill")
OTHERS = ("/api/v1/gate/checkout?environment=production", "/healthz", "/sign-in") * 3
#: More than the threads of all processes together.
MANY = 60


def review_with_a_file(database: Database, people: People) -> int:
    now = datetime.now(UTC)
    review = start_review(database, people, now=now, document=widget_document())
    with database.writing() as session:
        kept = Kept(FILE, "drill.txt", 20, "text/plain")
        answers.add_evidence(session, review, QUESTION, files=[kept], by=people.alice, now=now)
        transaction.commit(session, now=now)
    return review


@contextmanager
def asked_for(address: str, cookies: dict[str, str]) -> Iterator[list[Future[int]]]:
    """Let somebody ask for the file many times over, and hear with which status it was answered."""

    def ask() -> int:
        return requests.get(address, cookies=cookies, timeout=30).status_code

    with ThreadPoolExecutor(MANY) as pool:
        yield [pool.submit(ask) for _ in range(MANY)]


def silent(instance: Path) -> Path:
    """Put a pipe in the place of the bytes: who reads it waits until somebody writes."""
    place = instance / "files" / FILE[:2] / FILE
    place.parent.mkdir(parents=True)
    os.mkfifo(place)
    return place


def seconds_of(server: Running, path: str) -> float:
    began = time.monotonic()
    requests.get(server.address + path, timeout=10)
    return time.monotonic() - began


def test_a_silent_store_keeps_nobody_from_gate_and_pages(
    database: Database, database_url: str, people: People, tmp_path: Path
) -> None:
    review = review_with_a_file(database, people)
    pipe = silent(tmp_path / "instance")
    environment = environment_of(tmp_path / "instance", database_url)
    with running("serve", environment=environment) as server:
        alice = Saver(server.address, "alice@example.com", review, QUESTION)
        alice.sign_in()
        path = f"{server.address}/reviews/{review}/files/{FILE}"
        with asked_for(path, alice.cookies) as asked:
            time.sleep(1)
            try:
                assert max(seconds_of(server, each) for each in OTHERS) < 2
            finally:
                os.close(os.open(pipe, os.O_WRONLY))
        told = [each.result() for each in asked]
    assert set(told) == {503, 500}  # whoever waited is told in the end that it is damaged
