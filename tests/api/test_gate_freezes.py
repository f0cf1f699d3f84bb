"""The gate under a freeze, over a real connection."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from readiness.core.checklists import Kind
from readiness.core.freezes import Covers, Freeze, written
from tests.api.gates import GOOD_WORD, Gate, assert_unavailable
from tests.factories.gate import APPROVED, NOW

STARTS, ENDS = NOW + timedelta(minutes=3), NOW + timedelta(days=3)
FREEZE = Freeze(2, "Year's end", Covers.LAUNCHES, frozenset({"production"}), STARTS, ENDS)


def write(running: Gate, body: str) -> None:
    with running.database.writing() as session:
        session.execute(text("UPDATE freeze_calendars SET body = :body"), {"body": body})
        session.commit()


def test_a_freeze_closes_the_gate_at_its_start_and_opens_it_at_its_end(running: Gate) -> None:
    running.store("approved", APPROVED)
    write(running, written([FREEZE]))
    answer = running.ask()
    assert (answer.status, answer.json["valid_until"]) == (200, "2026-11-23T09:33:00.000Z")
    running.now = STARTS
    answer = running.ask()
    assert (answer.status, answer.json["verdict"]) == (403, "blocked")
    assert [each["code"] for each in answer.json["reasons"]] == ["frozen"]
    assert answer.json["reasons"][0]["link"] == "https://readiness.example.com/freezes/2"
    assert not GOOD_WORD.search(answer.body)
    running.now = ENDS - timedelta(minutes=1)
    assert running.ask().json["valid_until"] == "2026-11-26T09:30:00.000Z"
    running.now = ENDS
    assert running.ask().json["verdict"] == "approved"


def test_changes_and_what_has_launched_go_on_where_only_launches_are_frozen(running: Gate) -> None:
    launched = {**APPROVED, "launched": True}
    running.store("approved", launched)
    running.store("approved", launched, kind=Kind.CHANGE)
    path = "/api/v1/gate/payments/change?environment=production"
    write(running, written([FREEZE]))
    running.now = STARTS
    assert [running.ask().status, running.ask(path).status] == [200, 200]
    write(
        running, written([Freeze(2, "All", Covers.DEPLOYMENTS, FREEZE.environments, STARTS, ENDS)])
    )
    assert [running.ask().status, running.ask(path).status] == [403, 403]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM freeze_calendars",
        "UPDATE freeze_calendars SET body = ''",
        """UPDATE freeze_calendars SET body = '{"freezes"\\:[{}]}'""",
        "DROP TABLE freeze_calendars",
    ],
)
def test_freezes_that_cannot_be_read_are_no_pass(running: Gate, statement: str) -> None:
    running.store("approved", APPROVED)
    assert running.ask().status == 200
    with running.database.writing() as session:
        session.execute(text(statement))
        session.commit()
    assert_unavailable(running.ask())
