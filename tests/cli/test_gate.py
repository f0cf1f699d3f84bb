"""The client that people copy into build images, run as one file against a real gate."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from readiness.api.gate import door
from readiness.core.checklists import Kind
from readiness.store.engine import Database
from readiness.store.gate import GateReader
from tests.api.asking import serving
from tests.cli.copied_client import run
from tests.factories import gate
from tests.factories.gate import APPROVED, BLOCKED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
PUBLIC_URL = "https://readiness.example.com"


@contextmanager
def real_gate(database: Database, verdict: str, **more: Any) -> Iterator[tuple[str, str]]:
    """Yield the address of a real gate and a good token."""
    world = gate.world(database)
    body = APPROVED if verdict == "approved" else BLOCKED
    more = {"starts_at": LONG_AGO, **more}
    gate.stored(database, gate.segment(world, verdict, body, **more))
    token = gate.token(database, world, ends_at=datetime.now(UTC) + timedelta(days=1))

    def nothing(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("404 Not Found", [])
        return []

    application = door(nothing, GateReader(database.url), PUBLIC_URL, lambda: datetime.now(UTC))
    with serving(application) as port:
        yield f"http://127.0.0.1:{port}", token


def test_what_is_approved_ends_with_0(client: Path, database: Database) -> None:
    with real_gate(database, "approved") as (server, token):
        found = run(client, server, token=token)
    assert found.returncode == 0
    assert found.stdout.startswith("approved: payments in production\n")
    assert "waived until 2026-12-01" in found.stdout


def test_what_is_blocked_ends_with_10_and_says_why(client: Path, database: Database) -> None:
    with real_gate(database, "blocked") as (server, token):
        found = run(client, server, token=token)
    assert found.returncode == 10
    assert "blocked: payments in production" in found.stdout
    assert "The gate sre is not approved yet. (gate_waiting)" in found.stdout
    assert f"turn: The team SRE; {PUBLIC_URL}/reviews/3/gates/sre" in found.stdout


def test_a_change_has_a_gate_of_its_own(client: Path, database: Database) -> None:
    with real_gate(database, "approved") as (server, token):
        found = run(client, server, "--change", token=token)
    assert found.returncode == 10
    assert found.stdout.startswith("blocked: a change of payments in production\n")
    assert "There is no change review of this service" in found.stdout


def test_a_change_that_is_approved_ends_with_0(client: Path, database: Database) -> None:
    with real_gate(database, "approved", kind=Kind.CHANGE) as (server, token):
        found = run(client, server, "--change", token=token)
    assert found.returncode == 0
    assert found.stdout.startswith("approved: a change of payments in production\n")


def test_what_is_not_enforced_ends_with_0_and_is_never_called_approved(
    client: Path, database: Database
) -> None:
    with real_gate(database, "blocked", enforced=False) as (server, token):
        found = run(client, server, token=token)
    assert found.returncode == 0
    assert found.stdout.startswith("not enforced: payments in production")
    assert "the verdict is blocked" in found.stdout


def test_the_answer_can_be_had_as_json(client: Path, database: Database) -> None:
    with real_gate(database, "blocked") as (server, token):
        found = run(client, server, "--json", token=token)
    assert found.returncode == 10
    assert json.loads(found.stdout)["reasons"][0]["code"] == "gate_waiting"


def test_the_token_can_be_in_a_file(client: Path, database: Database, tmp_path: Path) -> None:
    with real_gate(database, "approved") as (server, token):
        file = tmp_path / "token"
        file.write_text(f"{token}\n")
        found = run(client, server, "--token-file", str(file), token="")
    assert found.returncode == 0


def test_a_database_that_is_in_doubt_ends_with_20(client: Path, database: Database) -> None:
    with real_gate(database, "approved", ends_at=LONG_AGO) as (server, token):
        found = run(client, server, token=token)
    assert found.returncode == 20
    assert "cannot be read" in found.stderr


def test_a_useless_token_ends_with_20(client: Path, database: Database) -> None:
    with real_gate(database, "approved") as (server, _):
        found = run(client, server, token="rdy_abc_def")
    assert found.returncode == 20
    assert "401" in found.stderr


@pytest.mark.once
@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["payments"],
        ["payments", "--environment", "production"],
        ["payments", "--environment", "production", "--server", "http://127.0.0.1:1"],
        ["payments", "--environment", "production", "--server", "file:///etc/passwd"],
        ["payments", "--environment", "production", "--server", "readiness.example.com"],
        ["payments", "--environment", "production", "--server", "http://[", "--json"],
        ["payments", "--env", "production", "--server", "http://127.0.0.1:1"],
        ["payments", "--environment", "production", "--token", "rdy_secret"],
        ["--help"],
    ],
)
def test_bad_usage_never_ends_with_0(client: Path, arguments: list[str]) -> None:
    found = subprocess.run(
        [sys.executable, "-I", client, *arguments],
        env={"READINESS_TOKEN": "rdy_x"},
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert found.returncode == 20


@pytest.mark.once
@pytest.mark.parametrize("token", ["", "  ", "rdy_\u00e9", "two words\nX-Header: 1"])
def test_without_a_token_nothing_is_asked(client: Path, token: str) -> None:
    found = run(client, "http://127.0.0.1:1", token=token)
    assert found.returncode == 20
    assert "token" in found.stderr


@pytest.mark.once
def test_the_command_line_takes_it_in(client: Path) -> None:
    command = [sys.executable, "-m", "readiness.cli.main", "gate", "payments"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 20
    assert "usage: readiness gate" in found.stderr
