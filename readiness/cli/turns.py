"""Lets so many requests of a process be worked on at a time."""

from __future__ import annotations

from queue import SimpleQueue


class Turns:
    """A semaphore of one call each way: those of the library take a while when many wait."""

    def __init__(self, count: int) -> None:
        self._free: SimpleQueue[None] = SimpleQueue()
        for _ in range(count):
            self._free.put(None)

    def __enter__(self) -> None:
        self._free.get()

    def __exit__(self, *_: object) -> None:
        self._free.put(None)
