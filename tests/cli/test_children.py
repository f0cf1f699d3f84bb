"""What the one command says of its server is true when it says it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from readiness.cli import check, children
from readiness.cli.main import commands


def test_a_server_answers_only_once_it_listens() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        address = listener.getsockname()
        assert not children.answers(address)
        listener.listen()
        assert children.answers(address)


def test_nothing_is_started_where_something_answers_already(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        environment = check.alone(os.environ, tmp_path / "instance", port)
        result = CliRunner().invoke(commands, ["start"], env=environment)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"port {port}, already. Stop it, or set READINESS_PORT to another port." in result.stderr
    assert not (tmp_path / "instance").exists()


def test_who_starts_after_its_parent_was_killed_ends_too() -> None:
    # By then another process is the parent: only the number that was given tells of the first.
    code = "import time; from readiness.cli import lifelines; lifelines.follow_parent({}); {}"
    gone = code.format(os.getpid() + 1, "time.sleep(20)")
    assert subprocess.run([sys.executable, "-c", gone], check=False).returncode == -signal.SIGTERM
    there = code.format(os.getpid(), "time.sleep(lifelines.SECONDS * 2)")
    assert subprocess.run([sys.executable, "-c", there], check=False).returncode == 0
