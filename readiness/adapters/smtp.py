"""Hands one mail to the mail server, in bounded time."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass, field

from readiness.adapters.deadlines import Deadline, deadline

#: An answer from here on is for ever; what is below may be another one later.
FOR_EVER = 500
MOST_ANSWER = 200
READY = 220


class MailFault(Exception):
    """The mail was not taken. `is_final` says that it never will be."""

    def __init__(self, sentence: str, *, is_final: bool = False) -> None:
        super().__init__(sentence)
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class MailServer:
    """`security` is starttls, tls or none. Seconds of silence, and for all of it."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    idle: float = 20
    whole: float = 30
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)


def send(server: MailServer, to: str, content: bytes) -> str:
    """Return what the server said when it took the mail, or raise MailFault."""
    with deadline(server.whole) as end:
        try:
            return _sent(server, to, content, end)
        except smtplib.SMTPRecipientsRefused as fault:
            raise _refused(*fault.recipients[to]) from None
        except smtplib.SMTPDataError as fault:
            raise _refused(fault.smtp_code, fault.smtp_error) from None
        except smtplib.SMTPResponseException as fault:
            # About us, not about this mail: an administrator can mend it, and it goes out later.
            raise MailFault(_words(fault.smtp_code, fault.smtp_error)) from None
        except (smtplib.SMTPException, OSError, ValueError) as fault:
            raise MailFault(_told(fault, end, server)) from None


def _sent(server: MailServer, to: str, content: bytes, end: Deadline) -> str:
    talk = _Watched(server, end)
    try:
        code, greeting = talk.connect(server.host, server.port)
        if code != READY:
            raise smtplib.SMTPConnectError(code, greeting)
        talk.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            talk.starttls(context=server.trust)
        if server.user:
            talk.login(server.user, server.password)
        talk.sendmail(server.sender, [to], content)
        said = talk.said
        with suppress(smtplib.SMTPException, OSError):  # it has the mail already
            talk.quit()
        return said
    finally:
        talk.close()


class _Watched(smtplib.SMTP):
    """Hands its socket to the one who ends what takes too long, and keeps the last answer."""

    def __init__(self, server: MailServer, end: Deadline) -> None:
        super().__init__(
            local_hostname=server.sender.rpartition("@")[2], timeout=server.idle
        )  # naming the machine could ask a slow name server
        self.server, self.end, self.said = server, end, ""
        # What starttls compares the certificate with; it is set only by connecting at once.
        self._host = server.host

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        made = socket.create_connection((host, port), timeout)
        self.end.watch(made)
        if self.server.security != "tls":
            return made
        return self.server.trust.wrap_socket(made, server_hostname=host)

    def data(self, msg: bytes | bytearray | str) -> tuple[int, bytes]:  # type: ignore[override]
        code, said = super().data(msg)
        self.said = _words(code, said)
        return code, said


def _refused(code: int, said: bytes | str) -> MailFault:
    return MailFault(_words(code, said), is_final=code >= FOR_EVER)


def _words(code: int, said: bytes | str) -> str:
    if code < 0:
        return "What it said is no answer of a mail server."
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return f"{code} {' '.join(plain.split())}"[:MOST_ANSWER]


def _told(fault: Exception, end: Deadline, server: MailServer) -> str:
    if end.is_over:
        return f"The mail server took longer than {server.whole:g} seconds."
    if isinstance(fault, ssl.SSLError):
        return "The mail server's certificate is not to be trusted, or it speaks no TLS."
    # The library tells a time-out as a connection that was closed.
    if isinstance(fault, TimeoutError) or isinstance(fault.__context__, TimeoutError):
        return f"The mail server was silent for {server.idle:g} seconds."
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return "The mail server offers no TLS, or no way to sign in."
    if isinstance(fault, smtplib.SMTPServerDisconnected):
        return "The mail server hung up."
    return "The mail server could not be reached."
