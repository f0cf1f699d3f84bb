"""Questions are found by their words, and lead to their place in the checklist."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import checklists
from tests.client import Client
from tests.factories.checklists import launch_document
from tests.factories.people import People
from tests.factories.reviews import done


@pytest.fixture
def eve(
    signed_in: Callable[[Actor], Client], database: Database, people: People, now: datetime
) -> Client:
    done(database, now, checklists.sync, [launch_document()])
    return signed_in(people.eve)


def test_a_hit_leads_to_its_place(eve: Client) -> None:
    page = eve.page("/checklists/search?q=RESTORE")
    assert "/checklists/launch/1#hygiene.restore" in page.links()
    assert "Launch readiness review, version 1: Production hygiene" in page.text
    here = [each for each in page.tree.iter("a") if each.get("aria-current") == "page"]
    assert {each.get("href") for each in here} == {"/checklists"}
    assert page.next_step.startswith("1 question has every word of “RESTORE”.")


def test_the_list_of_checklists_offers_the_search(eve: Client) -> None:
    page = eve.page("/checklists")
    fields = [each.get("name") for each in page.tree.iter("input")]
    assert "q" in fields


def test_no_hit_says_what_to_do(eve: Client) -> None:
    page = eve.page("/checklists/search?q=<script>alert(1)</script>")
    assert "Nothing matches" in page.text
    assert "<script>alert(1)" not in page.response.text


def test_without_words_nothing_is_searched(eve: Client) -> None:
    page = eve.page("/checklists/search?q=++")
    assert page.next_step.startswith("Write a word or several")
    assert "Nothing matches" not in page.text
