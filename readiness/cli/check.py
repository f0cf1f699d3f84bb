"""Starts everything in a folder that is thrown away, asks two questions, and stops it again."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from readiness.settings import known

SECONDS = 60
#: Path, and the status and content type that it must be answered with.
QUESTIONS = (
    ("/sign-in", 200, "text/html"),
    ("/api/v1/gate/nothing?environment=production", 401, "application/problem+json"),
)


class Failed(Exception):
    """Something is not as it should be; the message says what."""


def run() -> int:
    """Print "ok" and return 0, or print what was wrong with all that was logged, and return 1."""
    with tempfile.TemporaryDirectory(prefix="readiness-check-") as folder:
        log = Path(folder, "log")
        try:
            _check(Path(folder), log)
        except Failed as fault:
            print(f"{log.read_text()}readiness: {fault}", file=sys.stderr)
            return 1
    print("ok")
    return 0


def _check(folder: Path, log: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "readiness.cli.main", "start"]
    environment = alone(os.environ, folder / "instance", port)
    with (
        log.open("wb") as output,
        subprocess.Popen(command, env=environment, stdout=output, stderr=output) as process,
    ):
        try:
            for path, status, kind in QUESTIONS:
                _ask(process, port, path, (status, kind))
        finally:
            process.terminate()
    if process.returncode != 0:
        raise Failed(f"It stopped with exit status {process.returncode}.")


def alone(given: Mapping[str, str], instance: Path, port: int) -> dict[str, str]:
    """Return an environment in which every setting is the default but folder and port."""
    names = {setting.name for setting in known().values()}
    others = {key: value for key, value in given.items() if key.removesuffix("_FILE") not in names}
    return {**others, "READINESS_INSTANCE": str(instance), "READINESS_PORT": str(port)}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _ask(process: subprocess.Popen[bytes], port: int, path: str, expected: tuple[int, str]) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            found = _answer(port, path)
        except OSError:
            time.sleep(0.1)
            continue
        if found != expected:
            raise Failed(f"{path} was answered with {found[0]} {found[1]}.")
        return
    raise Failed(f"{path} was not answered.")


def _answer(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.headers.get_content_type()
    finally:
        connection.close()
