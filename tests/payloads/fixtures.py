"""The trial of the payloads as a fixture, for tests over HTTP and in a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from readiness.core.rights import Actor
from readiness.extensions import limiter
from readiness.store.engine import Database
from tests.client import Client
from tests.copies import Copies
from tests.payloads.walking import Trial
from tests.remembered import worlds_of


@pytest.fixture
def trial(
    app: Flask,
    database: Database,
    copies: Copies,
    now: datetime,
    signed_in: Callable[[Actor], Client],
) -> Trial:
    def renew() -> None:
        limiter.reset()
        copies.leave(database)
        copies.renew("test")
        worlds_of(database, copies).begin()

    return Trial(app, database, now, signed_in, renew)
