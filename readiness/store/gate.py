"""What the gate reads: the token and the verdict for now at once, or else what there is not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from readiness.core.checklists import Kind
from readiness.core.gate_addresses import gate_address
from readiness.core.rights import Scope
from readiness.store.gate_connections import Connections
from readiness.store.gate_query import Asked, Row

VERDICTS = frozenset({"approved", "blocked"})
LONGEST_NAME = 100
FLAGS = {0: False, 1: True, "f": False, "t": True}


class Unavailable(Exception):
    """What is stored cannot be read, or leaves a doubt. It is never taken for a verdict."""


@dataclass(frozen=True, slots=True)
class StoredVerdict:
    """One segment: until `ends_at` (None: until something changes) this is the answer.

    The body is JSON that nobody has read yet.
    """

    verdict: str
    enforced: bool
    ends_at: datetime | None
    body: str


@dataclass(frozen=True, slots=True)
class GateRow:
    """A known token beside what it asks about. Nothing but the token is judged yet."""

    token: int
    secret_hash: str
    scopes: frozenset[Scope]
    token_service: int | None
    token_ends_at: datetime
    token_revoked_at: datetime | None
    service: int | None
    environment: int | None
    segments: tuple[Row, ...]
    lacking: Row = ()

    def changes_owner(self) -> str | None:
        """Return the service's team if nothing at all is stored of changes, else None."""
        owner, changes = self.lacking or (None, 1)
        return str(owner) if int(changes) == 0 else None

    def verdict(self) -> StoredVerdict:
        """Return the one segment for now. None, two, or one of an odd shape is Unavailable."""
        if len(self.segments) != 1:
            raise Unavailable(f"{len(self.segments)} segments hold for now instead of one.")
        return _stored_verdict(*self.segments[0])


class GateReader:
    """Opens nothing until it is asked; then a connection for each thread."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connections = Connections(url)

    def read(
        self,
        *,
        key: str,
        service: str,
        environment: str,
        now: datetime,
        kind: Kind = Kind.LAUNCH,
    ) -> GateRow | None:
        """Return None if there is no such token. Raises Unavailable, or what the driver raises."""
        names = _name(service), _name(environment)
        rows = self._connections.rows(Asked(_name(key), *names, gate_address(*names, kind), now))
        return _gate_row(rows) if rows else None

    def close(self) -> None:
        """Close this thread's connection."""
        self._connections.close()


def _name(asked: str) -> str:
    """Return a name that may exist, or none.

    To libpq a NUL would be the end of the name, and a slash parts the names of an address.
    """
    may_be = asked.isprintable() and len(asked) <= LONGEST_NAME and "/" not in asked
    return asked if may_be else ""


def _gate_row(rows: list[Row]) -> GateRow:
    token, secret_hash, scopes, token_service, ends_at, revoked_at, service, environment = rows[0][
        :8
    ]
    token_ends_at = _moment(ends_at)
    if token_ends_at is None:
        raise Unavailable("A token without an end.")
    return GateRow(
        token=int(token),
        secret_hash=secret_hash,
        scopes=_scopes(scopes),
        token_service=_number(token_service),
        token_ends_at=token_ends_at,
        token_revoked_at=_moment(revoked_at),
        service=_number(service),
        environment=_number(environment),
        # A left join that found no segment leaves its columns empty.
        segments=tuple(row[8:] for row in rows if row[9] is not None),
        lacking=rows[0][12:],
    )


@lru_cache(maxsize=64)
def _scopes(text: str) -> frozenset[Scope]:
    """Return the scopes that this release knows; what it does not know is no right."""
    known = {scope.value: scope for scope in Scope}
    return frozenset(known[name] for name in json.loads(text) if name in known)


def _number(value: int | str | None) -> int | None:
    return None if value is None else int(value)


def _moment(value: str | None) -> datetime | None:
    """Return an instant from the database's text; SQLite leaves the zone out, which is UTC."""
    if value is None:
        return None
    found = datetime.fromisoformat(value)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _stored_verdict(
    ends_at: str | None, verdict: object, enforced: object, body: object
) -> StoredVerdict:
    if verdict not in VERDICTS or enforced not in FLAGS or type(body) is not str:
        raise Unavailable(f"A stored verdict says {verdict!r}, enforced {enforced!r}.")
    try:
        ends = _moment(ends_at)
    except (TypeError, ValueError) as error:
        raise Unavailable("The end of a stored verdict cannot be read.") from error
    return StoredVerdict(str(verdict), FLAGS[enforced], ends, body)
