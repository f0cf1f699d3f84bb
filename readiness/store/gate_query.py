"""The gate's one read, and what a connection for it looks like on either database."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

MILLISECONDS = 500

Row = tuple[Any, ...]

#: The usual case: there is a verdict for now, found by the address that its row holds. The freezes
#: of everybody are one row, since they cannot be written into the verdicts of 10,000 services at once.
FOUND = """
SELECT t.id, t.secret_hash, t.scopes, t.service_id, t.ends_at, t.revoked_at,
       g.service_id, g.environment_id, g.ends_at, g.verdict, g.enforced, g.body,
       (SELECT c.body FROM freeze_calendars c WHERE c.id = 1)
FROM api_tokens t
LEFT JOIN verdict_segments g ON g.address = {address}
     AND g.starts_at <= {now} AND (g.ends_at IS NULL OR g.ends_at > {now})
WHERE t.key = {key}
"""

#: Otherwise: is it the service, the environment or the verdict that there is not?
#: For the gate of changes also whose turn it is, and whether no change was ever reviewed.
LACKING = """
SELECT t.id, t.secret_hash, t.scopes, t.service_id, t.ends_at, t.revoked_at,
       s.id, e.id, NULL, NULL, NULL, NULL,
       (SELECT c.body FROM freeze_calendars c WHERE c.id = 1),
       o.name, (SELECT count(*) FROM verdict_segments c WHERE c.service_id = s.id
                AND c.environment_id = e.id AND c.kind = 'change')
FROM api_tokens t
LEFT JOIN services s ON s.slug = {service}
LEFT JOIN teams o ON o.id = s.owner_team_id
LEFT JOIN environments e ON e.name = {environment}
WHERE t.key = {key}
"""

SERVICE = 6  # the column of the service's id, empty where the first query found no verdict


class Asked(NamedTuple):
    """A token's key, and what is asked with it about which service and environment."""

    key: str
    service: str
    environment: str
    address: str
    moment: str


class Lost(Exception):
    """The connection is of no use any more; a new one may be."""


class Connection(Protocol):
    def rows(self, asked: Asked) -> list[Row]:
        """Return what `FOUND` finds, or else `LACKING`, as text and numbers.

        Raises Lost, or what the driver raises.
        """

    def close(self) -> None: ...


def is_lacking(rows: list[Row]) -> bool:
    return bool(rows) and rows[0][SERVICE] is None
