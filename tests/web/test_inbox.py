"""The inbox: reading the page changes nothing, following a notice marks it as read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import comments
from tests.client import Client
from tests.factories.hearing import told
from tests.factories.people import People
from tests.factories.reviews import done, start_review
from tests.factories.signing import sent_review

SignedIn = Callable[[Actor], Client]


def test_an_empty_inbox_says_what_would_come(signed_in: SignedIn, people: People) -> None:
    page = signed_in(people.eve).page("/inbox")
    assert "Nothing yet" in page.text
    assert "/account/notifications" in page.links()


def test_looking_changes_nothing_and_following_marks_as_read(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    bob = signed_in(people.bob)
    for _ in range(2):
        page = bob.page("/inbox")
        assert "Mark all as read" in page.text
        assert [each.read_at for each in told(database, people.bob)] == [None]
    notice = told(database, people.bob)[0].id
    opened = [each for each in page.forms() if each.action == f"/inbox/{notice}/open"][-1].send()
    assert (opened.status_code, opened.location) == (302, f"/reviews/{review}/gates/sre")
    assert told(database, people.bob)[0].read_at == now
    assert "You have read everything." in bob.page("/inbox").text


def test_a_row_says_what_happened_what_to_do_and_what_else_is_not_told_yet(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    said = {"question": "deployment.rollback", "by": people.alice}
    done(database, now, comments.comment, review, "Is it **safe**, @Bob and @Carol?", **said)
    text = signed_in(people.bob).page("/inbox").text
    gate = "Asked of you Checkout waits for the signature of SRE."
    assert f"{gate} Look at it, and sign, ask for changes or refuse. 23 November" in text
    thread = "in a thread on “Is deployment.rollback in order?” of Checkout."
    asked = "Read it, and answer: “Is it safe, @Bob and @Carol?” Asked of Bob and Carol"
    assert f"{thread} {asked} · Deployment process 23 November" in text


def test_the_bar_counts_what_is_unread_and_parts_of_pages_ask_nothing(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    sent_review(database, people, now=now)
    bob = signed_in(people.bob)
    assert inbox_link(bob) == "Inbox 1"
    bob.page("/inbox").form(action="/inbox/read").send()
    assert inbox_link(bob) == "Inbox"


def inbox_link(browser: Client) -> str:
    page = browser.page("/services")
    found = [each for each in page.tree.iter("a") if each.get("href") == "/inbox"]
    label = found[0].get("aria-label") or "".join(found[0].itertext())
    digits = "".join(each for each in label if each.isdigit())
    return f"Inbox {digits}".strip()


def test_marking_all_leaves_what_came_after_the_page_was_shown(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    page = signed_in(people.bob).page("/inbox")
    said = {"question": "hygiene.restore", "by": people.alice}
    done(database, now, comments.comment, review, "What does @Bob say?", **said)
    page.form(action="/inbox/read").send()
    first, second = told(database, people.bob)
    assert (first.read_at, second.read_at) == (now, None)


def test_one_is_marked_without_leaving_the_page(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    sent_review(database, people, now=now)
    bob = signed_in(people.bob)
    notice = told(database, people.bob)[0].id
    answer = bob.page("/inbox").form(action=f"/inbox/{notice}/read").send()
    assert answer.location == "/inbox"
    assert told(database, people.bob)[0].read_at == now


@pytest.mark.parametrize("verb", ["open", "read"])
def test_nobody_marks_or_follows_what_another_was_told(
    signed_in: SignedIn, database: Database, people: People, now: datetime, verb: str
) -> None:
    sent_review(database, people, now=now)
    notice = told(database, people.bob)[0].id
    eve = signed_in(people.eve)
    token = eve.page("/account/notifications").form(button="Save").values["csrf_token"]
    answer = eve.post(f"/inbox/{notice}/{verb}", data={"csrf_token": token})
    assert answer.status_code == 404
    assert told(database, people.bob)[0].read_at is None


def test_what_came_about_one_review_stands_together(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    for body in ("@Bob, how?", "@Bob, and when?"):
        said = {"question": "hygiene.restore", "by": people.alice}
        done(database, now, comments.comment, review, body, **said)
    page = signed_in(people.bob).page("/inbox")
    groups = list(page.tree.iter("h4"))
    assert len(groups) == 1
    assert len(told(database, people.bob)) == 2
