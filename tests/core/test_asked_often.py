"""When a question is asked about often, and what its help could say."""

import pytest

from readiness.core.asked_often import LONGEST_HELP, Exchange, help_text, is_often, is_put_away


@pytest.mark.parametrize(("services", "expected"), [(0, False), (2, False), (3, True), (9, True)])
def test_three_services_are_often(services: int, expected: bool) -> None:
    assert is_often(services) is expected


@pytest.mark.parametrize(
    ("services", "seen", "expected"),
    [(3, None, False), (3, 3, True), (5, 3, True), (6, 3, False), (2, 3, True)],
)
def test_what_was_put_away_comes_back_when_three_more_ask(
    services: int, seen: int | None, expected: bool
) -> None:
    assert is_put_away(services, seen) is expected


def test_the_help_keeps_what_it_said_and_tells_what_was_asked() -> None:
    asked = (Exchange("Which\n region?", "All of them."), Exchange("Since when?", ""))
    assert help_text("Write it down.\n", asked) == (
        "Write it down.\nOthers asked:\n- Which region? Answer: All of them.\n- Since when?"
    )
    assert help_text("", [Exchange(" ", "x")]) == "Others asked:"


def test_no_help_is_longer_than_a_checklist_takes() -> None:
    many = [Exchange("q" * 500, "a" * 500)] * 20
    made = help_text("h" * 500, many)
    assert len(made) <= LONGEST_HELP
    assert made.count("…") == 4, "two of the exchanges, each cut twice"
    assert len(help_text("h" * 5000, many)) == LONGEST_HELP
