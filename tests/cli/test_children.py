"""What the one command says of its server is true when it says it."""

from __future__ import annotations

import socket

from readiness.cli import children


def test_a_server_answers_only_once_it_listens() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        address = listener.getsockname()
        assert not children.answers(address)
        listener.listen()
        assert children.answers(address)
