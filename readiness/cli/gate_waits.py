"""Asks the gate once, or again and again until it lets through or the time is over."""

from __future__ import annotations

import random
import re
import sys
import time
from argparse import ArgumentTypeError
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

from readiness.cli.gate_answers import decide, moment
from readiness.cli.gate_calls import BLOCKED, UNAVAILABLE, Asked, Unavailable, ask
from readiness.cli.gate_words import harmless, headline, lines_of

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 60.0
UNITS = {"s": 1, "m": 60, "h": 3600}


class Outcome(NamedTuple):
    """What came of asking: an exit code, and the answer or why there is none."""

    code: int
    body: dict[str, Any] | None = None
    why: str = ""
    is_down: bool = False


def seconds_of(text: str) -> int:
    """Return how long 90s, 30m or 2h is."""
    found = re.fullmatch("([0-9]{1,5})([smh])", text)
    if not found:
        raise ArgumentTypeError("must be like 90s, 30m or 2h")
    return int(found[1]) * UNITS[found[2]]


def asked_once(asked: Asked) -> Outcome:
    try:
        answer = ask(asked)
        return Outcome(decide(asked, answer, now()), answer[1])
    except Unavailable as error:
        return Outcome(UNAVAILABLE, None, str(error), error.is_down)
    except Exception as error:  # noqa: BLE001 - whatever was not expected is unavailable
        return Outcome(UNAVAILABLE, None, f"{type(error).__name__}: {error}")


def asked_until(asked: Asked, seconds: int) -> Outcome:
    """Ask until it lets through, at most for so long, with pauses that grow.

    A wrong token or a name that is not known does not become right by waiting.
    """
    end, pause, told = time.monotonic() + seconds, FIRST_PAUSE, ""
    while True:
        found = asked_once(asked)
        left = end - time.monotonic()
        if left <= 0 or not (found.code == BLOCKED or found.is_down):
            return found
        rest = min(left, _pause(found, pause))
        told = _tell(asked, found, rest, left, told)
        time.sleep(rest)
        pause = min(pause * 2, LONGEST_PAUSE)


def _pause(found: Outcome, pause: float) -> float:
    """Return how long to wait: never past the end of the answer, and no two pipelines alike."""
    ends = (moment(found.body["valid_until"]) - now()).total_seconds() if found.body else pause
    chance = random.uniform(0.8, 1.2)  # nosec B311 - nobody gains by guessing it
    return max(FIRST_PAUSE / 5, min(pause, ends)) * chance


def _tell(asked: Asked, found: Outcome, rest: float, left: float, told: str) -> str:
    """Say what is waited for. What is the same as before is not said again."""
    lines = lines_of(asked.about, found.body) if found.body else [harmless(found.why)]
    if "\n".join(lines) != told:
        print("\n".join(lines), file=sys.stderr)
    state = headline(asked.about, found.body) if found.body else f"unavailable: {asked.about}"
    until = f"{now() + timedelta(seconds=left):%H:%M:%S} UTC"
    print(
        f"waiting: {state}; asks again in {rest:.0f} s, until {until}", file=sys.stderr, flush=True
    )
    return "\n".join(lines)


def now() -> datetime:
    return datetime.now(timezone.utc)  # noqa: UP017 - Python 3.9
