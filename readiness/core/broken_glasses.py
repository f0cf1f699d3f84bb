"""What a record says of a deployment that was let through while the gate was down."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from readiness.core.checklists import Kind
from readiness.core.errors import BadInput

SCHEMA = "readiness/break-glass/1"
#: Every field, and how long it may be. All of it is text.
LONGEST: Mapping[str, int] = {
    "schema": 40,
    "record": 64,
    "service": 100,
    "environment": 40,
    "kind": 20,
    "reason": 1000,
    "who": 200,
    "job": 500,
    "fault": 500,
    "at": 40,
}
#: So far may the clock of a pipeline be ahead of ours.
SKEW = timedelta(minutes=5)
NOT_FILED = "The record was not filed."


@dataclass(frozen=True, slots=True)
class Told:
    """`who`, `job` and `fault` are what the pipeline says: who ran it, where, and how we failed."""

    record: str
    service: str
    environment: str
    kind: Kind
    reason: str
    who: str
    job: str
    fault: str
    at: datetime


def read(payload: bytes) -> Told:
    """Return what the record says. Raises BadInput with the fields at fault."""
    fields = _fields(payload)
    at, kind = _moment(fields["at"]), fields["kind"]
    faults = {
        **({} if fields["schema"] == SCHEMA else {"schema": "This is another kind of record."}),
        **({} if kind in (Kind.LAUNCH, Kind.CHANGE) else {"kind": "It is launch or change."}),
        **({} if at else {"at": "A time with its zone is needed."}),
    }
    if faults or at is None:
        raise BadInput(NOT_FILED, faults)
    rest = {name: fields[name] for name in fields if name not in ("schema", "kind", "at")}
    return Told(kind=Kind(kind), at=at, **rest)


def _fields(payload: bytes) -> dict[str, str]:
    try:
        found = json.loads(payload)
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.keys() != LONGEST.keys():
        raise BadInput(NOT_FILED, {"payload": "It does not say what a record says."})
    faults = {
        name: f"A text of 1 to {most} printable characters is needed."
        for name, most in LONGEST.items()
        if not _is_text(found[name], most)
    }
    if faults:
        raise BadInput(NOT_FILED, faults)
    return found


def _is_text(value: object, most: int) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= most and value.isprintable()


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None
