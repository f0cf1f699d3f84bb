"""Lets others have the turn while a request waits for a store of files, which may be far away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g, request

from readiness.web.bodies import TURN


@contextmanager
def aside() -> Iterator[None]:
    """Give the turn back meanwhile. Nobody may wait for it again with the database in hand."""
    assert "db" not in g
    turn = request.environ.get(TURN)
    if turn is None:
        yield
        return
    turn.__exit__(None, None, None)
    try:
        yield
    finally:
        turn.__enter__()
