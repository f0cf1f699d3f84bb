"""Runs the server: several processes, so that a slow page in one does not stop the gate."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from readiness.adapters import tallies
from readiness.adapters.tallies import Tally
from readiness.cli import lifelines
from readiness.cli.databases import opened
from readiness.cli.turns import Turns
from readiness.core.files import Limits
from readiness.settings import Settings, load
from readiness.store.engine import backend_of, open_database
from readiness.usecases import sites
from readiness.web.body_limits import SMALL, STORE

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

#: While one waits for PostgreSQL the other answers the gate. On SQLite they would only take turns.
THREADS = {"sqlite": 1, "postgresql": 2}
#: Beside these: they take in what arrives as slowly as somebody sends it, with files and without,
#: and wait for a store of files that may not answer. So neither keeps the gate from a thread.
WAITING = Limits().uploads_at_once + SMALL.at_once + STORE.at_once
FEWEST, MOST = 2, 4
SECONDS_TO_END = 10
#: So many seconds a process that is asked for figures may know less of the others.
COUNTED_EVERY = 10.0


@click.command()
@click.option("--only", type=click.Choice(["gate"]), help="Answer the gate and nothing else.")
@lifelines.option
def command(only: str | None, follow_parent: int | None) -> None:
    """Run the server alone, until it is stopped."""
    if follow_parent is not None:
        lifelines.follow_parent(follow_parent)
    settings = load()
    opened(settings).close()  # before the processes split
    if only:
        serve(settings, partial(gate, settings))
    else:
        serve(settings, partial(everything, settings), WAITING)


def processes(backend: str) -> int:
    """SQLite has one writer at a time, so more processes would only wait for each other."""
    cores = len(os.sched_getaffinity(0))
    return FEWEST if backend == "sqlite" else max(FEWEST, min(cores, MOST))


def serve(settings: Settings, loader: Any, more_threads: int = 0) -> None:
    """Serve what `loader` returns in each process; nothing is opened before they split."""
    tallies.begin(settings.instance)
    backend = backend_of(settings.database_url)
    server = Granian(
        target="readiness",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=processes(backend),
        blocking_threads=THREADS[backend] + more_threads,
        http=HTTPModes.http1,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_END,
    )
    # It warns of so many threads; nearly all of ours wait for a sender or for a turn.
    logging.getLogger("_granian").addFilter(lambda said: "Python threads" not in said.getMessage())
    server.serve(target_loader=partial(_loaded, loader), wrap_loader=False)


def _loaded(loader: Any) -> WSGIApplication:
    """Run in each process, before the server takes care of it."""
    # Inherited from the server, and deaf here: until now a signal to end would be lost.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    # Without this it would outlive a server that was killed.
    lifelines.follow_parent(os.getppid())
    application: WSGIApplication = loader()
    threading.Thread(target=_load_rest, name="pages", daemon=True).start()
    return application


def _load_rest() -> None:
    """Load what was put off until it is asked for, so that nobody has to wait for it then."""
    if pages := sys.modules.get("readiness.web.late_pages"):  # a gate alone has none
        pages.load(import_module("readiness.web.routes").ROUTES)
        import_module("readiness.api.app")
        gc.freeze()


def everything(settings: Settings) -> WSGIApplication:
    # A collection finds nothing among what was just imported; without them it takes a tenth less.
    gc.disable()
    # Delayed: the gate alone needs neither Flask nor any page.
    turns = partial(Turns, THREADS[backend_of(settings.database_url)])
    application: WSGIApplication = import_module("readiness.app").create_app(
        settings, turns=turns, tally=Tally(settings.instance, every=COUNTED_EVERY)
    )
    gc.freeze()
    gc.enable()
    return application


def gate(settings: Settings) -> WSGIApplication:
    front = import_module("readiness.api.front")
    application: WSGIApplication = front.gate_alone(
        open_database(settings.database_url, sites.site(settings)),
        settings,
        lambda: datetime.now(UTC),
        Tally(settings.instance, every=COUNTED_EVERY),
    )
    return application
