"""A worker is heard of while its work goes on, and falls silent when it hangs."""

import threading
import time
from pathlib import Path

import pytest

from readiness.adapters import beats
from readiness.cli import pulses
from readiness.cli.pulses import Pulse

pytestmark = pytest.mark.once


def test_a_worker_beats_until_its_loop_hangs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulses, "SECONDS", 0.01)
    stop, pulse = threading.Event(), Pulse(tmp_path)
    with pulse.beside(stop):
        first = seen_after(tmp_path, None)
        second = seen_after(tmp_path, first)
        monkeypatch.setattr(pulses, "STUCK_SECONDS", 0.0)
        time.sleep(0.05)
        last = beats.last_beat(tmp_path)
        time.sleep(0.1)
        assert beats.last_beat(tmp_path) == last
    stop.set()
    assert first != second


def seen_after(folder: Path, moment: object) -> object:
    deadline = time.monotonic() + 10
    while (found := beats.last_beat(folder)) == moment:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return found
