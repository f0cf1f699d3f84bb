"""Notes the ledger's head beside the database, so that an older one that comes back is noticed."""

from __future__ import annotations

import logging
from pathlib import Path

from readiness.adapters import head_notes
from readiness.core.known_heads import Head
from readiness.store import ledger
from readiness.store.engine import Database

LOG = logging.getLogger("readiness.worker")


def remember(database: Database, instance: Path) -> None:
    with database.reading() as session:
        head = ledger.head(session)
    try:
        head_notes.remember(instance, Head(head.size, head.hash))
    except OSError as error:
        LOG.warning("The ledger's head was not noted: %s", error)
