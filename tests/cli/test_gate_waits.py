"""The client waits for a late approval, and leaves what it found where people look."""

from __future__ import annotations

import json
import re
import subprocess
import time
from pathlib import Path

import pytest
from sqlalchemy import delete

from readiness.cli.gate_summaries import annotations_of, summary_of
from readiness.store.engine import Database
from readiness.store.verdicts import Segment
from tests.cli.copied_client import command, hasty, run
from tests.cli.test_gate import LONG_AGO, real_gate
from tests.factories import gate
from tests.factories.gate import APPROVED

#: A client waits alike for either database.
pytestmark = pytest.mark.once


def approve(database: Database) -> None:
    with database.writing() as session:
        old = session.query(Segment).one()
        world = gate.World(0, old.service_id, 0, old.environment_id)
        session.execute(delete(Segment))
        session.add(gate.segment(world, "approved", APPROVED, starts_at=LONG_AGO))
        session.commit()


def test_what_is_approved_while_it_waits_is_let_through(database: Database, tmp_path: Path) -> None:
    with real_gate(database, "blocked") as (server, token):
        asking = subprocess.Popen(
            command(hasty(tmp_path), server, "--wait", "1m", "--json"),
            env={"READINESS_TOKEN": token},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert asking.stderr is not None
        first = [asking.stderr.readline() for _ in range(4)]
        approve(database)
        printed, waited = asking.communicate(timeout=30)
    assert asking.returncode == 0
    assert json.loads(printed)["verdict"] == "approved"
    assert first[0] == "blocked: payments in production\n"
    told = (
        r"waiting: blocked: payments in production; asks again in 0 s, until \d\d:\d\d:\d\d UTC\n"
    )
    assert re.fullmatch(told, first[3])
    # The reasons are said once.
    assert "gate_waiting" not in waited


def test_what_stays_blocked_ends_with_10_when_the_time_is_over(
    database: Database, tmp_path: Path
) -> None:
    started = time.monotonic()
    with real_gate(database, "blocked") as (server, token):
        found = run(hasty(tmp_path), server, "--wait", "1s", token=token)
    assert found.returncode == 10
    assert found.stderr.count("waiting: ") > 2
    assert found.stdout.startswith("blocked: payments in production\n")
    assert time.monotonic() - started < 10


def test_a_token_that_is_wrong_does_not_become_right_by_waiting(
    database: Database, client: Path
) -> None:
    with real_gate(database, "blocked") as (server, _):
        found = run(client, server, "--wait", "5m", token="rdy_abc_def")
    assert (found.returncode, "waiting" in found.stderr) == (20, False)


def test_a_server_that_is_down_is_waited_for(tmp_path: Path) -> None:
    found = run(hasty(tmp_path), "http://127.0.0.1:1", "--wait", "1s")
    assert found.returncode == 20
    assert "waiting: unavailable: payments in production" in found.stderr


@pytest.mark.parametrize("time_", ["30", "m", "1d", "-1m", "1.5m"])
def test_a_time_that_cannot_be_read_is_bad_usage(client: Path, time_: str) -> None:
    assert run(client, "http://127.0.0.1:1", f"--wait={time_}").returncode == 20


def test_github_and_gitlab_are_left_a_summary(
    database: Database, client: Path, tmp_path: Path
) -> None:
    own, github, gitlab = (tmp_path / name for name in ("own.md", "github.md", "gitlab.json"))
    github.write_text("# Before\n")
    with real_gate(database, "blocked") as (server, token):
        found = run(
            client,
            server,
            f"--summary={own}",
            f"--annotations={gitlab}",
            token=token,
            environment={"GITHUB_STEP_SUMMARY": str(github)},
        )
    assert found.returncode == 10
    assert github.read_text() == "# Before\n" + own.read_text()
    head, _, reason, *_ = own.read_text().split("\n")
    assert head == "### Readiness: blocked: payments in production"
    link = "https://readiness.example.com/reviews/3/gates/sre"
    sentence = "The gate sre is not approved yet."
    assert reason == f"- {sentence} It is the turn of The team SRE. <{link}> (gate\\_waiting)"
    assert json.loads(gitlab.read_text()) == {
        "Readiness": [{"external_link": {"label": sentence, "url": link}}]
    }


def test_a_summary_that_cannot_be_written_changes_nothing(database: Database, client: Path) -> None:
    with real_gate(database, "approved") as (server, token):
        found = run(client, server, "--summary=/nowhere/x", token=token)
    assert (found.returncode, "was not written" in found.stderr) == (0, True)


def test_a_summary_holds_no_markup_of_others() -> None:
    reason = {"sentence": "<b>[x](y)", "turn": "`t`", "code": "c", "link": "javascript:alert(1)"}
    body = {"verdict": "blocked", "enforced": True, "reasons": [reason]}
    text = summary_of("payments", body, "")
    assert "- \\<b\\>\\[x\\]\\(y\\) It is the turn of \\`t\\`. <> (c)" in text
    assert annotations_of("payments", body, "") == {"Readiness": []}
    assert "down \\<b\\>" in summary_of("payments", None, "down <b>")
