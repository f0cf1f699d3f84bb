"""What the processes of a server have answered is added up, and never becomes less while it runs."""

import os
from pathlib import Path

import pytest

from readiness.adapters import tallies
from readiness.adapters.tallies import Tally

pytestmark = pytest.mark.once

KEY = ("gate", "200")


def count(tally: Tally) -> float:
    *buckets, _seconds = tally.all()[KEY]
    return sum(buckets)


def test_processes_are_added_up_also_those_that_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Tally(tmp_path), Tally(tmp_path)
    for _ in range(3):
        first.note(*KEY, 0.002)
    assert count(first) == 3
    monkeypatch.setattr(os, "getpid", lambda: 1)
    second.note(*KEY, 40.0)
    found = second.all()[KEY]
    assert (found[1], found[-2], round(found[-1], 3)) == (3, 1, 40.006)


def test_a_new_server_forgets_those_that_run_no_more_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for parent in (os.getppid(), os.getpid(), 2**22 + 1):
        monkeypatch.setattr(os, "getppid", lambda parent=parent: parent)
        Tally(tmp_path).flush()
    tallies.begin(tmp_path)
    (kept,) = (tmp_path / "run").iterdir()
    assert f"-{os.getppid()}-" not in kept.name  # here it is the last one, which runs no more
    assert kept.name.endswith(f"-{os.getpid()}")


def test_without_room_it_goes_on_counting(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "run").touch()
    tally = Tally(tmp_path)
    tally.note(*KEY, 0.1)
    tally.flush()
    assert "was not written" in caplog.text
    (tmp_path / "run").unlink()
    tally.note(*KEY, 0.1)
    assert count(tally) == 2
