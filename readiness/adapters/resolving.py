"""Looks a name up once, and lets it lead nowhere that is not allowed."""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection, Sequence
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread

from readiness.core.outside_addresses import Address, Network, Target, may_connect

Resolver = Callable[[str, int], Sequence[str]]


class NotFound(Exception):
    """The name leads nowhere, now."""


class Forbidden(Exception):
    """The name leads to where nobody may send anything."""


def system(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def checked(
    target: Target, listed: Collection[Network], *, seconds: float, resolver: Resolver = system
) -> list[Address]:
    """Return all addresses of the target. One that is not allowed forbids all of them."""
    found = [ip_address(each) for each in _within(seconds, resolver, target)]
    if not found:
        raise NotFound("The host of its address was not found.")
    if not all(may_connect(each, listed) for each in found):
        raise Forbidden(
            "Its address is not a public one, nor of a network in READINESS_OUTSIDE_NETWORKS."
        )
    return list(dict.fromkeys(found))


def _within(seconds: float, resolver: Resolver, target: Target) -> Sequence[str]:
    """Ask in a thread that is left behind if it takes too long: looking up cannot be stopped."""
    answers: SimpleQueue[Sequence[str] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolver(target.host, target.port))
        except (OSError, UnicodeError) as fault:
            answers.put(fault if isinstance(fault, OSError) else OSError(str(fault)))

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise NotFound("Looking up its name took too long.") from None
    if isinstance(answer, OSError):
        raise NotFound("The host of its address was not found.") from answer
    return answer
