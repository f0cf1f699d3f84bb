"""The client as people have it in a build image: one file, away from the project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from readiness.adapters import gate_client

PATIENCE = "\nSECONDS = 10\n"


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


def run(
    client: Path, server: str, *more: str, token: str = "rdy_x"
) -> subprocess.CompletedProcess[str]:
    arguments = ["payments", "--environment", "production", "--server", server, *more]
    return subprocess.run(
        [sys.executable, "-I", client, *arguments],
        env={"READINESS_TOKEN": token} if token else {},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
