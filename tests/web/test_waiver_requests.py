"""Asking, on the card of an unmet question, that it may wait."""

from collections.abc import Callable

import pytest

from readiness.core.rights import Actor
from tests.factories.people import People
from tests.web.conftest import Desk

QUESTION = "deployment.minutes"
ASKED = {"reason": "The second step lands in a week.", "until": "2026-12-15"}


@pytest.fixture
def unmet(desk: Desk) -> Desk:
    desk.form(QUESTION).send(number="34")
    return desk


def test_a_waiver_is_asked_for_where_a_question_is_unmet(unmet: Desk) -> None:
    sent = unmet.form(QUESTION, "waiver").send(ASKED)
    assert sent.location == f"{unmet.path(QUESTION)}#{QUESTION}"
    page = unmet.area(QUESTION)
    assert "Waiver asked for until 15 December 2026" in page.text
    assert "Ask for a waiver" not in page.text


def test_only_unmet_questions_that_can_wait_offer_it(desk: Desk) -> None:
    assert "Ask for a waiver" not in desk.area(QUESTION).text
    desk.form("defects.open").send({"counts.critical": "1", "counts.high": "0"})
    assert "Ask for a waiver" not in desk.area("defects.open").text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"until": ""}, "Give the day until which it may wait"),
        ({"until": "2026-11-01"}, "A waiver has to end on a later day than today."),
        ({"until": "2028-01-01"}, "A waiver runs for at most 90 days"),
        ({"reason": " "}, "Say why it can wait."),
    ],
)
def test_what_cannot_be_asked_is_shown_again(
    unmet: Desk, change: dict[str, str], sentence: str
) -> None:
    typed = {**ASKED, **change}
    page = unmet.browser.read(unmet.form(QUESTION, "waiver").send(typed), 422)
    assert sentence in page.text
    kept = page.form(action=f"/{QUESTION}/waiver").values
    assert {name: kept[name] for name in typed} == typed


def test_nobody_else_asks_for_one(
    unmet: Desk, desk_of: Callable[[Actor], Desk], people: People
) -> None:
    desk = desk_of(people.carol)
    assert desk.post(QUESTION, "waiver", ASKED).status_code == 403
    assert "Ask for a waiver" not in desk.area(QUESTION).text
