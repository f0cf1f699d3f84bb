"""Real server and worker processes on the loopback, ended by their own ids."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from readiness.cli.check import alone, free_port
from readiness.settings import known

SECONDS = 60
#: Enough for a test, far too little for a password.
CHEAP = {"password_memory": "8", "password_rounds": "1"}


@dataclass(frozen=True, slots=True)
class Running:
    """`log` is the file with everything that was printed."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path
    environment: Mapping[str, str]

    @property
    def printed(self) -> str:
        return self.log.read_text()

    def kill(self) -> None:
        """End it as a power cut does: every process of it at once, with nothing said to any."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def until(condition: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
    """Wait until the condition holds; fail with `what` was waited for."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain for {what}"
        time.sleep(0.05)


def environment_of(instance: Path, database_url: str = "", port: int = 0) -> dict[str, str]:
    """Return an environment in which only folder, port, database and cheap passwords are set."""
    given = alone(os.environ, instance, port or free_port())
    settings = dict(CHEAP, **({"database_url": database_url} if database_url else {}))
    return given | {known()[field].name: value for field, value in settings.items()}


@contextmanager
def running(
    *command: str, environment: Mapping[str, str], answers: bool = True
) -> Iterator[Running]:
    """Run `readiness COMMAND` in a group of its own, from its first answer until the block ends."""
    log = Path(environment["READINESS_INSTANCE"]).parent / f"{command[0]}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "readiness.cli.main", *command],
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{environment['READINESS_PORT']}"
    made = Running(process, address, log, environment)
    try:
        if answers:
            until(lambda: _is_up(made), f"an answer of `readiness {command[0]}`")
        yield made
    finally:
        process.terminate()
        process.wait(SECONDS)


def _is_up(made: Running) -> bool:
    assert made.process.poll() is None, f"It ended:\n{made.printed}"
    try:
        return requests.get(f"{made.address}/sign-in", timeout=10).status_code == 200
    except requests.ConnectionError:
        return False
