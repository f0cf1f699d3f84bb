"""What the one command says of its server is true when it says it."""

from __future__ import annotations

import os
import socket
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
