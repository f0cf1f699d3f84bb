"""Puts the gate's door in front of the pages, or in front of nothing."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from readiness.adapters.watching import Watched
from readiness.api import probes
from readiness.api.gate import Clock, door, judge
from readiness.api.gate_answers import Answer
from readiness.api.last_uses import LastUses
from readiness.api.problems import PROBLEM, Problem
from readiness.api.signed_gate import signed_door
from readiness.settings import Settings
from readiness.store.engine import Database
from readiness.store.gate import GateReader
from readiness.usecases import health, last_uses

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def with_gate(
    next_app: WSGIApplication,
    database: Database,
    public_url: str,
    now: Clock,
    turn: AbstractContextManager[object],
) -> WSGIApplication:
    """Return the application that answers the gate by itself, and the rest by `next_app`."""
    uses, reader = LastUses(partial(last_uses.write, database)), GateReader(database.url)
    plain = door(next_app, reader, public_url, now, uses.note, turn)

    def ask(environ: WSGIEnvironment, moment: datetime) -> Answer | Problem:
        return judge(environ, reader, public_url, moment, uses.note)

    return signed_door(plain, database, ask, now, turn)


def gate_alone(database: Database, settings: Settings, now: Clock) -> WSGIApplication:
    watched = Watched(partial(health.look, database, settings, now))
    probed = probes.beside(_nothing_else, watched)
    return with_gate(probed, database, settings.public_url, now, nullcontext())


def _nothing_else(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    problem = Problem(
        404, "gate-only", "Only the gate is here", "This server answers the gate only."
    )
    start_response("404 Not Found", [("Content-Type", PROBLEM), ("Cache-Control", "no-store")])
    return [problem.body()]
