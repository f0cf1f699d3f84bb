"""Notes when tokens were used, and writes it once a minute: the gate itself writes nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from readiness.adapters.paced import Paced

Uses = Mapping[str, datetime]

SECONDS = 60.0
LOG = logging.getLogger("readiness.last_uses")


class LastUses:
    def __init__(self, write: Callable[[Uses], None], *, every: float = SECONDS) -> None:
        self._write = write
        self._uses: dict[str, datetime] = {}
        self._pace = Paced(self.flush, every=every, name="last-uses")

    def note(self, key: str, moment: datetime) -> None:
        self._uses[key] = moment
        self._pace.begin()

    def flush(self) -> None:
        """Write what was noted. A use that cannot be written is forgotten: nothing rests on it."""
        uses, self._uses = self._uses, {}
        if not uses:
            return
        try:
            self._write(uses)
        except Exception as error:  # noqa: BLE001 - nothing rests on it, so nothing may fail for it
            LOG.warning("The last uses of %d tokens were not written: %s", len(uses), error)
