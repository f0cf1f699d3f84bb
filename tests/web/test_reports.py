"""The page of a review's reports, and the files."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from readiness.cli.worker import work
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.reports import Report
from tests.applications import Clock
from tests.client import Client
from tests.factories.jobs import work_off
from tests.factories.people import People
from tests.factories.reviews import approved_review, reviewers, start_review

SignedIn = Callable[[Actor], Client]


def test_a_draft_is_asked_for_awaited_and_downloaded(
    database: Database, people: People, signed_in: SignedIn, clock: Clock
) -> None:
    review = start_review(database, people, now=clock())
    eve = signed_in(people.eve)
    address = f"/reviews/{review}/report"
    assert eve.get(f"{address}.pdf").status_code == 404
    page = eve.follow(eve.page(address).form(button="Make a draft").send())
    assert "The report is being made." in page.next_step
    asks = [each.get("hx-trigger") for each in page.tree.iter("div") if each.get("hx-get")]
    assert asks == ["every 2s"]
    clock.forward(seconds=5)
    work_off(database, clock())
    page = eve.page(address)
    assert "A draft is ready." in page.next_step
    assert not [each for each in page.tree.iter("div") if each.get("hx-get")]
    answer = eve.get(f"{address}.pdf")
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    name = f"checkout-production-launch-review-{review}-DRAFT.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_draft_that_never_comes_can_be_asked_for_again(
    database: Database, people: People, signed_in: SignedIn, clock: Clock
) -> None:
    review = start_review(database, people, now=clock())
    eve = signed_in(people.eve)
    eve.page(f"/reviews/{review}/report").form(button="Make a draft").send()
    clock.forward(minutes=3)
    page = eve.page(f"/reviews/{review}/report")
    assert "should have been finished by now" in page.next_step
    assert "being made" in eve.follow(page.form(button="Ask again").send()).next_step


def test_a_draft_that_could_not_be_made_is_told(
    database: Database, people: People, signed_in: SignedIn, clock: Clock
) -> None:
    review = start_review(database, people, now=clock())
    eve = signed_in(people.eve)
    eve.page(f"/reviews/{review}/report").form(button="Make a draft").send()
    for _ in range(3):
        work(database, handlers={}, clock=clock)
        clock.forward(minutes=1)
    page = eve.page(f"/reviews/{review}/report")
    assert "The draft could not be made." in page.next_step
    assert not [each for each in page.tree.iter("div") if each.get("hx-get")]
    assert "being made" in eve.follow(page.form(button="Ask again").send()).next_step


def test_the_report_of_an_approval_is_listed_with_its_digest(
    database: Database, people: People, signed_in: SignedIn, clock: Clock
) -> None:
    by = reviewers(database, people, clock())
    review = approved_review(database, people, by, now=clock())
    eve = signed_in(people.eve)
    address = f"/reviews/{review}/report"
    assert "being made" in eve.page(address).next_step
    assert eve.get(f"{address}.pdf").status_code == 404
    work_off(database, clock())
    with database.reading() as session:
        stored = session.scalars(select(Report)).one()
        page = eve.page(address)
        assert "The report of the approval is ready" in page.next_step
        assert stored.sha256[:16] in page.text
        for query in ("", f"?approval={stored.approval_id}"):
            assert eve.get(f"{address}.pdf{query}").data == stored.content
    assert eve.get(f"{address}.pdf?draft=1").status_code == 404


@pytest.mark.parametrize("path", ["/reviews/7/report", "/reviews/7/report.pdf"])
def test_there_is_no_report_of_a_review_that_is_not(
    people: People, signed_in: SignedIn, path: str
) -> None:
    assert signed_in(people.eve).get(path).status_code == 404


def test_a_stranger_is_led_to_the_sign_in(client: Client, people: People) -> None:
    assert client.get("/reviews/1/report.pdf").status_code == 302
