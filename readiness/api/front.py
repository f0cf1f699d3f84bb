"""Puts the gate's door in front of the pages, or in front of nothing."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from readiness.adapters.tallies import Tally
from readiness.adapters.watching import Watched
from readiness.api import exposition, probes
from readiness.api.advisory_counts import AdvisoryCounts
from readiness.api.exposition import Figures
from readiness.api.gate import Clock, door, judge
from readiness.api.gate_answers import Answer
from readiness.api.last_uses import LastUses
from readiness.api.metering import metered
from readiness.api.problems import PROBLEM, Problem
from readiness.api.signed_gate import signed_door
from readiness.api.steady_clocks import SteadyClock
from readiness.core.health import Health
from readiness.settings import Settings
from readiness.store.engine import Database
from readiness.store.gate import GateReader
from readiness.usecases import health, last_uses
from readiness.usecases.health import newest_change

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def fronted(
    next_app: WSGIApplication,
    database: Database,
    settings: Settings,
    *,
    now: Clock,
    turn: AbstractContextManager[object],
    health: Watched[Health],
    tally: Tally,
) -> WSGIApplication:
    """Return what answers gate, probes and figures by itself, the rest by `next_app`, and counts all."""
    uses, reader = LastUses(partial(last_uses.write, database)), GateReader(database.url)
    figures = Figures(database, tally, health, now, uses.note)
    steady = SteadyClock(now, partial(newest_change, database))
    probed = probes.beside(exposition.beside(next_app, figures), health)
    counts = AdvisoryCounts(database)
    plain = door(probed, reader, settings.public_url, steady, uses.note, turn, counts.note)

    def ask(environ: WSGIEnvironment, moment: datetime) -> Answer | Problem:
        return judge(environ, reader, settings.public_url, moment, uses.note)

    return metered(signed_door(plain, database, ask, steady, turn, counts.note), tally)


def gate_alone(database: Database, settings: Settings, now: Clock, tally: Tally) -> WSGIApplication:
    watched = Watched(partial(health.look, database, settings, now))
    return fronted(
        _nothing_else,
        database,
        settings,
        now=now,
        turn=nullcontext(),
        health=watched,
        tally=tally,
    )


def _nothing_else(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    problem = Problem(
        404, "gate-only", "Only the gate is here", "This server answers the gate only."
    )
    start_response("404 Not Found", [("Content-Type", PROBLEM), ("Cache-Control", "no-store")])
    return [problem.body()]
