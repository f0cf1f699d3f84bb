"""What is taken for a record of a broken glass."""

from __future__ import annotations

import json

import pytest

from readiness.core.broken_glasses import LONGEST, read
from readiness.core.errors import BadInput

GOOD = {
    **dict.fromkeys(LONGEST, "x"),
    "schema": "readiness/break-glass/1",
    "kind": "change",
    "at": "2026-11-23T10:00:00+01:00",
}


def test_a_record_is_read_with_its_time_in_utc() -> None:
    told = read(json.dumps(GOOD).encode())
    assert (told.at.isoformat(), told.kind) == ("2026-11-23T09:00:00+00:00", "change")


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "readiness/break-glass/2"},
        {"kind": "handoff"},
        {"at": "2026-11-23T10:00:00"},
        {"at": "yesterday"},
        {"reason": "x" * 1001},
        {"reason": "two\nlines"},
        {"reason": ""},
        {"reason": 7},
        {"more": "x"},
    ],
)
def test_what_is_not_as_it_should_be_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        read(json.dumps({**GOOD, **change}).encode())


@pytest.mark.parametrize("payload", [b"", b"[]", b"\xff", b'"x"', b"{}"])
def test_what_is_no_record_is_refused(payload: bytes) -> None:
    with pytest.raises(BadInput):
        read(payload)
