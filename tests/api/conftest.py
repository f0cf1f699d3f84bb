"""A gate for the tests of the API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from readiness.store.engine import Database
from tests.api.gates import Gate, running_gate


@pytest.fixture
def running(database: Database) -> Iterator[Gate]:
    with running_gate(database) as found:
        yield found
