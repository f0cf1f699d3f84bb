"""Changes wait until the page that tells what sending them does was looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.client import Client, Page, words
from tests.factories.people import People
from tests.factories.reviews import answer, reviewers, sign, start_review
from tests.factories.signing import MINUTES, found, minutes, sent_review, states

Browser = Callable[[Actor], Client]
DUTIES = "compliance.duties"


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return sent_review(database, people, now=now)


def beside(page: Page) -> list[str]:
    found = [each for each in page.tree.iter() if each.get("class") in ("was", "is")]
    return [words(each) for each in found]


def test_the_page_names_gates_differences_and_stale_signatures_before_anything_is_sent(
    signed_in: Browser, database: Database, people: People, review: int, now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    answer(database, review, MINUTES, minutes("9"), by=people.alice, now=now)
    alice = signed_in(people.alice)
    shown = alice.page(f"/reviews/{review}")
    assert "SRE and Launch will have to look again." in shown.next_step
    page = alice.page(f"/reviews/{review}/send")
    assert "1 signature goes stale and must be given again." in page.next_step
    assert "Signatures go stale SRE No longer counts: the signature of Bob." in page.text
    assert "Looks again Launch 1 thing differs from what its reviewers read." in page.text
    assert "Security" not in page.text
    assert [each.split(" at most")[0] for each in beside(page)] == [
        "What reviewers see5 minutes",
        "What you send9 minutes",
    ]
    assert states(database, review, now)["sre"] == "signed"
    done = alice.follow(page.form(button="Send to SRE and Launch").send())
    assert "Sent to SRE and Launch." in done.text
    assert states(database, review, now)["sre"] == "stale"


def test_what_changed_meanwhile_is_shown_and_nothing_is_sent(
    signed_in: Browser, database: Database, people: People, review: int, now: datetime
) -> None:
    answer(database, review, MINUTES, minutes("9"), by=people.alice, now=now)
    alice = signed_in(people.alice)
    form = alice.page(f"/reviews/{review}/send").form(button="Send to SRE and Launch")
    answer(database, review, MINUTES, minutes("8"), by=people.alice, now=now)
    page = alice.read(form.send(), 409)
    assert "Nothing is sent yet. Look at what would be sent, then send it." in page.text
    assert "8 minutes" in page.text
    assert found(database, review, now).gate("sre").ballot.round == 1
    assert page.form(button="Send to SRE and Launch").send().status_code == 302
    assert found(database, review, now).gate("sre").ballot.round == 2


def test_no_form_of_an_older_page_sends_past_the_look(
    signed_in: Browser, database: Database, people: People, review: int, now: datetime
) -> None:
    answer(database, review, MINUTES, minutes("9"), by=people.alice, now=now)
    alice = signed_in(people.alice)
    token = alice.page(f"/reviews/{review}").token
    sent = alice.post(f"/reviews/{review}/send", data={"csrf_token": token, "gates": "sre"})
    assert "What you send" in alice.read(sent, 409).text
    assert found(database, review, now).gate("sre").ballot.round == 1


def test_sending_again_without_a_change_says_that_nothing_differs(
    signed_in: Browser, database: Database, people: People, review: int, now: datetime
) -> None:
    alice = signed_in(people.alice)
    page = alice.page(f"/reviews/{review}/send?gates=security")
    assert "Nothing differs from what reviewers have read." in page.text
    assert "No signature goes stale." in page.next_step
    page = alice.page(f"/reviews/{review}/send", 409)
    assert f"http://localhost/reviews/{review}" in page.links()


def test_an_open_question_keeps_the_page_from_sending(
    signed_in: Browser, database: Database, people: People, review: int, now: datetime
) -> None:
    none: dict[str, object] = {"choice": "", "reason": ""}
    answer(database, review, DUTIES, none, by=people.alice, now=now)
    page = signed_in(people.alice).page(f"/reviews/{review}/send")
    assert "1 question is still open; nothing can be sent before." in page.next_step
    assert not page.has_form(button="Send to Security")


def test_only_the_team_looks_and_sends(
    signed_in: Browser, database: Database, people: People, review: int, now: datetime
) -> None:
    answer(database, review, MINUTES, minutes("9"), by=people.alice, now=now)
    for who in (people.bob, people.carol, people.ada, people.eve):
        assert signed_in(who).get(f"/reviews/{review}/send").status_code == 403


def test_a_first_sending_needs_no_look(
    signed_in: Browser, database: Database, people: People, now: datetime
) -> None:
    started = start_review(database, people, now=now)
    page = signed_in(people.alice).page(f"/reviews/{started}")
    assert page.has_form(button="Send to SRE")
    reviewers(database, people, now)
