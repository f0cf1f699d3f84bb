"""What a freeze does to a verdict, at every instant around it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from readiness.core.freezes import NONE, Covers, Freeze, Said, laid_over, read, written
from readiness.core.plain import BadDocument

STARTS, ENDS = datetime(2026, 12, 24, 16, tzinfo=UTC), datetime(2027, 1, 4, 7, tzinfo=UTC)
BEFORE, AFTER, SECOND = STARTS - timedelta(days=1), ENDS + timedelta(days=1), timedelta(seconds=1)
FREEZE = Freeze(2, "Year's end", Covers.LAUNCHES, frozenset({"production"}), STARTS, ENDS)
ALL = replace(FREEZE, covers=Covers.DEPLOYMENTS)
EXCEPTED = replace(ALL, excepted=frozenset({"checkout"}))


def body(**more: object) -> str:
    return json.dumps({"review": 3, "score": 941, "reasons": [], "waivers": [], **more})


def laid(
    freeze: Freeze,
    at: datetime,
    environment: str = "production",
    until: datetime | None = None,
    **more: object,
) -> tuple[str, list[str], datetime | None]:
    """Return the verdict, the codes of its reasons, and until when it is good."""
    found = laid_over(
        Said("approved", body(**more), until),
        [freeze],
        service="checkout",
        environment=environment,
        at=at,
    )
    return (
        found.verdict,
        [each["code"] for each in json.loads(found.body)["reasons"]],
        found.ends_at,
    )


@pytest.mark.parametrize(
    ("freeze", "at", "more", "expected"),
    [
        (FREEZE, BEFORE, {}, ("approved", [], STARTS)),
        (FREEZE, STARTS - SECOND, {}, ("approved", [], STARTS)),
        (FREEZE, STARTS, {}, ("blocked", ["frozen"], ENDS)),
        (FREEZE, ENDS - SECOND, {}, ("blocked", ["frozen"], ENDS)),
        (FREEZE, ENDS, {}, ("approved", [], None)),
        (FREEZE, AFTER, {}, ("approved", [], None)),
        (FREEZE, STARTS, {"launched": True}, ("approved", [], None)),
        (FREEZE, STARTS, {"launched": False}, ("blocked", ["frozen"], ENDS)),
        (FREEZE, STARTS, {"launched": 1}, ("blocked", ["frozen"], ENDS)),
        (ALL, STARTS, {"launched": True}, ("blocked", ["frozen"], ENDS)),
        (ALL, STARTS, {"environment": "staging"}, ("approved", [], None)),
        (EXCEPTED, STARTS, {}, ("approved", [], None)),
        (FREEZE, BEFORE, {"until": BEFORE + SECOND}, ("approved", [], BEFORE + SECOND)),
        (FREEZE, STARTS, {"until": AFTER}, ("blocked", ["frozen"], ENDS)),
    ],
)
def test_a_freeze_blocks_what_it_covers_from_its_start_until_its_end(
    freeze: Freeze,
    at: datetime,
    more: dict[str, object],
    expected: tuple[str, list[str], datetime | None],
) -> None:
    assert laid(freeze, at, **more) == expected  # type: ignore[arg-type]


def test_the_reason_says_until_when_and_who_can_except_and_stands_first() -> None:
    other = {"code": "gate_waiting", "sentence": "SRE waits.", "turn": "SRE", "path": "/"}
    said = Said("blocked", body(reasons=[other]), None)
    found = laid_over(said, [FREEZE, ALL], service="checkout", environment="production", at=STARTS)
    first, second, last = json.loads(found.body)["reasons"]
    assert first == {
        "code": "frozen",
        "sentence": "Launches are frozen until 2027-01-04T07:00:00Z: “Year's end”."
        " A launch coordinator can except the service.",
        "turn": "The launch coordinators",
        "path": "/freezes/2",
    }
    assert second["sentence"].startswith("Deployments are frozen")
    assert last == other


def test_a_calendar_is_read_as_it_was_written_and_a_doubtful_one_not_at_all() -> None:
    assert read(written([EXCEPTED, FREEZE])) == (EXCEPTED, FREEZE)
    assert written([]) == NONE
    for doubtful in ("", "[]", "{}", '{"freezes":[{}]}', '{"freezes":3}'):
        with pytest.raises((BadDocument, ValueError, AttributeError)):
            read(doubtful)
