"""The shell says how far the search is; the worker follows the ledger, and a fault stops nothing else."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from readiness.cli import search, worker
from readiness.cli.search_following import PAUSE, Follower
from readiness.core.search_kinds import Kind
from readiness.store.engine import Database
from readiness.usecases import search_following
from tests.factories.people import People
from tests.factories.reviews import start_review
from tests.factories.searching import found


@pytest.fixture
def runner(database_url: str, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("DATABASE_URL", database_url)
    return CliRunner()


def test_rebuilding_makes_everything_found(
    database: Database, people: People, now: datetime, runner: CliRunner
) -> None:
    start_review(database, people, now=now)
    before = runner.invoke(search.command, ["state"])
    assert before.output.startswith("0 texts can be found, made from 0 of ")
    assert "waits for the worker" in before.output
    rebuilt = runner.invoke(search.command, ["rebuild"])
    assert rebuilt.exit_code == 0
    assert rebuilt.output.endswith("; nothing waits\n")
    assert Kind.SERVICE in found(database, "checkout", by=people.eve, now=now)


def test_the_worker_follows_the_ledger_by_itself(
    database: Database, people: People, now: datetime
) -> None:
    start_review(database, people, now=now)
    stop, rounds = threading.Event(), []

    def clock() -> datetime:
        rounds.append(1)
        if len(rounds) > 12:
            stop.set()
        return now

    worker.run(database, stop, handlers={}, clock=clock)
    assert Kind.REVIEW in found(database, "checkout", by=people.eve, now=now)


def test_a_fault_of_the_search_leaves_the_worker_at_work(
    database: Database, people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_database: Database) -> int:
        raise ValueError("The index is on fire.")

    start_review(database, people, now=now)
    follower = Follower(database)
    with monkeypatch.context() as broken:
        broken.setattr(search_following, "follow", fail)
        assert follower.follow(now) is False
    assert follower.follow(now + PAUSE - timedelta(seconds=1)) is False
    assert follower.follow(now + PAUSE) is True
