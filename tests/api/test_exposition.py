"""Who may read the figures, and what they tell, over real connections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from readiness.adapters.secrets import checksum, new_token
from readiness.adapters.tallies import Tally
from readiness.api.front import gate_alone
from readiness.settings import Settings
from readiness.store.engine import Database, open_database
from tests.api.asking import Answer, ask, serving
from tests.api.gates import PATH
from tests.factories import gate
from tests.factories.gate import APPROVED, NOW

#: As the format's description has it: https://prometheus.io/docs/instrumenting/exposition_formats/
LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? (?:[0-9.e+-]+|\+Inf)')


@pytest.fixture
def world(database: Database) -> gate.World:
    made = gate.world(database)
    gate.stored(database, gate.segment(made, "approved", APPROVED))
    return made


@pytest.fixture
def port(database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr("readiness.api.last_uses.LastUses.note", lambda *_: None)
    application = gate_alone(database, settings, lambda: NOW, Tally(settings.instance))
    with serving(application) as found:
        yield found


def get(port: int, token: str = "", path: str = "/metrics", **more: str) -> Answer:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return ask(port, path, headers=headers, **more)


def forged(token: str) -> str:
    """Return a well-formed token with the public key of the good one."""
    start = token[:-56] + "0" * 48
    return start + checksum(start)


def test_only_a_token_for_them_that_is_bound_to_no_service_reads_them(
    database: Database, world: gate.World, port: int
) -> None:
    scopes = ["metrics:read"]
    good = gate.token(database, world, scopes=scopes)
    tokens = {
        "": 401,
        "rdy_abc_def": 401,
        gate.token(database, world): 401,
        gate.token(database, world, scopes=scopes, revoked_at=NOW): 401,
        gate.token(database, world, scopes=scopes, ends_at=NOW): 401,
        forged(good): 401,
        gate.token(database, world, scopes=scopes, service=world.service): 403,
        good: 200,
    }
    assert {token: get(port, token).status for token in tokens} == tokens
    assert get(port, good, method="POST").status == 405
    assert get(port, good, path=PATH).status == 403, "it may not ask the gate"


def test_they_tell_of_verdicts_queues_checks_and_every_answer_of_the_gate(
    database: Database, world: gate.World, port: int
) -> None:
    asks = gate.token(database, world)
    assert [get(port, token, path=PATH).status for token in (asks, asks, "")] == [200, 200, 401]
    answer = get(port, gate.token(database, world, scopes=["metrics:read"]))
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    lines = answer.body.decode().splitlines()
    assert [line for line in lines if not (line.startswith("# ") or LINE.fullmatch(line))] == []
    for line in (
        'readiness_verdicts{environment="production",kind="launch",verdict="approved",enforced="true"} 1',
        'readiness_request_seconds_count{area="gate",status="200"} 2',
        'readiness_request_seconds_count{area="gate",status="401"} 1',
        'readiness_check_ok{check="database"} 1',
        "readiness_jobs_waiting 0",
        "readiness_deliveries_oldest_seconds 0",
        "readiness_ledger_entries 0",
    ):
        assert line in lines


def test_a_token_that_is_revoked_reads_them_no_more(
    database: Database, world: gate.World, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readiness.api.exposition.TOKENS_FRESH", -0.001)
    token = gate.token(database, world, scopes=["metrics:read"])
    assert get(port, token).status == 200
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE api_tokens SET revoked_at = ends_at"))
    assert get(port, token).status == 401


@pytest.mark.sqlite
def test_without_a_database_nobody_reads_them(settings: Settings, tmp_path: Path) -> None:
    nowhere = open_database(f"sqlite:///{tmp_path}/no/where.db")
    with serving(gate_alone(nowhere, settings, lambda: NOW, Tally(tmp_path))) as port:
        assert get(port, new_token()[0]).status == 503
