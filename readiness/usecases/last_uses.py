"""Writes when API tokens were last used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from readiness.store import tokens
from readiness.store.engine import Database
from readiness.usecases import transaction


def write(database: Database, uses: Mapping[str, datetime]) -> None:
    """Write the uses by token key, in a transaction of their own. No decision rests on them."""
    with database.writing() as session:
        tokens.write_last_uses(session, uses)
        transaction.commit_bookkeeping(session)
