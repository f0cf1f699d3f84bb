"""An earlier answer stands on its card as an offer, and is confirmed, changed or left alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.applications import Clock
from tests.client import Client
from tests.factories.checklists import QUESTIONS, launch_document, question
from tests.factories.people import People
from tests.factories.renewals import answered_before, approved_of, given_up, start_of
from tests.factories.reviews import answer, reviewers, start_review
from tests.web.conftest import Desk

SignedIn = Callable[[Actor], Client]
ROLLBACK, MINUTES, DUTIES = "deployment.rollback", "deployment.minutes", "compliance.duties"
YES = {"choice": "yes", "reason": ""}
WAITS = "Answered before, and not confirmed yet"


@pytest.fixture
def earlier(database: Database, people: People, now: datetime) -> int:
    return answered_before(database, people, now=now)


@pytest.fixture
def renewed_by(
    database: Database,
    people: People,
    earlier: int,
    signed_in: SignedIn,
    clock: Clock,
) -> Callable[[Actor], Desk]:
    """Return a function that sits somebody down in front of the review that came next."""
    assert earlier
    later = clock.forward(days=3)
    review = start_review(database, people, now=later)
    return lambda who: Desk(signed_in(who), review, database, later)


@pytest.fixture
def renewed(renewed_by: Callable[[Actor], Desk], people: People) -> Desk:
    return renewed_by(people.alice)


def test_the_area_says_how_many_wait_and_each_card_offers_its_own(renewed: Desk) -> None:
    page = renewed.area(ROLLBACK)
    assert "2 earlier answers are waiting to be confirmed." in page.text
    assert page.text.count(WAITS) == 2
    assert "in the launch review of 23 November 2026 for production" in page.text
    assert "(Launch readiness review, version 1)" in page.text
    assert "1 earlier answer is waiting" in renewed.area(DUTIES).text
    assert "The list of duties" in renewed.area(DUTIES).text
    assert "choice" not in renewed.form(ROLLBACK).values
    assert renewed.value(ROLLBACK) is None


def test_the_review_says_where_earlier_answers_wait(renewed: Desk) -> None:
    page = renewed.browser.page(f"/reviews/{renewed.review}")
    assert "Earlier answers of Checkout are waiting to be confirmed, one by one" in page.text
    assert "2 in Deployment process, 2 in Production hygiene" in page.text


def test_a_first_review_says_nothing_of_it(desk: Desk) -> None:
    assert "to be confirmed" not in desk.area(ROLLBACK).text
    assert "to be confirmed" not in desk.browser.page(f"/reviews/{desk.review}").text


def test_confirming_leads_back_to_the_card_whose_history_tells(renewed: Desk) -> None:
    sent = renewed.form(DUTIES, "confirm").send()
    assert (sent.status_code, sent.location) == (302, f"{renewed.path(DUTIES)}#{DUTIES}")
    assert renewed.value(DUTIES) == YES
    page = renewed.area(DUTIES)
    assert WAITS not in page.text
    assert "waiting to be confirmed" not in page.text
    assert "Confirmed from the review of 23 November 2026" in page.text
    assert "The list of duties" in page.text
    assert "Saved 11:00" in page.text


def test_typing_on_keeps_the_confirmation_in_the_history(renewed: Desk) -> None:
    renewed.form(ROLLBACK, "confirm").send()
    renewed.form(ROLLBACK).send(choice="yes", reason="In five minutes")
    assert "Confirmed from the review of 23 November 2026" in renewed.area(ROLLBACK).text


def test_an_earlier_answer_can_be_changed_before_it_is_saved(renewed: Desk) -> None:
    page = renewed.browser.page(f"{renewed.path(MINUTES)}?take={MINUTES}")
    form = page.form(action=f"/{MINUTES}/answer")
    assert form.values["number"] == "5"
    assert "It stands in the fields below." in page.text
    assert renewed.value(MINUTES) is None
    form.send(number="7")
    assert renewed.value(MINUTES) == {"choice": "given", "reason": "", "number": "7"}
    assert "Confirmed from" not in renewed.area(MINUTES).text


def test_a_save_by_the_script_takes_the_offer_away(renewed: Desk) -> None:
    reply = renewed.script(ROLLBACK, {"choice": "no"}).get_json()
    assert reply["parts"][f"{ROLLBACK}-suggestion"] == ""
    assert "1 earlier answer is waiting" in reply["parts"]["area-waiting"]


def test_an_answer_that_came_meanwhile_is_shown_beside_it(
    renewed: Desk, database: Database, people: People
) -> None:
    form = renewed.form(ROLLBACK, "confirm")
    no = {"choice": "no", "reason": "The tool broke."}
    answer(database, renewed.review, ROLLBACK, no, by=people.alice, now=renewed.now)
    refused = form.send()
    assert refused.status_code == 409
    assert "The tool broke." in refused.text
    assert "Keep mine" in refused.text
    assert renewed.value(ROLLBACK) == no


@pytest.mark.parametrize("source", ["", "x", "1", "99999999999999999999999"])
def test_what_was_not_offered_is_not_found(renewed: Desk, source: str) -> None:
    assert renewed.post(DUTIES, "confirm", {"source": source, "base": "0"}).status_code == 404


def test_another_services_answer_is_not_found(
    renewed: Desk, database: Database, people: People
) -> None:
    other = start_of(database, people, "Ledger", now=renewed.now)
    answer(database, other, DUTIES, YES, by=people.alice, now=renewed.now)
    for source in range(1, 20):
        offered = renewed.form(DUTIES, "confirm").values["source"]
        if str(source) != offered:
            sent = renewed.post(DUTIES, "confirm", {"source": str(source), "base": "0"})
            assert sent.status_code == 404


def test_nobody_else_is_offered_anything_nor_may_confirm(
    renewed_by: Callable[[Actor], Desk], people: People
) -> None:
    bob, alice = renewed_by(people.bob), renewed_by(people.alice)
    assert WAITS not in bob.area(ROLLBACK).text
    assert "to be confirmed" not in bob.browser.page(f"/reviews/{bob.review}").text
    source = alice.form(ROLLBACK, "confirm").values["source"]
    assert bob.post(ROLLBACK, "confirm", {"source": source, "base": "0"}).status_code == 403


def test_evidence_that_is_too_old_by_now_says_so(
    database: Database, people: People, signed_in: SignedIn, clock: Clock
) -> None:
    duties = question(DUTIES, evidence="required", evidence_max_age_days=30)
    document = launch_document(questions=[*QUESTIONS[:4], duties])
    answered_before(database, people, now=clock(), document=document)
    review = start_review(database, people, now=clock.forward(days=2), document=document)
    page = signed_in(people.alice).page(f"/reviews/{review}/areas/compliance")
    assert "No evidence says of which day it is; evidence may be at most 30 days old." in page.text


def test_each_card_leads_to_how_others_answered(
    renewed: Desk, database: Database, people: People, now: datetime
) -> None:
    path = f"/reviews/{renewed.review}/questions/{DUTIES}/others"
    assert path in renewed.area(DUTIES).links()
    assert "No approved review of another service" in renewed.browser.page(path).text
    by = reviewers(database, people, now)
    other = approved_of(database, people, by, "Ledger", now=renewed.now + timedelta(minutes=1))
    page = renewed.browser.page(path)
    assert "Ledger" in page.text
    assert "Yes" in page.text
    assert "The list of duties" in page.text
    assert f"/reviews/{other}/areas/compliance#{DUTIES}" in page.links()


def test_an_abandoned_review_offers_nothing(
    renewed: Desk, database: Database, people: People
) -> None:
    given_up(database, renewed.review, people, renewed.now)
    assert WAITS not in renewed.area(ROLLBACK).text
