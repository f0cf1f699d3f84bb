"""One box on every page, and a page that marks what it found and survives whatever is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import comments
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import answer, done, start_review
from tests.factories.searching import followed

REASON = "The <b>wooden</b> lever & its rope"


@pytest.fixture
def eve(
    signed_in: Callable[[Actor], Client], database: Database, people: People, now: datetime
) -> Client:
    review = start_review(database, people, now=now)
    said = {"choice": "partly", "reason": REASON}
    answer(database, review, "deployment.rollback", said, by=people.alice, now=now)
    for number in range(25):
        body = f"Remark {number}: is the lever oiled?"
        done(database, now, comments.comment, review, body, gate="sre", by=people.bob)
    followed(database)
    return signed_in(people.eve)


def test_finds_are_grouped_marked_and_lead_to_their_place(eve: Client) -> None:
    page = eve.page("/search?q=wooden+LEV")
    assert page.next_step == "1 text has every word of “wooden lev”."
    assert "/reviews/1/areas/deployment#deployment.rollback" in page.links()
    marks = ["".join(each.itertext()) for each in page.tree.iter("mark")]
    assert marks == ["wooden", "lever"]
    assert "&lt;b&gt;<mark>wooden</mark>&lt;/b&gt;" in page.response.text
    assert "Launch review 1 of Checkout: Deployment process" in page.text


def test_a_kind_alone_is_shown_in_pages(eve: Client) -> None:
    page = eve.page("/search?q=lever")
    assert "/search?q=lever&kind=comment" in page.links()
    assert page.response.text.count("Remark") == 5
    first = eve.page("/search?q=lever&kind=comment")
    assert first.response.text.count("Remark") == 20
    assert "Page 1 of 2" in first.text
    last = eve.page("/search?q=lever&kind=comment&page=2")
    assert last.response.text.count("Remark") == 5


def test_every_page_has_the_box_and_the_help_names_its_key(eve: Client) -> None:
    page = eve.page("/services")
    form = next(each for each in page.tree.iter("form") if each.get("action") == "/search")
    assert [each.get("name") for each in form.iter("input")] == ["q"]
    assert "/search" in page.links()
    assert "Search everything" in page.text


def test_a_comment_is_found_by_its_markdown_and_shown_without(
    eve: Client, database: Database, people: People, now: datetime
) -> None:
    body = "Is the **bolt** `M4` as [the norm](https://norms.example.com/iso) wants?"
    done(database, now, comments.comment, 1, body, gate="sre", by=people.bob)
    followed(database)
    assert "Is the bolt M4 as the norm wants?" in eve.page("/search?q=bolt").text
    assert "Is the bolt M4 as the norm wants?" in eve.page("/search?q=norms.example.com").text


STRANGE = (
    '"',
    "'; DROP TABLE search_texts; --",
    "title:lever",
    "NEAR(lever rope, 2) AND NOT",
    "lever*^-{}()|&!<->",
    "%00",
    "lever%00rope",
    "%F0%9F%99%82",
    "%FF%FE%C0%80",
    "a",
    "x" * 10_000,
    "lever+" * 2_000,
    "<script>alert(1)</script>",
    "%E2%80%AEgnp.exe",
)


@pytest.mark.parametrize("typed", STRANGE)
def test_whatever_is_typed_is_answered_by_a_page(eve: Client, typed: str) -> None:
    for address in (f"/search?q={typed}", f"/search?q={typed}&kind=answer&page=-3"):
        page = eve.page(address)
        assert "fts5" not in page.text
        assert "<script>alert" not in page.response.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write a word or several"),
        ("!!", "There is no letter and no number"),
        ("a", "Write at least two letters"),
        ("giraffe", "Nothing has “giraffe”."),
    ],
)
def test_it_says_why_nothing_is_shown(eve: Client, typed: str, said: str) -> None:
    assert eve.page(f"/search?q={typed}").next_step.startswith(said)


def test_long_texts_are_said_to_be_cut(eve: Client) -> None:
    assert "only its first 12 words" in eve.page("/search?q=" + "lever+" * 50).text


def test_what_cannot_be_found_yet_is_told(
    eve: Client, database: Database, people: People, now: datetime
) -> None:
    assert "cannot be found yet" not in eve.page("/search?q=lever").text
    followed(database)
    earlier = now.replace(hour=9)
    said = {"gate": "sre", "by": people.bob}
    done(database, earlier, comments.comment, 1, "A late remark", **said)
    assert "cannot be found yet" in eve.page("/search?q=lever").text
