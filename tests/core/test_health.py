"""What is told of an installation that is not well, and what takes a server out of service."""

from datetime import UTC, datetime, timedelta

import pytest

from readiness.core import health
from readiness.core.health import Check, Health, Part

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def ago(**by: float) -> datetime:
    return NOW - timedelta(**by)


TOLD: dict[str, tuple[Check, str]] = {
    "this schema": (health.schema("0013", "0013"), ""),
    "a newer schema": (health.schema("0014", "0013"), ""),
    "an older schema": (
        health.schema("0012", "0013"),
        "is at schema 0012, this release needs 0013",
    ),
    "no schema": (health.schema(None, "0013"), "is at schema none"),
    "nothing happened yet": (health.clock(NOW, None), ""),
    "a clock that is a second behind": (health.clock(NOW, NOW + timedelta(seconds=1)), ""),
    "a clock that went backwards": (
        health.clock(NOW, NOW + timedelta(seconds=3)),
        "clock is behind",
    ),
    "all that was seen": (health.ledger(7, 7), ""),
    "less than was seen": (health.ledger(6, 7), "has 6 entries, and was seen with 7"),
    "a worker that beats": (health.worker(NOW, ago(seconds=29), None), ""),
    "a worker that is silent": (health.worker(NOW, ago(seconds=31), None), "for 31 seconds"),
    "a worker that was taken away": (health.worker(NOW, ago(days=1), None), ""),
    "a worker elsewhere": (health.worker(NOW, None, ago(seconds=119)), ""),
    "no worker anywhere": (
        health.worker(NOW, None, ago(hours=5)),
        "waiting for the worker for 5 hours",
    ),
    "a worker that has much to do": (health.worker(NOW, NOW, ago(hours=3)), ""),
    "room": (health.disk(300_000_000, is_writable=True), ""),
    "little room": (health.disk(9_999_999, is_writable=True), "only 9 MB left"),
    "a folder to read only": (health.disk(300_000_000, is_writable=False), "cannot be written"),
    "good files": (health.checklists([]), ""),
    "a bad file": (health.checklists(["a.yaml"]), "A checklist file cannot be taken in."),
    "two bad files": (health.checklists(["a.yaml", "b.yaml"]), "2 checklist files"),
}


@pytest.mark.parametrize("case", TOLD)
def test_what_is_told(case: str) -> None:
    check, words = TOLD[case]
    assert check.is_well is not bool(words)
    assert words in check.fault


@pytest.mark.parametrize("part", Part)
def test_only_what_the_gate_needs_takes_a_server_out_of_service(part: Part) -> None:
    found = Health((Check(part, "It is not well."),))
    assert not found.is_well
    assert found.is_ready is (part in {Part.LEDGER, Part.WORKER, Part.DISK, Part.CHECKLISTS})
    assert not health.without_answer().is_ready
