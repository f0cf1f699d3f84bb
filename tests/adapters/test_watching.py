"""Nobody waits for something that hangs, and nobody pays for what was just looked at."""

import threading
import time

import pytest

from readiness.adapters.watching import Watched

pytestmark = pytest.mark.once


def test_what_hangs_is_left_and_looked_at_only_once_until_it_answers() -> None:
    looks, answer = [], threading.Event()

    def look() -> str:
        looks.append(1)
        answer.wait(10)
        return "well"

    watched = Watched(look)
    started = time.monotonic()
    assert watched.ask(fresh=1, patience=0.1) is None
    assert watched.ask(fresh=1, patience=0.1) is None
    assert time.monotonic() - started < 2
    answer.set()
    assert watched.ask(fresh=1, patience=5) == "well"
    assert watched.ask(fresh=60, patience=0) == "well"
    assert looks == [1]


def test_what_fails_is_not_known_and_is_looked_at_again(caplog: pytest.LogCaptureFixture) -> None:
    answers = iter([ZeroDivisionError(), "well"])

    def look() -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    watched = Watched(look)
    assert watched.ask(fresh=60, patience=5) is None
    assert watched.ask(fresh=60, patience=5) == "well"
    assert "failed" in caplog.text
