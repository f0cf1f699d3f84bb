"""A job that was promised is done once, however its worker ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.cli import worker
from readiness.cli.jobs import UnknownKind, handler_of
from readiness.core.rights import NOBODY
from readiness.store import done_forms
from readiness.store import outbox as store
from readiness.store.engine import Database
from readiness.store.outbox import OutboxRow
from readiness.store.teams import Team, every_team
from readiness.usecases import outbox, transaction
from readiness.usecases.outbox import LEASE, Write
from readiness.usecases.records import record, send
from tests.factories.gate import NOW

HERE = "tests.cli.test_worker"
HANDLERS = {
    "team.make": f"{HERE}:make_team",
    "fail": f"{HERE}:fail",
    "unrecorded": f"{HERE}:change_without_a_record",
    "sleep": f"{HERE}:make_team_slowly",
}


def make_team(_database: Database, payload: Mapping[str, object], now: datetime) -> Write:
    def write(session: Session) -> None:
        session.add(Team(slug=str(payload["slug"]), name="A team", created_at=now))
        record(session, "team.made", by=None, slug=payload["slug"])

    return write


def make_team_slowly(database: Database, payload: Mapping[str, object], now: datetime) -> Write:
    Path(str(payload["started"])).touch()
    time.sleep(30)
    return make_team(database, payload, now)


def fail(_database: Database, _payload: Mapping[str, object], _now: datetime) -> Write:
    raise ValueError("The printer is on fire.")


def change_without_a_record(
    _database: Database, _payload: Mapping[str, object], now: datetime
) -> Write:
    return lambda session: session.add(Team(slug="x", name="X", created_at=now))


def promise(database: Database, kind: str, **payload: object) -> None:
    with database.writing() as session:
        record(session, "thing.done", by=NOBODY)
        send(session, kind, **payload)
        transaction.commit(session, now=NOW)


def work(database: Database, at: datetime) -> bool:
    return worker.work(database, handlers=HANDLERS, clock=lambda: at)


def row(database: Database) -> OutboxRow:
    with database.reading() as session:
        return session.scalars(select(OutboxRow)).one()


def teams(database: Database) -> list[str]:
    with database.reading() as session:
        return [team.slug for team in every_team(session)]


def test_a_promised_job_is_done_once(database: Database) -> None:
    promise(database, "team.make", slug="payments")
    assert work(database, NOW) is True
    assert work(database, NOW) is False
    assert teams(database) == ["payments"]
    assert row(database).done_at == NOW


def test_a_job_that_fails_is_put_off_and_at_last_given_up(database: Database) -> None:
    promise(database, "fail")
    assert work(database, NOW)
    assert row(database).fault == "ValueError: The printer is on fire."
    assert not work(database, NOW + timedelta(seconds=4))
    assert work(database, NOW + timedelta(seconds=5))
    assert work(database, NOW + timedelta(seconds=65))
    assert row(database).failed_at == NOW + timedelta(seconds=65)
    assert not work(database, NOW + timedelta(days=1))


def test_a_job_of_an_unknown_kind_is_told_as_a_fault(database: Database) -> None:
    promise(database, "dance")
    assert work(database, NOW)
    assert "Nothing here knows how to do 'dance'" in row(database).fault


def test_a_job_that_notes_nothing_for_the_ledger_writes_nothing(database: Database) -> None:
    promise(database, "unrecorded")
    assert work(database, NOW)
    assert teams(database) == []
    assert row(database).fault.startswith("Unrecorded")


def test_a_job_is_left_alone_while_somebody_holds_it(database: Database) -> None:
    promise(database, "team.make", slug="payments")
    assert outbox.claim(database, now=NOW) is not None
    assert not work(database, NOW + LEASE - timedelta(seconds=1))
    assert work(database, NOW + LEASE)
    assert teams(database) == ["payments"]


def test_who_lost_the_lease_writes_nothing(database: Database) -> None:
    promise(database, "team.make", slug="payments")
    slow = outbox.claim(database, now=NOW)
    quick = outbox.claim(database, now=NOW + LEASE)
    assert slow is not None
    assert quick is not None
    write = make_team(database, slow.payload, NOW)
    with pytest.raises(outbox.LostLease):
        worker.finish(database, slow, write, NOW + LEASE)
    outbox.fail(database, slow, "too late", now=NOW + LEASE)
    assert (row(database).failed_at, row(database).fault) == (None, "")
    worker.finish(database, quick, write, NOW + LEASE)
    with pytest.raises(outbox.LostLease):
        worker.finish(database, quick, write, NOW + LEASE)
    assert teams(database) == ["payments"]


def test_a_job_that_kills_its_workers_is_given_up(database: Database) -> None:
    promise(database, "team.make", slug="payments")
    for number in range(3):
        assert outbox.claim(database, now=NOW + number * LEASE) is not None
    assert outbox.claim(database, now=NOW + 3 * LEASE) is None
    assert row(database).fault == "The worker died 3 times while doing this."
    assert row(database).failed_at == NOW + 3 * LEASE


def test_who_held_it_too_long_at_last_does_not_give_it_up_again(database: Database) -> None:
    promise(database, "team.make", slug="payments")
    jobs = [outbox.claim(database, now=NOW + number * LEASE) for number in range(4)]
    assert jobs[2] is not None
    outbox.fail(database, jobs[2], "too late", now=NOW + 4 * LEASE)
    assert row(database).fault == "The worker died 3 times while doing this."
    assert row(database).failed_at == NOW + 3 * LEASE


@pytest.mark.postgresql
def test_a_job_that_somebody_takes_just_now_is_passed_over(database: Database) -> None:
    promise(database, "team.make", slug="payments")
    with database.writing() as other:
        assert store.claim(other, now=NOW, lease=LEASE) is not None
        assert outbox.claim(database, now=NOW) is None
    assert row(database).attempts == 0


def test_the_worker_goes_on_after_a_fault_of_the_database(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "FAULT_SECONDS", 0)
    stop, asked = threading.Event(), []

    def clock() -> datetime:
        asked.append(1)
        if len(asked) > 2:
            stop.set()
        raise OSError("no clock")

    worker.run(database, stop, handlers=HANDLERS, clock=clock)
    assert len(asked) == 3


def test_the_worker_removes_what_it_need_not_remember(database: Database) -> None:
    with database.writing() as session:
        for number, age in enumerate((1, 3)):
            assert done_forms.add(session, str(number), "", NOW - timedelta(days=age))
        session.commit()
    stop = threading.Event()

    def clock() -> datetime:
        stop.set()
        return NOW

    worker.run(database, stop, handlers=HANDLERS, clock=clock)
    with database.reading() as session:
        assert [done_forms.place_of(session, key, "") for key in "01"] == ["", None]


@pytest.mark.parametrize(("answers", "looked"), [(True, [0, 2, 4]), (False, [0, 16])])
def test_the_worker_leaves_a_store_alone_that_does_not_answer(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    answers: bool,
    looked: list[int],
) -> None:
    stop, minutes, asked = threading.Event(), [0], list[int]()
    monkeypatch.setattr(worker, "IDLE_SECONDS", 0)
    monkeypatch.setattr(worker, "work", lambda *_, **__: minutes.append(minutes[-1] + 2))

    def check(_now: datetime) -> bool:
        asked.append(minutes[-1])
        if len(asked) == len(looked):
            stop.set()
        return answers

    worker.run(
        database,
        stop,
        handlers=HANDLERS,
        clock=lambda: NOW + timedelta(minutes=minutes[-1]),
        check=check,
    )
    assert asked == looked


@pytest.mark.once
def test_every_kind_of_job_names_a_function() -> None:
    with pytest.raises(UnknownKind):
        handler_of("dance")


RUN = """
import sys, threading
from readiness.cli import worker
from readiness.store.engine import open_database
from tests.cli.test_worker import HANDLERS, NOW
database = open_database(sys.argv[1])
worker.run(database, threading.Event(), handlers=HANDLERS, clock=lambda: NOW)
"""


def test_a_worker_that_was_killed_loses_nothing(database: Database, tmp_path: Path) -> None:
    started = tmp_path / "started"
    promise(database, "sleep", slug="payments", started=str(started))
    process = subprocess.Popen([sys.executable, "-c", RUN, database.url], env=dict(os.environ))
    try:
        wait_for(started)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert teams(database) == []
    held = row(database)
    assert (held.done_at, held.attempts) == (None, 1)
    job = outbox.claim(database, now=held.not_before)
    assert job is not None
    worker.finish(database, job, make_team(database, job.payload, NOW), held.not_before)
    assert teams(database) == ["payments"]
    assert row(database).done_at == held.not_before


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
