"""Commenting on a question, which everybody who is signed in may do."""

from collections.abc import Callable

import pytest

from readiness.core.rights import Actor
from tests.factories.people import People
from tests.web.conftest import Desk

QUESTION = "deployment.rollback"


def test_anybody_comments_and_the_team_reads_it(
    desk_of: Callable[[Actor], Desk], people: People
) -> None:
    desk = desk_of(people.bob)
    sent = desk.form(QUESTION, "comment").send(body="What about <b>orders</b>?\nAsk Dan.")
    assert sent.location == f"{desk.path(QUESTION)}#{QUESTION}"
    told = "Bob 23 November 2026, 11:00 CET What about <b>orders</b>? Ask Dan."
    assert told in desk.area(QUESTION).text


@pytest.mark.parametrize("body", ["", "   ", "x" * 4001])
def test_what_is_no_comment_is_shown_again(desk: Desk, body: str) -> None:
    page = desk.browser.read(desk.form(QUESTION, "comment").send(body=body), 422)
    assert "A comment has 1 to 4000 characters." in page.text
    assert page.form(action=f"/{QUESTION}/comment").values["body"] == body


def test_a_comment_on_nothing_is_not_found(desk: Desk) -> None:
    assert desk.post("deployment.none", "comment", {"body": "Hello"}).status_code == 404
