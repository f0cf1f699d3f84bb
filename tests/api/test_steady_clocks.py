"""The gate does not answer by a clock that went back, and goes on by itself when it is right again."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from readiness.adapters.tallies import Tally
from readiness.api import steady_clocks
from readiness.api.front import gate_alone
from readiness.api.steady_clocks import ClockWentBack, SteadyClock
from readiness.core.rights import NOBODY
from readiness.settings import Settings
from readiness.store.engine import Database
from readiness.usecases import transaction
from readiness.usecases.records import record
from tests.api.asking import ask, serving
from tests.api.gates import PATH, assert_unavailable
from tests.factories import gate
from tests.factories.gate import APPROVED, NOW


class Time:
    """A wall clock and what passes beside it, both moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wall, self.passed = NOW, 1000.0
        monkeypatch.setattr("time.clock_gettime", lambda _: self.passed)

    def passes(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.passed += seconds


@pytest.mark.once
def test_a_clock_that_is_set_back_gives_no_time_until_it_is_right_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = Time(monkeypatch)
    clock = SteadyClock(lambda: at.wall, lambda: None)
    assert clock() == NOW
    at.passes(3600)
    clock()
    for step, is_told in ((-1, True), (-3, False), (-7200, False), (2 + 7200, True)):
        at.wall += timedelta(seconds=step)
        if is_told:
            assert clock() == at.wall
        else:
            with pytest.raises(ClockWentBack):
                clock()


@pytest.mark.once
def test_a_clock_that_was_ahead_for_a_while_is_believed_again_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = Time(monkeypatch)
    clock = SteadyClock(lambda: at.wall, lambda: None)
    clock()
    at.wall += timedelta(days=365)
    clock()
    at.passes(60)
    at.wall -= timedelta(days=365)
    assert clock() == NOW + timedelta(seconds=60)


@pytest.mark.once
def test_without_an_answer_of_the_ledger_it_gives_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steady_clocks, "PATIENCE_SECONDS", 0.05)
    clock = SteadyClock(lambda: NOW, lambda: time.sleep(0.3))
    with pytest.raises(ClockWentBack):
        clock()
    time.sleep(0.4)
    assert clock() == NOW


def test_a_clock_behind_the_ledger_closes_the_gate_and_nothing_has_to_be_done_after(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readiness.api.last_uses.LastUses.note", lambda *_: None)
    world = gate.world(database)
    gate.stored(database, gate.segment(world, "approved", APPROVED))
    token = gate.token(database, world)
    with database.writing() as session:
        record(session, "thing.done", by=NOBODY)
        transaction.commit(session, now=NOW + timedelta(minutes=10))
    clock = iter([NOW, NOW + timedelta(minutes=5), NOW + timedelta(minutes=10)])
    application = gate_alone(database, settings, lambda: next(clock), Tally(settings.instance))
    with serving(application) as port:
        given = {"Authorization": f"Bearer {token}"}
        for _ in range(2):
            assert_unavailable(ask(port, PATH, headers=given))
        assert ask(port, PATH, headers=given).status == 200
