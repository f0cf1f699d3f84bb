"""Keeps a job that runs away from taking the whole machine."""

from __future__ import annotations

import ctypes
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import current_thread, main_thread

SECONDS = 30.0
AGAIN_SECONDS = 1.0
M_ARENA_MAX, FEW_ARENAS = -8, 2
MOST_BYTES = 1536 * 1024**2


class TookTooLong(Exception):
    """The job used up its processor time."""


def bound_memory(most: int = MOST_BYTES) -> None:
    """Let allocations of this process fail above `most` bytes of addresses, where that can be asked."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    with suppress(ValueError, OSError):  # a lower limit of the machine stays; macOS knows none
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def few_arenas(most: int = FEW_ARENAS) -> None:
    """Keep threads from reserving room each: glibc takes 64 MiB of addresses for one, never used."""
    with suppress(OSError, AttributeError):  # macOS and musl have no such call
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, most)


@contextmanager
def processor_time(seconds: float = SECONDS) -> Iterator[None]:
    """Raise TookTooLong inside of the work. Only the main thread can be told: others go unbounded."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    # Again each second, for something in between may have caught it.
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(_number: int, _frame: object) -> None:
    raise TookTooLong("It used more processor time than a job may.")
