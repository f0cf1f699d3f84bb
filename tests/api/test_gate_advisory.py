"""The gate where it is advisory, over a real connection, and what it counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from readiness.api.advisory_counts import AdvisoryCounts
from readiness.core.advisory import Rule, Scope, plain
from readiness.core.freezes import written
from readiness.store.advisory import AdvisoryPass
from readiness.store.engine import Database
from tests.api.gates import GOOD_WORD, Gate
from tests.api.signing import signing_gate
from tests.factories.gate import APPROVED, BLOCKED, NOW, REASON

ENDS = NOW + timedelta(minutes=3)
PATH = "/api/v1/gate/payments/change?environment=production"


def write(running: Gate, rule: Rule) -> None:
    body = written([], [plain(rule)])
    with running.database.writing() as session:
        session.execute(text("UPDATE freeze_calendars SET body = :body"), {"body": body})
        session.commit()


def test_what_is_blocked_is_let_through_with_the_true_verdict_until_the_end(running: Gate) -> None:
    running.store("blocked", BLOCKED)
    write(running, Rule(1, Scope.SERVICE, "payments", ENDS))
    answer = running.ask()
    assert (answer.status, answer.json["verdict"], answer.json["enforced"]) == (
        200,
        "blocked",
        False,
    )
    assert answer.json["valid_until"] == "2026-11-23T09:33:00.000Z"
    assert not GOOD_WORD.search(answer.body)
    assert running.ask(PATH).json["enforced"] is False
    assert running.advised == ["payments/production", "payments/production/change"]
    running.now = ENDS
    answer = running.ask()
    assert (answer.status, answer.json["enforced"]) == (403, True)
    assert len(running.advised) == 2


def test_a_hold_stops_also_there_and_an_approval_stays_one(running: Gate) -> None:
    running.store("blocked", {**BLOCKED, "reasons": [{**REASON, "code": "held"}]})
    write(running, Rule(1, Scope.ENVIRONMENT, "production", None))
    assert running.ask().status == 403
    with running.database.writing() as session:
        session.execute(text("DELETE FROM verdict_segments"))
        session.commit()
    running.store("approved", APPROVED)
    assert running.ask().json["enforced"] is True


def test_a_signed_verdict_says_so_too_and_is_counted_once(database: Database) -> None:
    with signing_gate(database) as signing:
        signing.store("blocked", BLOCKED)
        write(signing, Rule(1, Scope.SERVICE, "payments", ENDS))
        predicate = signing.sign()
        assert (predicate["verdict"], predicate["enforced"]) == ("blocked", False)
        assert signing.advised == ["payments/production"]


def test_each_gate_that_would_have_stopped_somebody_is_counted_by_the_day(
    database: Database,
) -> None:
    counts = AdvisoryCounts(database, every=60)
    for moment in (NOW, NOW, NOW + timedelta(days=1)):
        counts.note("payments/production", moment)
    counts.flush()
    counts.note("payments/production", NOW)
    counts.flush()
    with database.reading() as session:
        rows = session.scalars(select(AdvisoryPass).order_by(AdvisoryPass.day)).all()
        assert [(row.address, row.count) for row in rows] == [
            ("payments/production", 3),
            ("payments/production", 1),
        ]


def test_what_cannot_be_written_is_written_with_the_next(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = AdvisoryCounts(database, every=60)
    counts.note("payments/production", NOW)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "writing", lambda _: (_ for _ in ()).throw(OSError("full")))
        counts.flush()
    counts.note("payments/production", NOW)
    counts.flush()
    with database.reading() as session:
        assert session.scalars(select(AdvisoryPass.count)).all() == [2]
