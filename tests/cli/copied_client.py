"""The client as people have it in a build image: one file, away from the project."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from readiness.adapters import gate_client

PATIENCE = "\nSECONDS = 10\n"
PAUSES = "\nFIRST_PAUSE, LONGEST_PAUSE = 5.0, 60.0\n"


def copied_to(folder: Path) -> Path:
    copy = folder / "ask.py"
    copy.write_text(gate_client.text())
    return copy


def impatient(folder: Path) -> Path:
    """Return a copy that waits for one second where the client waits for ten."""
    made, text = folder / "impatient.py", gate_client.text()
    assert text.count(PATIENCE) == 1
    made.write_text(text.replace(PATIENCE, "\nSECONDS = 1\n"))
    return made


def hasty(folder: Path) -> Path:
    """Return a copy that asks again after a moment where the client lets seconds pass."""
    made, text = folder / "hasty.py", gate_client.text()
    assert text.count(PAUSES) == 1
    made.write_text(text.replace(PAUSES, "\nFIRST_PAUSE, LONGEST_PAUSE = 0.1, 0.2\n"))
    return made


def run(
    client: Path,
    server: str,
    *more: str,
    token: str = "rdy_x",
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(client, server, *more),
        env={**({"READINESS_TOKEN": token} if token else {}), **(environment or {})},
        cwd=client.parent,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def command(client: Path, server: str, *more: str) -> list[str]:
    asked = ["payments", "--environment", "production", "--server", server, *more]
    return [sys.executable, "-I", str(client), *asked]
