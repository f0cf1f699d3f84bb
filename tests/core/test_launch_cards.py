"""What the launch-day card lacks, what it refuses, and how it comes back as it was kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.core.launch_cards import (
    EMPTY,
    LaunchCard,
    faults,
    missing,
    pairs,
    plain,
    prefilled,
    read,
)

FULL = LaunchCard(
    decides=1,
    holds=(("Errors above 1 %", "Bob"),),
    rollback="deploy back checkout",
    dashboards=(("Requests", "https://graphs.example.com/1"),),
    on_call=(("Alice", "+49 30 1"),),
)


@pytest.mark.parametrize(
    ("card", "lacks"),
    [
        (FULL, ()),
        (replace(FULL, decides=None), ("who decides",)),
        (replace(FULL, holds=()), ("when to stop",)),
        (replace(FULL, holds=(("Errors", ""),)), ("who says so at each hold point",)),
        (replace(FULL, rollback=""), ("the rollback command",)),
        (replace(FULL, dashboards=()), ("dashboards",)),
        (replace(FULL, on_call=()), ("who is on call",)),
        (replace(FULL, on_call=(("Alice", ""),)), ("how on-call is reached",)),
    ],
)
def test_what_is_missing_is_named(card: LaunchCard, lacks: tuple[str, ...]) -> None:
    assert missing(card) == lacks


@pytest.mark.parametrize(
    ("card", "name"),
    [
        (replace(FULL, dashboards=(("Bad", "javascript:alert(1)"),)), "dashboards"),
        (replace(FULL, dashboards=(("Bad", "https://a b"),)), "dashboards"),
        (replace(FULL, holds=(("x" * 301, ""),)), "holds"),
        (replace(FULL, on_call=(("x", "y"),) * 9), "on_call"),
        (replace(FULL, rollback="x" * 2001), "rollback"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(card: LaunchCard, name: str) -> None:
    assert list(faults(card)) == [name]


def test_it_comes_back_as_it_was_kept() -> None:
    assert read(plain(FULL)) == FULL
    assert read(plain(EMPTY)) == EMPTY
    assert faults(FULL) == {}


def test_rows_without_anything_in_them_are_none() -> None:
    assert pairs([(" a ", ""), ("", " "), ("", "b")]) == (("a", ""), ("", "b"))


def test_answers_fill_in_what_they_say_already() -> None:
    reasons = {"deployment.rollback-minutes": "deploy back", "alerts.rota": "Pager 7"}
    filled = prefilled(reasons, [("SLO", "https://graphs.example.com/slo")])
    assert filled == LaunchCard(
        rollback="deploy back",
        dashboards=(("SLO", "https://graphs.example.com/slo"),),
        on_call=(("", "Pager 7"),),
    )
