"""What the page of a service offers to copy works as it stands there: blocked, then let through."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from flask import Flask
from sqlalchemy import select

from readiness.core.pipeline_snippets import snippets
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.verdicts import Segment
from tests.api.asking import serving
from tests.client import Client
from tests.factories import gate
from tests.factories.gate import APPROVED, BLOCKED, World
from tests.factories.people import People
from tests.factories.reviews import start_review

pytestmark = pytest.mark.once

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
URL = "https://readiness.example.com"


@pytest.fixture
def copied(
    app: Flask,
    database: Database,
    people: People,
    signed_in: Callable[[Actor], Client],
    now: datetime,
) -> Iterator[list[str]]:
    """Yield the snippets of a page, whose server answers by the real time meanwhile."""
    start_review(database, people, now=now)
    page = signed_in(people.bob).page("/services/checkout")
    app.config["NOW"] = lambda: datetime.now(UTC)
    with serving(app) as port:
        found = ["".join(each.itertext()) for each in page.tree.iter("code")]
        yield [each.replace("http://localhost", f"http://127.0.0.1:{port}") for each in found]


def say(database: Database, verdict: str, body: dict[str, object]) -> None:
    with database.writing() as session:
        for row in session.scalars(select(Segment)):
            row.verdict, row.body = verdict, json.dumps(body)
            row.starts_at, row.ends_at = LONG_AGO, None
        session.commit()


def run(text: str, token: str, folder: Path) -> int:
    return subprocess.run(
        ["/bin/sh", "-c", text],
        env={"READINESS_TOKEN": token, "PATH": "/usr/local/bin:/usr/bin:/bin"},
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=60,
    ).returncode


@pytest.mark.skipif(shutil.which("curl") is None, reason="The snippets need curl.")
def test_the_shell_s_snippets_are_blocked_and_then_pass(
    copied: list[str], database: Database, people: People, tmp_path: Path
) -> None:
    world = World(people.ada.person or 0, 0, 0, 0)
    token = gate.token(database, world, ends_at=datetime.now(UTC) + timedelta(days=1))
    (curl,) = (each for each in copied if "--fail-with-body" in each)
    client = next(each for each in copied if "gate.py checkout" in each)
    say(database, "blocked", BLOCKED)
    assert (run(curl, token, tmp_path), run(client, token, tmp_path)) == (22, 10)
    say(database, "approved", APPROVED)
    assert (run(curl, token, tmp_path), run(client, token, tmp_path)) == (0, 0)
    assert (run(curl, "rdy_x", tmp_path), run(client, "rdy_x", tmp_path)) == (22, 20)


def test_the_page_has_a_step_for_each_tool(copied: list[str]) -> None:
    page = "\n".join(copied)
    for mark in ("secrets.READINESS_TOKEN", "artifacts:", "withCredentials", "secretKeyRef"):
        assert mark in page
    assert "displayName: Ask Readiness" in page


def test_each_step_is_in_the_shape_of_its_tool_and_asks_the_same() -> None:
    found = {each.tool: each for each in snippets("checkout", URL, is_change=True)}
    asked = f"gate.py checkout --change --environment production --server {URL}"
    assert (
        f"{URL}/api/v1/gate/checkout/change?environment=production"
        in found["Any shell with curl"].text
    )
    for tool, each in found.items():
        assert asked in each.text or tool == "Any shell with curl"
        assert each.where.endswith(".")
        assert each.later.endswith(".")
    (github,) = yaml.safe_load(found["GitHub Actions"].text)
    assert github["env"] == {"READINESS_TOKEN": "${{ secrets.READINESS_TOKEN }}"}
    gitlab = yaml.safe_load(found["GitLab CI"].text)["ask-readiness"]
    assert gitlab["script"][1].endswith("--annotations readiness.json")
    (tekton,) = yaml.safe_load(found["Tekton"].text)
    assert tekton["script"].startswith("#!/bin/sh\nset -e\ncurl")
    (azure,) = yaml.safe_load(found["Azure Pipelines"].text)
    for script in (github["run"], azure["bash"], "\n".join(gitlab["script"]), tekton["script"]):
        assert (
            subprocess.run(["/bin/sh", "-n"], input=script, text=True, check=False).returncode == 0
        )
    jenkins = found["Jenkins"].text
    assert jenkins.count("{") == jenkins.count("}") == 3
