"""Pipelines report what they deployed: strictly, by a token, and never by a cookie."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from readiness.store.deployments import deployments_of
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.store.tokens import ApiToken
from tests.applications import Clock
from tests.factories import gate
from tests.factories.gate import APPROVED, BLOCKED, World

PATH = "/api/v1/services/payments/deployments"
GOOD = {"environment": "production", "artifact": "sha256:abc"}


@dataclass
class Pipeline:
    app: Flask
    database: Database
    world: World
    token: str

    def post(self, body: object = None, *, path: str = PATH, **more: Any) -> TestResponse:
        given = {"headers": {"Authorization": f"Bearer {self.token}"}, "json": body or GOOD}
        return self.app.test_client().post(path, **{**given, **more})

    def faults(self, body: object) -> set[str]:
        document: dict[str, Any] = json.loads(self.post(body).data)
        return set(document["faults"])

    def reported(self) -> list[tuple[str, str]]:
        with self.database.reading() as session:
            found = deployments_of(session, self.world.service)
            return [(each.artifact, each.verdict) for each in found]


@pytest.fixture
def pipeline(app: Flask, database: Database) -> Pipeline:
    world = gate.world(database)
    gate.stored(database, gate.segment(world, "blocked", BLOCKED))
    token = gate.token(database, world, scopes=["deployments:write"], service=world.service)
    return Pipeline(app, database, world, token)


def test_a_deployment_is_recorded_whatever_the_gate_says(pipeline: Pipeline, clock: Clock) -> None:
    answer = pipeline.post()
    assert answer.status_code == 201
    assert answer.json == {
        "id": 1,
        "service": "payments",
        **GOOD,
        "reported_at": clock.moment.isoformat(),
    }
    assert answer.headers["Cache-Control"] == "no-store"
    assert pipeline.reported() == [("sha256:abc", "blocked")]
    with pipeline.database.reading() as session:
        assert session.scalars(select(LedgerEntry.event)).all() == ["deployment.reported"]
        assert session.scalars(select(ApiToken.last_used_at)).one() == clock.moment


def test_the_answer_says_nothing_that_could_pass_for_a_verdict(
    pipeline: Pipeline, database: Database
) -> None:
    gate.stored(database, gate.segment(pipeline.world, "approved", APPROVED))
    assert "approved" not in pipeline.post().text


BODIES: dict[str, tuple[int, Any]] = {
    "no field": (422, {"x": 1}),
    "an unknown field": (422, {**GOOD, "verdict": "approved"}),
    "a number": (422, {**GOOD, "artifact": 1}),
    "an empty text": (422, {**GOOD, "artifact": ""}),
    "a long text": (422, {**GOOD, "artifact": "x" * 301}),
    "a NUL": (422, {**GOOD, "artifact": "x\0"}),
    "a list": (422, [GOOD]),
    "an unknown environment": (404, {**GOOD, "environment": "moon"}),
}


@pytest.mark.parametrize("fault", BODIES)
def test_a_body_at_fault_changes_nothing(pipeline: Pipeline, fault: str) -> None:
    status, body = BODIES[fault]
    assert_problem(pipeline.post(body), status)
    assert pipeline.reported() == []


def test_each_field_at_fault_is_named(pipeline: Pipeline) -> None:
    assert pipeline.faults({"artifact": 1, "stage": "x"}) == {"artifact", "stage", "environment"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("{", "application/json", 400),
        ('{"environment":"production","artifact":"a","artifact":"b"}', "application/json", 400),
        (b"\xff", "application/json", 400),
        (json.dumps(GOOD), "text/plain", 415),
        ("environment=production&artifact=a", "application/x-www-form-urlencoded", 415),
        ("x" * 70_000, "application/json", 413),
    ],
)
def test_what_is_not_json_changes_nothing(
    pipeline: Pipeline, text: str | bytes, kind: str, status: int
) -> None:
    assert_problem(pipeline.post(data=text, content_type=kind, json=None), status)
    assert pipeline.reported() == []


def assert_problem(answer: TestResponse, status: int) -> None:
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    document = json.loads(answer.data)
    assert document["type"].startswith("urn:readiness:problem:")
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]


def test_without_a_token_nothing_is_told(pipeline: Pipeline) -> None:
    for header in ("", "Bearer rdy_abc_def", f"Basic {pipeline.token}"):
        answer = pipeline.post({"x": 1}, headers={"Authorization": header})
        assert_problem(answer, 401)
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("path", [PATH, PATH.replace("payments", "nothing")])
def test_another_service_s_token_is_refused_and_learns_nothing(
    pipeline: Pipeline, path: str
) -> None:
    world = pipeline.world
    pipeline.token = gate.token(
        pipeline.database, world, scopes=["deployments:write"], service=world.other_service
    )
    assert_problem(pipeline.post(path=path), 403)
    assert pipeline.reported() == []


def test_a_token_that_may_only_read_is_refused(pipeline: Pipeline) -> None:
    pipeline.token = gate.token(pipeline.database, pipeline.world, scopes=["gate:read"])
    assert_problem(pipeline.post(), 403)


def test_a_token_for_all_services_is_told_what_does_not_exist(pipeline: Pipeline) -> None:
    pipeline.token = gate.token(pipeline.database, pipeline.world, scopes=["deployments:write"])
    assert_problem(pipeline.post(path="/api/v1/services/nothing/deployments"), 404)
    assert_problem(pipeline.post(path="/api/v1/services/pay%00/deployments"), 404)


def test_every_other_address_is_a_problem_and_never_a_redirect(pipeline: Pipeline) -> None:
    client = pipeline.app.test_client()
    assert_problem(client.get("/api/v1/nothing"), 404)
    assert_problem(client.get("/api//v1/services/x/deployments"), 404)
    answer = client.get(PATH)
    assert_problem(answer, 405)
    assert "POST" in answer.headers["Allow"]


def test_the_gate_stands_in_front_of_the_application(pipeline: Pipeline) -> None:
    token = gate.token(pipeline.database, pipeline.world)
    answer = pipeline.app.test_client().get(
        "/api/v1/gate/payments?environment=production", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 403
    assert json.loads(answer.data)["verdict"] == "blocked"


def test_a_refused_report_writes_no_entry(pipeline: Pipeline) -> None:
    pipeline.post({**GOOD, "environment": "moon"})
    with pipeline.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(LedgerEntry)) == 0
