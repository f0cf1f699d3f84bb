"""What load balancers are told, over real connections and without a token."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from readiness.adapters import beats, head_notes, refusals
from readiness.adapters.tallies import Tally
from readiness.api.front import gate_alone
from readiness.core.known_heads import Head
from readiness.settings import Settings
from readiness.store.engine import Database, open_database
from tests.api.asking import Answer, ask, serving
from tests.factories.people import people_in

Asks = Callable[[str], Answer]


def asked(database: Database, settings: Settings, now: datetime, path: str = "/readyz") -> Answer:
    with serving(gate_alone(database, settings, lambda: now, Tally(settings.instance))) as port:
        return ask(port, path)


def faults(answer: Answer) -> dict[str, str]:
    return {name: each["fault"] for name, each in answer.json["checks"].items() if not each["ok"]}


def test_a_server_that_is_well_is_ready_and_says_each_check(
    database: Database, settings: Settings, now: datetime
) -> None:
    people_in(database)
    beats.beat(settings.instance)
    answer = asked(database, settings, now)
    assert (answer.status, answer.json["status"], faults(answer)) == (200, "well", {})
    parts = ["database", "schema", "clock", "ledger", "worker", "disk", "checklists"]
    assert list(answer.json["checks"]) == parts
    assert answer.headers["cache-control"] == "no-store"


def test_a_dead_worker_a_refused_file_and_one_that_cannot_be_read_are_told_without_names(
    database: Database, settings: Settings, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "secret-plans.yaml").write_bytes(b"\xff\xfe")
    refusals.remember(settings.instance, ["other.yaml:3: No."])
    beats.beat(settings.instance)
    (sign,) = (settings.instance / "run").glob("worker-*")
    minute_ago = now.timestamp() - 60
    os.utime(sign, (minute_ago, minute_ago))
    answer = asked(database, replace(settings, checklists=tmp_path), now)
    assert (answer.status, answer.json["status"], answer.json["ready"]) == (200, "warning", True)
    assert faults(answer) == {
        "worker": "No worker has given a sign of life for 60 seconds.",
        "checklists": "2 checklist files cannot be taken in.",
    }
    assert b"yaml" not in answer.body
    assert str(tmp_path).encode() not in answer.body


def test_another_schema_a_missing_table_and_a_clock_behind_the_ledger_are_not_ready(
    database: Database, settings: Settings, now: datetime
) -> None:
    people_in(database)
    head_notes.remember(settings.instance, Head(999_999, "a" * 64))
    answer = asked(database, settings, now)
    assert (answer.status, list(faults(answer))) == (200, ["ledger"])
    (settings.instance / head_notes.FILE).unlink()
    assert faults(asked(database, settings, now - timedelta(days=900))).keys() == {"clock"}
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    answer = asked(database, settings, now)
    assert (answer.status, answer.json["ready"]) == (503, False)
    assert "Run: readiness migrate" in faults(answer)["schema"]
    with database.writer.begin() as connection:
        connection.execute(text("ALTER TABLE outbox RENAME TO elsewhere"))
    answer = asked(database, settings, now)
    assert (answer.status, faults(answer)) == (503, {"database": "The database cannot be read."})


@pytest.mark.sqlite
def test_without_its_database_the_process_still_answers_and_says_so_in_time(
    settings: Settings, now: datetime, tmp_path: Path
) -> None:
    nowhere = open_database(f"sqlite:///{tmp_path}/gone.db")
    assert asked(nowhere, settings, now, "/healthz").json == {"status": "alive"}
    started = time.monotonic()
    answer = asked(nowhere, settings, now)
    assert (answer.status, faults(answer)) == (503, {"database": "The database cannot be read."})
    assert time.monotonic() - started < 2
    assert not (tmp_path / "gone.db").exists(), "whoever only looks makes no empty one"


def test_they_are_only_read(database: Database, settings: Settings, now: datetime) -> None:
    with serving(gate_alone(database, settings, lambda: now, Tally(settings.instance))) as port:
        assert ask(port, "/readyz", method="POST").status == 405
        assert ask(port, "/healthz", method="HEAD").body == b""
        assert ask(port, "/healthz/").status == 404
