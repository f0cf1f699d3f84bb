"""Lets others have the turn while a request waits for a store of files, which may be far away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from flask import g, request

from readiness.adapters.blobs import Unreachable
from readiness.web.actor import actor
from readiness.web.bodies import TURN
from readiness.web.body_limits import STORE, Places

_places = Places(STORE)


@contextmanager
def aside() -> Iterator[None]:
    """Give the turn back meanwhile. Nobody may wait for it again with the database in hand.

    Raises Unreachable at once where too many wait for the store: each keeps a thread from the gate.
    """
    assert "db" not in g
    who, turn = str(actor().person), request.environ.get(TURN) or nullcontext()
    if not _places.take(who):
        raise Unreachable("Too many wait for it.")
    turn.__exit__(None, None, None)
    try:
        yield
    finally:
        _places.give_back(who)
        turn.__enter__()
