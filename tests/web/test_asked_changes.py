"""What a reviewer asks to have changed: pointed at in one vote, shown to the team, offered back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import inspect

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.signoffs import Vote
from tests.applications import Clock
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import answer
from tests.factories.signing import MINUTES, change, minutes, sent_review

Browser = Callable[[Actor], Client]
ROLLBACK = "deployment.rollback"


@pytest.fixture
def review(database: Database, people: People, now: datetime, signed_in: Browser) -> int:
    """Bob pointed at two of the four questions that his gate covers."""
    made = sent_review(database, people, now=now)
    form = signed_in(people.bob).page(f"/reviews/{made}/gates/sre").form(button="Record my vote")
    said = {"choice": "request_changes", "comment": "By whom?"}
    assert form.send(said, questions=[ROLLBACK, MINUTES]).status_code == 302
    return made


def say(
    database: Database, review: int, question: str, reason: str, by: Actor, at: datetime
) -> None:
    answer(database, review, question, {"choice": "yes", "reason": reason}, by=by, now=at)


def test_the_team_reads_on_every_page_what_is_asked_and_by_whom(
    signed_in: Browser, people: People, review: int
) -> None:
    client = signed_in(people.alice)
    for path in (f"/reviews/{review}", f"/reviews/{review}/areas/deployment"):
        page = client.page(path)
        assert "Bob asks for changes For SRE" in page.text
        assert "By whom?" in page.text
        assert f"/reviews/{review}/areas/deployment#{MINUTES}" in page.links()
        assert page.text.count("To answer") == 2
    text = client.page(f"/reviews/{review}/areas/deployment").text
    assert text.count("Change asked for by Bob for SRE") == 2
    assert "Bob asks for changes" not in client.page(f"/reviews/{review}/areas/hygiene").text
    gate = client.page(f"/reviews/{review}/gates/sre")
    assert "About: Is deployment.minutes in order?, Is deployment.rollback in order?" in gate.text


def test_a_save_mends_what_the_page_says_of_it(
    signed_in: Browser, people: People, review: int
) -> None:
    client = signed_in(people.alice)
    form = client.page(f"/reviews/{review}/areas/deployment").form(action=f"/{ROLLBACK}/answer")
    accept = {"Accept": "application/json"}
    said = {**form.values, "choice": "no", "reason": ""}
    reply = client.post(form.action, data=said, headers=accept).get_json()
    assert reply["parts"]["area-asked"].count("Changed, not sent yet") == 1
    assert reply["parts"]["area-asked"].count("To answer") == 1


def test_the_next_step_leads_from_one_question_to_the_next_and_then_to_sending(
    signed_in: Browser, database: Database, people: People, review: int, clock: Clock
) -> None:
    client, at = signed_in(people.alice), clock.forward(hours=1)
    page = client.page(f"/reviews/{review}")
    assert "SRE asked for changes. By whom? Go to the question" in page.next_step
    say(database, review, ROLLBACK, "By Alice.", people.alice, at)
    page = client.page(f"/reviews/{review}")
    assert "Go to the question" in page.next_step
    assert "Changed, not sent yet" in page.text
    answer(database, review, MINUTES, minutes("2"), by=people.alice, now=at)
    assert "Send changes" in client.page(f"/reviews/{review}").next_step


def test_an_answer_offers_itself_to_whoever_asked(
    signed_in: Browser, database: Database, people: People, review: int, clock: Clock
) -> None:
    bob, at = signed_in(people.bob), clock.forward(hours=1)
    say(database, review, ROLLBACK, "By Alice.", people.alice, at)
    restored: dict[str, object] = {"choice": "given", "reason": "", "date": "2026-11-22"}
    answer(database, review, "hygiene.restore", restored, by=people.alice, now=at)
    assert "you asked about" not in bob.page("/").text
    change(database, review, "2", people.alice, at)
    page = bob.page(f"/reviews/{review}/gates/sre")
    assert page.next_step.startswith("Answered: 2 of 2 that you asked about.")
    assert "1 unchanged, 3 to read, about 5 minutes." in page.text
    heads = [page.text.index(each) for each in ("What you asked about", "What else changed")]
    assert heads[0] < page.text.index("Is deployment.rollback in order?") < heads[1]
    assert heads[1] < page.text.index("Is hygiene.restore in order?")
    home = bob.page("/")
    assert home.next_step.startswith("Review Checkout for the SRE gate.")
    assert (
        "nswered: 2 of 2 that you asked about; 1 unchanged, 3 to read, about 5 minutes" in home.text
    )


def test_what_was_left_as_it_was_is_told(
    signed_in: Browser, database: Database, people: People, review: int, clock: Clock
) -> None:
    change(database, review, "2", people.alice, clock.forward(hours=1))
    page = signed_in(people.bob).page(f"/reviews/{review}/gates/sre")
    assert page.next_step.startswith("Answered: 1 of 2 that you asked about.")
    assert "Not answered" in page.text
    assert (
        "Change asked for by"
        in signed_in(people.alice).page(f"/reviews/{review}/areas/deployment").text
    )


def test_nothing_is_offered_to_others_or_after_the_next_vote(
    signed_in: Browser, database: Database, people: People, review: int, clock: Clock
) -> None:
    change(database, review, "2", people.alice, clock.forward(hours=1))
    assert (
        "you asked about" not in signed_in(people.alice).page(f"/reviews/{review}/gates/sre").text
    )
    bob = signed_in(people.bob)
    form = bob.page(f"/reviews/{review}/gates/sre").form(button="Record my vote")
    assert form.send(choice="approve").status_code == 302
    assert "you asked about" not in bob.page(f"/reviews/{review}/gates/sre").text
    assert "you asked about" not in bob.page("/").text


def test_a_request_may_say_it_all_in_its_comment(
    signed_in: Browser, database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    bob = signed_in(people.bob)
    form = bob.page(f"/reviews/{review}/gates/sre").form(button="Record my vote")
    assert form.send(choice="request_changes", comment="Say who is on call.").status_code == 302
    page = signed_in(people.alice).page(f"/reviews/{review}")
    assert "Say who is on call." in page.next_step
    assert f"/reviews/{review}/gates/sre" in page.links()


def test_what_an_old_vote_pointed_at_is_still_shown(
    signed_in: Browser, database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    form = signed_in(people.bob).page(f"/reviews/{review}/gates/sre").form(button="Record my vote")
    form.send(choice="request_changes", comment="Old.")
    copy = _as_before(database)
    page = signed_in(people.alice).page(f"/reviews/{review}/gates/sre")
    assert copy in page.text
    text = signed_in(people.alice).page(f"/reviews/{review}/areas/deployment").text
    assert "Change asked for by Bob for SRE" in text


def _as_before(database: Database) -> str:
    """Add a vote as it was kept when one question was in its own row."""
    with database.writing() as session:
        row = session.get_one(Vote, 1)
        names = {each.key for each in inspect(Vote).column_attrs} - {"id"}
        kept = {name: getattr(row, name) for name in names}
        session.add(Vote(**{**kept, "question": ROLLBACK, "comment": "Older."}))
        session.commit()
    return "About: Is deployment.rollback in order?"
