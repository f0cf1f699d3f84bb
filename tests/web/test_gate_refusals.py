"""What the page of a gate says while it is refused: to who refused, to their team, to the service's team."""

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.client import Client, Page
from tests.factories.people import People
from tests.factories.reviews import approved_review, reviewers
from tests.factories.signing import change, deny, make, sent_review

Browser = Callable[[Actor], Client]


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    """A review of which Bob, alone in his team, has refused a gate."""
    started = sent_review(database, people, now=now)
    deny(database, started, people.bob, now)
    return started


@pytest.fixture
def page_of(signed_in: Browser, review: int) -> Callable[[Actor], Page]:
    return lambda who: signed_in(who).page(f"/reviews/{review}/gates/sre")


def test_ones_own_refusal_is_taken_back_by_ones_approval(
    signed_in: Browser, database: Database, people: People, review: int, now: datetime
) -> None:
    change(database, review, "9", people.alice, now)
    client = signed_in(people.bob)
    page = client.page(f"/reviews/{review}/gates/sre")
    assert page.next_step.startswith("This changed since you refused.")
    form = page.form(button="Record my vote")
    assert "denial" not in form.values
    assert "Your approval takes your refusal back" in page.text
    page = client.follow(form.send(choice="approve"))
    assert "Refused by" not in page.text
    assert page.next_step.startswith("You signed this gate.")


def test_in_a_team_of_one_nobody_else_is_said_to_end_it(
    database: Database, people: People, page_of: Callable[[Actor], Page]
) -> None:
    assert "nobody else of SRE may sign here" in page_of(people.alice).text
    make(database, "Bella", "sre")
    assert "1 other member of SRE approves it" in page_of(people.alice).text


def test_the_team_is_told_what_helps(
    database: Database,
    people: People,
    review: int,
    now: datetime,
    page_of: Callable[[Actor], Page],
) -> None:
    assert "change what is refused and send it" in page_of(people.alice).next_step
    change(database, review, "9", people.alice, now)
    assert "SRE decides whether the refusal ends" in page_of(people.alice).next_step


def test_a_refusal_after_the_approval_leads_to_the_reopening(
    signed_in: Browser, database: Database, people: People, now: datetime
) -> None:
    review = approved_review(database, people, reviewers(database, people, now), now=now)
    deny(database, review, people.bob, now)
    page = signed_in(people.alice).page(f"/reviews/{review}/gates/sre")
    assert "Talk to whoever refused, or reopen what the gate covers" in page.next_step
    assert f"/reviews/{review}/reopen" in page.links()


def test_who_cannot_sign_where_nobody_can_is_told_so(
    signed_in: Browser, database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    page = signed_in(people.eve).page(f"/reviews/{review}/gates/security")
    assert "ask an administrator to add somebody to the team" in page.text


def test_who_refused_and_then_answered_can_only_take_it_back(
    signed_in: Browser, database: Database, people: People, now: datetime
) -> None:
    both = make(database, "Dora", "sre", "payments")
    review = sent_review(database, people, now=now)
    vote = deny(database, review, both, now)
    change(database, review, "9", both, now)
    page = signed_in(both).page(f"/reviews/{review}/gates/sre")
    assert "you can only take it back" in page.next_step
    assert f"#vote-{vote}" in page.links()
    assert page.has_form(button="Take this vote back")
