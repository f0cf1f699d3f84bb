"""Runs the worker: takes one job after another from the outbox, and sends beside them."""

from __future__ import annotations

import gc
import logging
import signal
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

import click

from readiness.cli import heads, lifelines, limits, senders
from readiness.cli.databases import opened
from readiness.cli.file_jobs import check_files
from readiness.cli.jobs import HANDLERS, handler_of
from readiness.cli.pulses import Pulse
from readiness.cli.reminding import Clerk
from readiness.cli.search_following import Follower
from readiness.settings import Settings, load
from readiness.store.engine import Database
from readiness.usecases import done_forms, outbox, sending, transaction, transports

IDLE_SECONDS = 0.5
FAULT_SECONDS = 5
TIDIED_EVERY = timedelta(hours=1)
#: How often a few files are looked at: each of them once a day.
FILES_EVERY = timedelta(minutes=1)
#: So long their store is left alone that did not answer: each try keeps all other work waiting.
FILES_PAUSE = timedelta(minutes=15)
LOG = logging.getLogger("readiness.worker")

Clock = Callable[[], datetime]


@click.command()
@lifelines.option
def command(follow_parent: int | None) -> None:
    """Run the worker alone, as many as you like, until it is stopped."""
    if follow_parent is not None:
        lifelines.follow_parent(follow_parent)
    logging.basicConfig(format="%(name)s: %(message)s")
    logging.getLogger("readiness").setLevel(logging.INFO)  # others only warn: they are verbose
    limits.few_arenas()
    limits.bound_memory()
    settings = load()
    database = opened(settings)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    pulse = Pulse(settings.instance)
    with senders.sending_beside(database, transports.transports(settings)), pulse.beside(stop):
        run(database, stop, check=partial(look_after, database, settings), turned=pulse.turned)


def look_after(database: Database, settings: Settings, now: datetime) -> bool:
    """Look at a few files, and note how long the ledger is beside the database."""
    heads.remember(database, settings.instance)
    return check_files(database, settings, now)


def run(
    database: Database,
    stop: threading.Event,
    *,
    handlers: Mapping[str, str] = HANDLERS,
    clock: Clock = lambda: datetime.now(UTC),
    check: Callable[[datetime], bool] = lambda _: True,
    turned: Callable[[], None] = lambda: None,
) -> None:
    """Work until `stop` is set. The job at hand is brought to its end first."""
    tidied = next_check = datetime.min.replace(tzinfo=UTC)
    search, clerk = Follower(database), Clerk(database)
    while not stop.is_set():
        turned()
        try:
            if clock() - tidied >= TIDIED_EVERY:
                tidied = clock()
                done_forms.forget_old(database, now=tidied)
                sending.forget_old(database, now=tidied)
            if clock() >= next_check:
                next_check = clock() + FILES_PAUSE  # also if it fails
                if check(clock()):
                    next_check = clock() + FILES_EVERY
            clerk.work(clock())
            is_busy = work(database, handlers=handlers, clock=clock)
            if not (search.follow(clock()) or is_busy):
                stop.wait(IDLE_SECONDS)
        except Exception:
            LOG.exception("The worker could not go on; it tries again.")
            stop.wait(FAULT_SECONDS)


def finish(database: Database, job: outbox.Job, write: outbox.Write, now: datetime) -> None:
    """Commit what the job made and its end at once, or neither."""
    with database.writing() as session:
        outbox.finish(session, job, write, now=now)
        transaction.commit(session, now=now)


def work(database: Database, *, handlers: Mapping[str, str], clock: Clock) -> bool:
    """Do one job, well or not. Return whether there was one."""
    job = outbox.claim(database, now=clock())
    if job is None:
        return False
    try:
        with limits.processor_time():
            write = handler_of(job.kind, handlers)(database, job.payload, clock())
        finish(database, job, write, clock())
    except outbox.LostLease:
        LOG.warning("Job %d (%s) took so long that another worker has it.", job.id, job.kind)
    except Exception as error:
        LOG.exception("Job %d (%s) failed, attempt %d.", job.id, job.kind, job.attempt)
        outbox.fail(database, job, f"{type(error).__name__}: {error}", now=clock())
    gc.collect()  # the boxes of a report, now that nobody waits for it
    return True
