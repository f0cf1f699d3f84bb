"""A job that runs away is stopped, and the worker goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from contextlib import suppress

import pytest

from readiness.cli import limits

pytestmark = pytest.mark.once

GREEDY = """
from readiness.cli import limits
limits.bound_memory(512 * 1024**2)
bytearray(1024**3)
"""


def turn_forever() -> None:
    while True:
        pass


def turn_on() -> None:
    with suppress(limits.TookTooLong):
        turn_forever()
    turn_forever()


def test_work_that_takes_too_much_processor_time_is_stopped() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(limits.TookTooLong), limits.processor_time(0.05):
        turn_forever()
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_it_is_stopped_even_if_it_catches_that_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "AGAIN_SECONDS", 0.05)
    with pytest.raises(limits.TookTooLong), limits.processor_time(0.05):
        turn_on()


def test_another_thread_works_unbounded() -> None:
    done: list[int] = []

    def work() -> None:
        with limits.processor_time():
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


def test_a_process_that_takes_too_much_memory_is_refused() -> None:
    ended = subprocess.run([sys.executable, "-c", GREEDY], capture_output=True, text=True)
    assert "MemoryError" in ended.stderr
