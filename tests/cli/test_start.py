"""The one command: starts on a bare folder, serves, survives its worker, and leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from readiness.cli import check
from readiness.cli.main import commands
from readiness.settings import load
from readiness.store.engine import open_database
from readiness.store.schema import require_current

pytestmark = pytest.mark.once

COMMAND = [sys.executable, "-m", "readiness.cli.main"]
SECONDS = 30


@dataclass(frozen=True, slots=True)
class Running:
    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def status(self, path: str) -> int:
        """Return the status of the answer, or 0 if there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def says(self, words: str) -> None:
        deadline = time.monotonic() + SECONDS
        while words not in self.log.read_text():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def wait_for(self, path: str, status: int) -> None:
        deadline = time.monotonic() + SECONDS
        while (found := self.status(path)) != status:
            assert time.monotonic() < deadline, (found, self.log.read_text())
            time.sleep(0.1)


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[Running]:
    port, log = check.free_port(), folder / "log"
    environment = check.alone(os.environ, folder / "instance", port)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*COMMAND, *arguments], env=environment, stdout=output, stderr=output
        )
    try:
        yield Running(process, port, log)
    finally:
        process.terminate()
        process.wait(SECONDS)


def test_a_check_starts_asks_stops_and_leaves_the_installation_alone(tmp_path: Path) -> None:
    environment = check.alone(os.environ, tmp_path / "instance", check.free_port())
    found = subprocess.run(
        [*COMMAND, "start", "--check"], env=environment, capture_output=True, check=False
    )
    assert (found.returncode, found.stdout) == (0, b"ok\n"), found.stderr
    assert not (tmp_path / "instance").exists()


def test_a_first_start_makes_everything_and_says_how_to_come_in(tmp_path: Path) -> None:
    with started(tmp_path, "start") as running:
        running.wait_for("/sign-in", 200)
        running.says("Readiness is at ")
        said = running.log.read_text()
        link = next(word for word in said.split() if "/links/" in word)
        assert link.startswith(f"http://127.0.0.1:{running.port}/links/")
        assert running.status(f"/links/{link.rpartition('/')[2]}") == 200
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(SECONDS) == 0
    assert (tmp_path / "instance").stat().st_mode & 0o777 == 0o700
    running.wait_for("/sign-in", 0)


def test_a_worker_that_was_killed_is_replaced_and_none_outlives_its_start(tmp_path: Path) -> None:
    with started(tmp_path, "start") as running:
        running.wait_for("/sign-in", 200)
        first = worker_of(running.process.pid)
        os.kill(first, signal.SIGKILL)
        deadline = time.monotonic() + SECONDS
        while worker_of(running.process.pid) in (0, first):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert running.status("/sign-in") == 200
        running.process.kill()
        running.wait_for("/sign-in", 0)


def worker_of(parent: int) -> int:
    """Return the process of the worker, or 0."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            its_parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if b"worker" in words and its_parent == parent:
            return int(folder.name)
    return 0


def test_the_gate_can_be_served_alone(tmp_path: Path) -> None:
    migrated(tmp_path)
    with started(tmp_path, "serve", "--only", "gate") as running:
        running.wait_for("/api/v1/gate/payments?environment=production", 401)
        assert running.status("/sign-in") == 404


def test_a_server_does_not_start_on_another_schema(tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    migrated(tmp_path)
    with closing(sqlite3.connect(tmp_path / "instance" / "readiness.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
        database.commit()
    with started(tmp_path, "serve") as running:
        assert running.process.wait(SECONDS) == 1
        assert "Run: readiness migrate" in running.log.read_text()


def test_a_server_does_not_start_without_a_database_and_names_its_place(tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    with started(tmp_path, "serve") as running:
        assert running.process.wait(SECONDS) == 1
        place = tmp_path / "instance" / "readiness.db"
        assert f"There is no database {place}." in running.log.read_text()


def migrated(folder: Path) -> None:
    environment = {"READINESS_INSTANCE": str(folder / "instance")}
    found = CliRunner().invoke(commands, ["migrate"], env=environment)
    assert found.exit_code == 0
    database = open_database(load(environment).database_url)
    require_current(database)
    database.close()


def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    environment = {**os.environ, "READINESS_PORT": "many"}
    found = subprocess.run(
        [*COMMAND, "start"], env=environment, capture_output=True, text=True, check=False
    )
    assert found.returncode == 1
    assert found.stderr.startswith("readiness: READINESS_PORT ")
    assert "Traceback" not in found.stderr


def test_the_help_of_the_whole_names_every_command() -> None:
    found = CliRunner().invoke(commands, ["--help"]).output
    for name in ("start", "serve", "worker", "migrate", "checklists", "ledger", "gate"):
        assert f"  {name} " in found
    assert CliRunner().invoke(commands, ["dance"]).exit_code == 2
