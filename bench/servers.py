"""Runs a server as the shipped command does, for as long as it is measured."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from readiness.cli.check import free_port

SECONDS_TO_START = 30


@contextmanager
def running(module: str, *arguments: str, environment: Mapping[str, str]) -> Iterator[int]:
    """Yield the port of `python -m MODULE`, which finds it in READINESS_PORT."""
    port = free_port()
    given = {**os.environ, **environment, "READINESS_PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-m", module, *arguments], env=given)
    try:
        _wait(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(1)  # the second process of the server comes a moment later
            return
    raise RuntimeError("The server did not start.")
