"""Asking, on the card of an unmet question, that it may wait."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from readiness.core.rights import Actor
from readiness.core.waivers import Decision
from readiness.store.engine import Database
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import start_review
from tests.factories.waivers import decide, waived
from tests.factories.widgets import widget_document
from tests.web.conftest import Desk

QUESTION = "deployment.minutes"
ASKED = {
    "reason": "The second step lands in a week.",
    "control": "Somebody watches each deployment.",
    "until": "2026-12-15",
    "item_title": "Cut the second step",
    "item_link": "https://tracker.example.com/9",
    "item_owner": "1",
    "item_due": "2026-12-11",
}


@pytest.fixture
def unmet(desk: Desk) -> Desk:
    desk.form(QUESTION).send(number="34")
    return desk


def test_a_waiver_is_asked_for_where_a_question_is_unmet(unmet: Desk) -> None:
    sent = unmet.form(QUESTION, "waiver").send(ASKED)
    assert sent.location == f"{unmet.path(QUESTION)}#{QUESTION}"
    page = unmet.area(QUESTION)
    assert "Waiver asked for until 15 December 2026" in page.text
    assert "Meanwhile: Somebody watches each deployment." in page.text
    assert "Ends the need: Cut the second step, Alice, due 11 December 2026" in page.text
    assert "Ask for a waiver" not in page.text


def test_the_form_says_and_fills_in_the_longest_end(unmet: Desk) -> None:
    page = unmet.area(QUESTION)
    latest = unmet.now.date() + timedelta(days=90)
    assert f"at most 90 days, so until {latest.day} {latest:%B %Y};" in page.text
    assert page.form(action=f"/{QUESTION}/waiver").values["until"] == latest.isoformat()


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
        ({"reason": ""}, "Say why it can wait."),
        ({"control": ""}, "Say what makes up for it until then."),
        ({"item_title": ""}, "Say what is to be done"),
        ({"item_link": "tracker"}, "A link starts with https:// or http://."),
        ({"item_owner": ""}, "Choose who does this work."),
        ({"item_owner": "2"}, "Choose a member of the team that owns the service."),
        ({"item_due": "soon"}, "Give the day by which it is done"),
        ({"item_due": "2026-12-16"}, "It has to be done when the waiver ends, here by 2026-12-15."),
    ],
)
def test_what_cannot_be_asked_is_shown_again(
    unmet: Desk, change: dict[str, str], sentence: str
) -> None:
    typed = {**ASKED, **change}
    page = unmet.browser.read(unmet.form(QUESTION, "waiver").send(typed), 422)
    assert sentence in page.text
    kept = page.form(action=f"/{QUESTION}/waiver").values
    chosen = [""] if typed["item_owner"] in ("", "2") else [typed["item_owner"]]
    assert {name: kept[name] for name in typed} == {**typed, "item_owner": chosen}


def test_a_second_request_for_the_question_is_refused_on_its_page(unmet: Desk) -> None:
    unmet.form(QUESTION, "waiver").send(ASKED)
    sent = unmet.post(QUESTION, "waiver", ASKED)
    assert sent.status_code == 409
    assert "There is already a request for a waiver of this question." in sent.text


def test_what_runs_is_asked_for_again_from_its_page_and_its_card(
    unmet: Desk, people: People
) -> None:
    waiver = waived(unmet.database, unmet.review, people.alice, people.carol, unmet.now, QUESTION)
    page = unmet.browser.page(f"/reviews/{unmet.review}/waivers/{waiver}")
    assert "Ask for it again" in page.text
    assert f"{unmet.path(QUESTION)}#{QUESTION}" in page.links()
    assert (
        "The waiver that runs stays as it is until this one is granted."
        in unmet.area(QUESTION).text
    )
    unmet.form(QUESTION, "waiver").send(ASKED)
    assert "Ask for it again" not in unmet.area(QUESTION).text
    page = unmet.browser.page(f"/reviews/{unmet.review}/waivers/{waiver}")
    assert "Ask for it again" not in page.text
    assert "which waits for a decision" in page.text
    again = waiver + 1
    assert f"/waivers/{again}" in page.links()
    decide(unmet.database, unmet.review, again, Decision.GRANTED, people.carol, unmet.now)
    page = unmet.browser.page(f"/reviews/{unmet.review}")
    assert "Replaced by a later one" in page.text


def test_nobody_else_asks_for_one(
    unmet: Desk, desk_of: Callable[[Actor], Desk], people: People
) -> None:
    desk = desk_of(people.carol)
    assert desk.post(QUESTION, "waiver", ASKED).status_code == 403
    assert "Ask for a waiver" not in desk.area(QUESTION).text


def test_where_the_team_has_too_many_the_card_says_so_and_offers_no_form(
    signed_in: Callable[[Actor], Client], database: Database, people: People, now: datetime
) -> None:
    document: dict[str, Any] = widget_document()
    document["policy"] = {**document["policy"], "most_waivers": 1}
    review = start_review(database, people, now=now, document=document)
    desk = Desk(signed_in(people.alice), review, database, now)
    desk.form(QUESTION).send(number="34")
    desk.script("deployment.rollback", {"choice": "no", "reason": "By hand"})
    waived(database, review, people.alice, people.carol, now)
    page = desk.area(QUESTION)
    assert "No waiver can be asked for: Payments may have 1 waiver running at once." in page.text
    assert "Ask for a waiver" not in page.text
    sent = desk.post(QUESTION, "waiver", ASKED)
    assert sent.status_code == 409
    assert "One of these has to end first: Checkout" in sent.text
