"""Signs of life that workers leave in the instance folder, without asking a database that may hang."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

FOLDER = "run"


def beat(instance: Path) -> None:
    """Leave a sign that this worker is alive now. Without room on the disk it still works."""
    path = instance / FOLDER / f"worker-{socket.gethostname()}-{os.getpid()}"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch()


def last_beat(instance: Path) -> datetime | None:
    """Return when any worker last gave a sign in this folder."""
    times = [seen for path in (instance / FOLDER).glob("worker-*") if (seen := _time_of(path))]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def forget_old(instance: Path, *, before: datetime) -> None:
    """Remove the signs of workers that ended long ago."""
    for path in (instance / FOLDER).glob("worker-*"):
        if _time_of(path) < before.timestamp():
            path.unlink(missing_ok=True)


def _time_of(path: Path) -> float:
    with suppress(FileNotFoundError):  # its worker's successor has just tidied up
        return path.stat().st_mtime
    return 0.0
