"""Runs server and worker as processes of their own, and ends both when one is told to end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping

LOOK_SECONDS = 0.2
PAUSE_SECONDS = 2.0
SECONDS_TO_END = 15


def run(
    environment: Mapping[str, str], address: tuple[str, int], once_up: Callable[[], None]
) -> int:
    """Return 0 after SIGINT or SIGTERM, 1 if the server ended by itself. A worker is replaced.

    `once_up` is called when the server answers at its address for the first time.
    """
    is_up = False
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    server, worker = start("serve", environment), start("worker", environment)
    try:
        while not stop.wait(LOOK_SECONDS):
            if server.poll() is not None:
                return 1
            if not is_up and (is_up := answers(address)):
                once_up()
            if worker.poll() is not None and not stop.wait(PAUSE_SECONDS):
                worker = start("worker", environment)
        return 0
    finally:
        end(server, worker)


def answers(address: tuple[str, int]) -> bool:
    try:
        with socket.create_connection(address, timeout=LOOK_SECONDS):
            return True
    except OSError:
        return False


def start(name: str, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "readiness.cli.main",
        name,
        "--follow-parent",
        str(os.getpid()),
    ]
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
