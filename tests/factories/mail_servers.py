"""Real mail servers on the loopback that take, refuse, put off, dawdle and hang up."""

# ruff: noqa: N802 - the library names what it calls
from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from readiness.cli.check import free_port


@dataclass  # without slots: aiosmtpd looks at all of it, which Python 3.11.2 cannot with them
class Post:
    """`rcpt` and `data` are the answers to these commands, `pause` the seconds before the last.

    `mails` is what was taken, `heard` who each was for. It hangs up in the middle of a mail if
    `drops` is set.
    """

    rcpt: str = "250 OK"
    data: str = "250 Taken"
    pause: float = 0
    drops: bool = False
    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        self.heard.append(address)
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.pause)
        if self.data.startswith("250"):
            assert isinstance(envelope.original_content, bytes)
            self.raw.append(envelope.original_content)
            made = message_from_bytes(envelope.original_content, policy=policy.default)
            assert isinstance(made, EmailMessage)
            self.mails.append(made)
        return self.data


class Dropping(SMTP):
    """Says that it wants to hear the mail, and hangs up."""

    async def smtp_DATA(self, _argument: str) -> None:
        await self.push("354 Go on")
        assert isinstance(self.transport, asyncio.WriteTransport)
        self.transport.abort()


class Office(Controller):
    def factory(self) -> SMTP:
        kind = Dropping if self.handler.drops else SMTP
        return kind(self.handler, **self.SMTP_kwargs)


def knows(
    _server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: Any
) -> AuthResult:
    is_right = isinstance(given, LoginPassword) and given.password == b"a password"
    return AuthResult(success=is_right, handled=False)


@contextmanager
def mail_server(
    *, context: ssl.SSLContext | None = None, with_password: bool = False, **given: Any
) -> Iterator[Post]:
    """Serve until the block ends. With a context it offers STARTTLS."""
    post = Post(**given)
    about: dict[str, Any] = {"tls_context": context} if context else {}
    if with_password:
        about |= {"authenticator": knows, "auth_required": True, "auth_require_tls": bool(context)}
    post.port = free_port()
    office = Office(post, hostname="127.0.0.1", port=post.port, **about)
    office.start()
    try:
        yield post
    finally:
        office.stop()
