"""Runs server and worker as processes of their own, and ends both when one is told to end."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Mapping

LOOK_SECONDS = 0.2
PAUSE_SECONDS = 2.0
SECONDS_TO_END = 15


def run(environment: Mapping[str, str]) -> int:
    """Return 0 after SIGINT or SIGTERM, 1 if the server ended by itself. A worker is replaced."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    server, worker = start("serve", environment), start("worker", environment)
    try:
        while not stop.wait(LOOK_SECONDS):
            if server.poll() is not None:
                return 1
            if worker.poll() is not None and not stop.wait(PAUSE_SECONDS):
                worker = start("worker", environment)
        return 0
    finally:
        end(server, worker)


def start(name: str, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "readiness.cli.main", name, "--follow-parent"]
    return subprocess.Popen(command, env=environment)


def end(*processes: subprocess.Popen[bytes]) -> None:
    """Tell all to end, then wait. One that does not is killed: nothing that was promised is lost."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
