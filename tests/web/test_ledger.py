"""The ledger is read, filtered and verified by everybody who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import text

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import ledger_pages
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import answer_everything, start_review

SignedIn = Callable[[Actor], Client]


def test_it_tells_what_happened_and_filters(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    eve = signed_in(people.eve)
    page = eve.page("/ledger")
    assert "Alice registered the service · Checkout" in page.text
    assert f"/reviews/{review}" in page.links()
    started = eve.page("/ledger?service=checkout&event=review.started")
    assert "Alice started the review for production" in started.text
    assert "registered" not in started.text
    assert "Nothing like that" in eve.page("/ledger?event=token.made").text


def test_pages_go_back_in_time(
    signed_in: SignedIn,
    database: Database,
    people: People,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ledger_pages, "PAGE", 4)
    answer_everything(database, start_review(database, people, now=now), by=people.alice, now=now)
    eve = signed_in(people.eve)
    (older,) = (link for link in eve.page("/ledger?service=checkout").links() if "before" in link)
    assert "service=checkout" in older
    assert "Back to the newest" in eve.page(older).text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("event=gone", 422),
        ("service=gone", 404),
        ("before=x", 200),
        ("before=-1", 200),
        (f"before={2**64}", 200),
    ],
)
def test_bad_filters(signed_in: SignedIn, people: People, query: str, status: int) -> None:
    signed_in(people.eve).page(f"/ledger?{query}", status)


def test_verifying_says_that_it_is_whole(signed_in: SignedIn, people: People) -> None:
    page = signed_in(people.eve).page("/ledger/proof")
    assert page.next_step.startswith("The ledger is whole: all")


@pytest.mark.sqlite
def test_verifying_names_the_first_broken_entry(
    signed_in: SignedIn, database: Database, people: People
) -> None:
    eve = signed_in(people.eve)
    with database.writer.begin() as connection:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
        for row in connection.execute(text(triggers), {"table": "ledger_entries"}).all():
            connection.execute(text(f"DROP TRIGGER {row.name}"))
        connection.execute(text("UPDATE ledger_entries SET body = body || ' ' WHERE seq = 3"))
    page = eve.page("/ledger/proof")
    assert "The ledger is broken at entry 3" in page.next_step
    assert "Entries up to 2 are proven" in page.text


def test_a_stranger_reads_nothing(client: Client, people: People) -> None:
    assert client.get("/ledger").location == "/sign-in"
    assert client.get("/ledger/proof").location == "/sign-in"
