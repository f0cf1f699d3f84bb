"""All requests that leave this installation: to where they may go, in bounded time and size."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from readiness.adapters import http_bodies, resolving
from readiness.adapters.deadlines import Deadline, deadline
from readiness.adapters.resolving import Resolver
from readiness.core.outside_addresses import Address, BadUrl, Network, Target, target_of

# It warns with whole addresses, and those of chats are secrets.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)

AGENT = "Readiness (launch readiness reviews)"
MOST_ADDRESSES = 3
MOST_HEADER = 500


class HttpFault(Exception):
    """No answer came; the sentence tells why and names no address."""


class NotAllowed(HttpFault):
    """Nothing was sent: the request would have gone where none may go."""


@dataclass(frozen=True, slots=True)
class Caps:
    """Seconds of silence and as a whole, and bytes of an answer as it comes and unpacked."""

    idle: float = 3
    whole: float = 10
    raw: int = 64 * 1024
    decoded: int = 256 * 1024


@dataclass(frozen=True, slots=True)
class Outside:
    """How this installation may ask others. `trust` holds whose certificates are believed."""

    listed: Collection[Network] = ()
    caps: Caps = Caps()
    resolver: Resolver = resolving.system
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def post(
    outside: Outside, url: str, body: bytes, *, headers: Mapping[str, str], allowed: Collection[str]
) -> Answer:
    """Send it once and return the answer; of one in 200 to 299 the status alone is waited for.

    `allowed` lists the hosts with their ports. A redirect is an answer like any other.
    """
    target = _target(url, allowed)
    with deadline(outside.caps.whole) as end:
        try:
            return _answered(outside, target, body, headers, end)
        except (HTTPError, HTTPException, OSError, ValueError) as fault:
            raise HttpFault(_told(fault, end, outside.caps)) from None


def _target(url: str, allowed: Collection[str]) -> Target:
    try:
        target = target_of(url)
    except BadUrl as fault:
        raise NotAllowed(str(fault)) from None
    if target.place not in allowed:
        raise NotAllowed("Its host and port are not those that an administrator allowed.")
    return target


def _answered(
    outside: Outside, target: Target, body: bytes, headers: Mapping[str, str], end: Deadline
) -> Answer:
    connection = _connected(outside, target, end)
    own = {"Host": target.host_header, "User-Agent": AGENT, "Accept-Encoding": "identity"}
    try:
        connection.request("POST", target.path, body, {**headers, **own}, preload_content=False)
        response = connection.getresponse()
        if end.is_over:  # a head that was cut off looks like a whole one
            raise TimeoutError
        told = {key.lower(): value[:MOST_HEADER] for key, value in response.headers.items()}
        if 200 <= response.status < 300:
            return Answer(response.status, told, b"")
        content = http_bodies.read(response, raw=outside.caps.raw, decoded=outside.caps.decoded)
        return Answer(response.status, told, content)
    finally:
        connection.close()


def _connected(outside: Outside, target: Target, end: Deadline) -> HTTPConnection:
    """Return a connection to the first of the checked addresses that takes one."""
    for address in _checked(outside, target)[:MOST_ADDRESSES]:
        if end.is_over:
            break
        connection = _connection(outside, target, address, end)
        try:
            connection.connect()
        except (NewConnectionError, ConnectTimeoutError):
            connection.close()
            continue
        except BaseException:
            connection.close()
            raise
        return connection
    raise HttpFault("It could not be reached.")


def _checked(outside: Outside, target: Target) -> list[Address]:
    try:
        return resolving.checked(
            target, outside.listed, seconds=outside.caps.idle, resolver=outside.resolver
        )
    except resolving.Forbidden as fault:
        raise NotAllowed(str(fault)) from None
    except resolving.NotFound as fault:
        raise HttpFault(str(fault)) from None


def _connection(
    outside: Outside, target: Target, address: Address, end: Deadline
) -> HTTPConnection:
    """Return what connects to the address itself and asks for the name. No proxy, no netrc."""
    patience = max(0.1, min(outside.caps.idle, end.left))
    if target.scheme == "http":
        return _Plain(str(address), target.port, timeout=patience).watched_by(end)
    return _Sealed(
        str(address),
        target.port,
        timeout=patience,
        cert_reqs=ssl.CERT_REQUIRED,
        ssl_context=outside.trust,
        server_hostname=target.host,
    ).watched_by(end)


class _Watched(HTTPConnection):
    """Hands its socket to the one who ends what takes too long."""

    end: Deadline

    def watched_by(self, end: Deadline) -> HTTPConnection:
        self.end = end
        return self

    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        self.end.watch(made)
        return made


class _Plain(_Watched):
    pass


class _Sealed(_Watched, HTTPSConnection):
    pass


def _told(fault: Exception, end: Deadline, caps: Caps) -> str:
    if end.is_over:
        return f"It took longer than {caps.whole:g} seconds."
    if isinstance(fault, SSLError | ssl.SSLError):
        return "Its certificate is not to be trusted, or it speaks no TLS."
    if isinstance(fault, TimeoutError | ReadTimeoutError):
        return f"It was silent for {caps.idle:g} seconds."
    if isinstance(fault, http_bodies.TooLarge):
        return "Its answer is too large."
    return "It broke off, or what it said is no answer."
