"""The gate's one read, and what a connection for it looks like on either database."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

MILLISECONDS = 500

#: The token's key, service, environment, now.
Asked = tuple[str, str, str, datetime]
Row = tuple[Any, ...]

QUERY = """
SELECT t.id, t.secret_hash, t.scopes, t.service_id, t.ends_at, t.revoked_at,
       s.id, e.id, g.ends_at, g.verdict, g.enforced, g.body
FROM api_tokens t
LEFT JOIN services s ON s.slug = {service}
LEFT JOIN environments e ON e.name = {environment}
LEFT JOIN verdict_segments g ON g.service_id = s.id AND g.environment_id = e.id
     AND g.starts_at <= {now} AND (g.ends_at IS NULL OR g.ends_at > {now})
WHERE t.key = {key}
"""


class Lost(Exception):
    """The connection is of no use any more; a new one may be."""


class Connection(Protocol):
    def rows(self, asked: Asked) -> list[Row]:
        """Return what `QUERY` finds, as text and numbers. Raises Lost, or what the driver raises."""

    def close(self) -> None: ...
