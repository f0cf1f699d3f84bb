"""When a token was last used is known later, and the gate never waits for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from readiness.api.last_uses import LastUses
from readiness.core.rights import NOBODY
from readiness.store.engine import Database
from readiness.store.tokens import ApiToken
from readiness.usecases import last_uses, transaction
from readiness.usecases.records import record
from tests.factories import gate
from tests.factories.gate import NOW


def last_used(database: Database) -> datetime | None:
    with database.reading() as session:
        return session.scalars(select(ApiToken.last_used_at)).one()


def test_the_newest_use_is_written_in_one_go(database: Database) -> None:
    key = gate.token(database, gate.world(database)).split("_")[1]
    uses = LastUses(partial(last_uses.write, database))
    uses.note(key, NOW)
    uses.note(key, NOW + timedelta(seconds=1))
    assert last_used(database) is None
    uses.flush()
    assert last_used(database) == NOW + timedelta(seconds=1)
    uses.flush()


def test_uses_are_written_by_themselves(database: Database) -> None:
    written: list[Mapping[str, datetime]] = []
    uses = LastUses(written.append, every=0.01)
    uses.note("key", NOW)
    for _ in range(500):
        if written:
            break
        subprocess.run([sys.executable, "-c", ""], check=True)
    assert written == [{"key": NOW}]


def test_a_use_that_cannot_be_written_harms_nobody() -> None:
    def broken(_: Mapping[str, datetime]) -> None:
        raise OSError("The disk is full.")

    uses = LastUses(broken)
    uses.note("key", NOW)
    uses.flush()
    uses.flush()


def test_a_recorded_change_is_no_bookkeeping(database: Database) -> None:
    with database.writing() as session:
        record(session, "thing.done", by=NOBODY)
        with pytest.raises(transaction.Unrecorded):
            transaction.commit_bookkeeping(session)


AT_THE_END = """
from datetime import datetime
from readiness.api.last_uses import LastUses
LastUses(lambda uses: print("written", *uses, flush=True)).note("key", datetime(2026, 11, 23))
"""


@pytest.mark.once
def test_uses_are_written_at_the_end_of_the_process() -> None:
    command = [sys.executable, "-c", AT_THE_END]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert found.stdout == "written key\n"
