"""A mail is handed over whole or not at all, and what the server says decides about the next try."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from readiness.adapters.mails import written
from readiness.adapters.smtp import MailFault, MailServer, send
from readiness.core.messages import Mail
from tests.adapters.hostile_servers import drips, hostile, says, silent
from tests.factories.certificates import certificate
from tests.factories.mail_servers import Post, mail_server

pytestmark = pytest.mark.once

TO = "alice@example.com"
MAIL = Mail(TO, "Größe", "Zeile\n.\nFrom here\n", "<p>Größe</p>\n", None)
CONTENT = written(MAIL, "msg_1", sender="ours@example.com", at=datetime.now(UTC)).encode("ascii")


def server_at(port: int, security: str = "none") -> MailServer:
    return MailServer("127.0.0.1", port, security, "ours@example.com", idle=0.3, whole=0.6)


def fault_of(server: MailServer) -> MailFault:
    with pytest.raises(MailFault) as told:
        send(server, TO, CONTENT)
    return told.value


def test_a_mail_arrives_as_it_was_written() -> None:
    with mail_server() as post:
        assert send(server_at(post.port), TO, CONTENT) == "250 Taken"
        send(server_at(post.port), TO, CONTENT)
    assert post.heard == [TO, TO]
    assert post.raw[0] == post.raw[1] == CONTENT
    mail = post.mails[0]
    text, html = mail.iter_parts()
    assert text.get_content().splitlines() == ["Zeile", ".", "From here"]
    assert html.get_content().strip() == "<p>Größe</p>"
    assert mail["Subject"] == "Größe"


@pytest.mark.parametrize(
    ("given", "is_final", "told"),
    [
        ({"rcpt": "550 No such\tmailbox"}, True, "550 No such mailbox"),
        ({"rcpt": "451 Greylisted, come back"}, False, "451 Greylisted, come back"),
        ({"data": "554 Looks like spam"}, True, "554 Looks like spam"),
        ({"data": "452 The disk is full"}, False, "452 The disk is full"),
        ({"pause": 0.5}, False, "silent"),
        ({"drops": True}, False, "hung up"),
    ],
)
def test_what_the_server_answers_decides(given: dict[str, Any], is_final: bool, told: str) -> None:
    with mail_server(**given) as post:
        fault = fault_of(server_at(post.port))
    assert (fault.is_final, told in str(fault)) == (is_final, True), str(fault)
    assert len(post.mails) <= ("pause" in given)


def test_who_greylists_takes_it_later() -> None:
    with mail_server(rcpt="451 Later") as post:
        fault_of(server_at(post.port))
        post.rcpt = "250 OK"
        send(server_at(post.port), TO, CONTENT)
    assert len(post.mails) == 1


@pytest.mark.parametrize(
    ("behave", "told"),
    [
        (silent, "silent"),
        (drips(b"220-", b"x", 0.1), "longer than"),
        (drips(b"", b"220-x\r\n", 0.01), "longer than"),
        (says(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "no answer of a mail server"),
        (says(b"554 Go away\r\n"), "554 Go away"),
    ],
)
def test_whatever_listens_there_is_given_up_in_time(behave: object, told: str) -> None:
    with hostile(behave, listens=False) as server:  # type: ignore[arg-type]
        begun = time.monotonic()
        fault = fault_of(server_at(server.port))
        assert time.monotonic() - begun < 1.6
    assert (told in str(fault), fault.is_final) == (True, False), str(fault)


def test_nobody_listens() -> None:
    with mail_server() as post:
        port = post.port
    assert "could not be reached" in str(fault_of(server_at(port)))


@pytest.fixture
def protected(tmp_path: Path) -> Iterator[tuple[Post, MailServer]]:
    theirs, ours = certificate(tmp_path, x509.DNSName("localhost"))
    with mail_server(context=theirs, with_password=True) as post:
        named = replace(server_at(post.port, "starttls"), host="localhost", trust=ours)
        yield post, replace(named, user="ours", password="a password")


def test_a_password_goes_over_tls_to_the_right_server_alone(
    protected: tuple[Post, MailServer],
) -> None:
    post, server = protected
    send(server, TO, CONTENT)
    assert len(post.mails) == 1
    wrong = fault_of(replace(server, password="another"))
    assert (wrong.is_final, "535" in str(wrong)) == (False, True), str(wrong)
    assert "password" not in repr(server)
    assert "certificate" in str(fault_of(replace(server, host="127.0.0.1")))


def test_without_tls_nothing_is_sent_to_who_should_have_it() -> None:
    with mail_server() as post:
        fault = fault_of(server_at(post.port, "starttls"))
    assert "offers no TLS" in str(fault)
    assert post.heard == []
