"""Ends a connection from below whose sender keeps us waiting: the server itself offers no way to."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

OPEN_FILES = Path("/proc/self/fd")
#: Where Linux tells how many milliseconds ago data came (tcpi_last_data_recv of struct tcp_info).
TCP_INFO, LENGTH, LAST_RECEIVED = getattr(socket, "TCP_INFO", 0), 104, slice(52, 56)
TOLERANCE = 0.3


def stop_reading(address: str, silent_for: float) -> None:
    """Read no more from the connection to that address that was silent for so many seconds.

    It can still be answered. Another one of the same address that was silent for just as long is
    ended as well; whoever sent a whole request still gets the answer. Elsewhere than on Linux
    nothing happens.
    """
    _stop_each(lambda connection: _is_silent(connection, address, silent_for))


def stop_all(address: str) -> None:
    """Read no more from any connection to that address: what else it sends now is cut off too."""
    _stop_each(lambda connection: _is_of(connection, address))


def _stop_each(is_it: Callable[[socket.socket], bool]) -> None:
    opened = list(OPEN_FILES.iterdir()) if TCP_INFO and OPEN_FILES.exists() else []
    for number in (int(each.name) for each in opened):
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                _stop(number, is_it)


def _stop(number: int, is_it: Callable[[socket.socket], bool]) -> None:
    with socket.socket(fileno=os.dup(number)) as connection:
        if is_it(connection):
            connection.shutdown(socket.SHUT_RD)


def _is_of(connection: socket.socket, address: str) -> bool:
    peer = connection.getpeername()
    return isinstance(peer, tuple) and peer[0] == address


def _is_silent(connection: socket.socket, address: str, silent_for: float) -> bool:
    if not _is_of(connection, address):
        return False
    told = connection.getsockopt(socket.IPPROTO_TCP, TCP_INFO, LENGTH)[LAST_RECEIVED]
    return abs(int.from_bytes(told, "little") / 1000 - silent_for) < TOLERANCE
