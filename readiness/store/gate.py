"""What the gate reads: the token and the verdict for now at once, or else what there is not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from readiness.core.checklists import Kind
from readiness.core.gate_addresses import gate_address
from readiness.core.rights import Actor, Scope
from readiness.store.gate_connections import Connections
from readiness.store.gate_query import Asked, Row

VERDICTS = frozenset({"approved", "blocked"})
LONGEST_NAME = 100
#: Up to these columns a row tells of the token, of names, of a segment, of freezes; then why there
#: is no segment.
TOKEN, SEGMENT, FREEZES, LACKING = 6, 8, 12, 13
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
class GateToken:
    """A known token, good or not, and who asks with it."""

    actor: Actor
    secret_hash: str
    ends_at: datetime
    revoked_at: datetime | None


class GateRow(NamedTuple):
    """A known token beside what it asks about. Nothing is judged yet."""

    token: GateToken
    service: int | None
    environment: int | None
    segments: tuple[Row, ...]
    lacking: Row = ()
    freezes: str | None = None

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
        moment: str,
        kind: Kind = Kind.LAUNCH,
    ) -> GateRow | None:
        """Return None if there is no such token. Raises Unavailable, or what the driver raises.

        `moment` is the instant asked for as `isoformat(timespec="microseconds")` writes it in UTC.
        """
        names = _name(service), _name(environment)
        rows = self._connections.rows(Asked(_name(key), *names, gate_address(*names, kind), moment))
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
    first = rows[0]
    return GateRow(
        _token(first[:TOKEN]),
        _number(first[TOKEN]),
        _number(first[TOKEN + 1]),
        # A left join that found no segment leaves its columns empty.
        tuple([row[SEGMENT:FREEZES] for row in rows if row[SEGMENT + 1] is not None]),
        first[LACKING:],
        first[FREEZES],
    )


@lru_cache(maxsize=256)
def _token(columns: Row) -> GateToken:
    """Read a token's row. It is remembered by all that the row says, so it cannot be stale."""
    token, secret_hash, scopes, service, ends_at, revoked_at = columns
    ends = _moment(ends_at)
    if ends is None:
        raise Unavailable("A token without an end.")
    actor = Actor(token=int(token), scopes=_scopes(scopes), token_service=_number(service))
    return GateToken(actor, secret_hash, ends, _moment(revoked_at))


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
