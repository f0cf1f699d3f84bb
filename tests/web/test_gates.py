"""What a reviewer reads of a gate, and the votes given there."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from readiness.core.rights import Actor
from readiness.core.signoffs import Choice
from readiness.store.engine import Database
from readiness.usecases import submissions, transaction
from tests.client import Client, Form, Page, words
from tests.factories.people import People, make_person
from tests.factories.reviews import (
    answer,
    answer_everything,
    done,
    reviewers,
    sign,
    sign_all,
    start_review,
    submit_all,
)

Browser = Callable[[Actor], Client]


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    """A review of which everything was answered and sent."""
    started = start_review(database, people, now=now)
    answer_everything(database, started, by=people.alice, now=now)
    submit_all(database, started, by=people.alice, now=now)
    return started


def vote_form(client: Client, review: int, gate: str = "sre") -> Form:
    return client.page(f"/reviews/{review}/gates/{gate}").form(button="Record my vote")


def beside(page: Page) -> list[str]:
    """What was there when the reader looked, and what is there now."""
    found = [each for each in page.tree.iter() if each.get("class") in ("was", "is")]
    return [words(each).replace("looked", "looked: ").replace("Now", "Now: ") for each in found]


def test_a_gate_shows_only_the_questions_of_its_areas(
    signed_in: Browser, people: People, review: int
) -> None:
    text = signed_in(people.bob).page(f"/reviews/{review}/gates/sre").text
    assert "Is deployment.rollback in order?" in text
    assert "Is compliance.duties in order?" not in text
    assert "4 to read, about 6 minutes." in text


def test_an_approval_is_recorded_and_leads_to_the_queue(
    signed_in: Browser, people: People, review: int
) -> None:
    client = signed_in(people.bob)
    page = client.follow(vote_form(client, review).send(choice="approve"))
    assert "Your approval is recorded." in page.text
    assert "You signed this gate." in page.next_step
    assert "/queue" in page.links()


@pytest.mark.parametrize(
    ("choice", "fault"),
    [
        (
            "request_changes",
            "Tick the questions that need a change, or say in the comment what does.",
        ),
        ("deny", "Say why, so that the team knows what to do."),
    ],
)
def test_whoever_does_not_approve_says_what_and_why(
    signed_in: Browser, people: People, review: int, choice: str, fault: str
) -> None:
    client = signed_in(people.bob)
    page = client.read(vote_form(client, review).send(choice=choice), 422)
    assert fault in page.text
    assert "Nobody has voted yet." in page.text


def test_a_vote_without_a_choice_is_told_so(
    signed_in: Browser, people: People, review: int
) -> None:
    client = signed_in(people.bob)
    page = client.read(vote_form(client, review).send(comment="Looks good"), 422)
    assert "Choose how you vote." in page.text
    assert "Looks good" in page.text


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("alice", "Only members of the team that signs this gate can vote on it."),
        ("carol", "Only members of the team that signs this gate can vote on it."),
        ("ada", "Only members of the team that signs this gate can vote on it."),
    ],
)
def test_who_may_not_vote_reads_why_and_gets_no_form(
    signed_in: Browser, people: People, review: int, who: str, why: str
) -> None:
    page = signed_in(getattr(people, who)).page(f"/reviews/{review}/gates/sre")
    assert why in page.text
    assert not [form for form in page.forms() if "Record my vote" in form.buttons]


def test_a_vote_of_somebody_without_the_right_is_refused(
    signed_in: Browser, people: People, review: int
) -> None:
    mine = vote_form(signed_in(people.bob), review)
    eve = signed_in(people.eve)
    page = eve.page(f"/reviews/{review}/gates/sre")
    token = page.form(button="Comment").values["csrf_token"]
    sent = eve.post(mine.action, data={**mine.values, "csrf_token": token, "choice": "approve"})
    assert sent.status_code == 403
    assert "Nobody has voted yet." in eve.page(f"/reviews/{review}/gates/sre").text


def test_what_changed_meanwhile_is_shown_and_the_comment_is_kept(
    signed_in: Browser, database: Database, people: People, review: int, now: datetime
) -> None:
    client = signed_in(people.bob)
    form = vote_form(client, review)
    slower = {"choice": "given", "reason": "", "number": "9"}
    answer(database, review, "deployment.minutes", slower, by=people.alice, now=now)
    done(database, now, submissions.send_changes, review, by=people.alice)
    page = client.read(form.send(choice="approve", comment="Five minutes is fine."), 409)
    assert "This changed while you were reading." in page.text
    assert "3 unchanged, 1 to read, about 2 minutes." in page.text
    assert [each.split(" at most")[0] for each in beside(page)] == [
        "When you looked: 5 minutes",
        "Now: 9 minutes",
    ]
    again = page.form(button="Record my vote")
    assert again.values["comment"].strip() == "Five minutes is fine."
    assert again.values["choice"] == ["approve"]
    assert "Your approval is recorded." in client.follow(again.send()).text


def test_whoever_voted_before_reads_the_difference_alone(
    signed_in: Browser, database: Database, people: People, review: int, now: datetime
) -> None:
    client = signed_in(people.bob)
    vote_form(client, review).send(
        choice="request_changes", questions=["deployment.minutes"], comment="Too slow."
    )
    faster = {"choice": "given", "reason": "", "number": "2"}
    answer(database, review, "deployment.minutes", faster, by=people.alice, now=now)
    done(database, now, submissions.send_changes, review, by=people.alice)
    page = client.page(f"/reviews/{review}/gates/sre")
    assert "Answered: 1 of 1 that you asked about." in page.next_step
    assert "When you looked: 5 minutes" in beside(page)[0]
    assert "3 unchanged, 1 to read, about 2 minutes." in page.text


def test_the_team_reads_what_is_asked_of_it(
    signed_in: Browser, database: Database, people: People, review: int, now: datetime
) -> None:
    said: dict[str, Any] = {"questions": ["hygiene.restore"], "comment": "Show it."}
    asks = Choice.REQUEST_CHANGES
    sign(database, review, "sre", by=people.bob, now=now, choice=asks, **said)
    page = signed_in(people.alice).page(f"/reviews/{review}/gates/sre")
    assert page.next_step.startswith("SRE asked for changes: answer them, then send it again.")
    assert f"/reviews/{review}/areas/hygiene#hygiene.restore" in page.links()
    assert "Show it." in page.text
    assert "About: Is hygiene.restore in order?" in page.text


def test_a_refusal_says_how_it_ends_and_is_lifted_by_name(
    signed_in: Browser,
    database: Database,
    people: People,
    review: int,
    now: datetime,
    by: dict[str, Actor],
) -> None:
    with database.writing() as session:
        finn = make_person(session, "Finn", teams=("sre",))
        transaction.commit(session, now=now)
    denial = sign(
        database,
        review,
        "sre",
        by=finn,
        now=now,
        choice=Choice.DENY,
        comment="No way back.",
    )
    client = signed_in(people.bob)
    page = client.page(f"/reviews/{review}/gates/sre")
    assert "It ends when Finn takes it back or votes anew, or when what the gate" in page.text
    assert "It has not changed yet." in page.text
    mended = {"choice": "yes", "reason": "There is a way back now."}
    answer(database, review, "deployment.rollback", mended, by=people.alice, now=now)
    done(database, now, submissions.send_changes, review, by=people.alice)
    # A refusal is lifted by who chooses it, not by who leaves the form as it is.
    client.follow(vote_form(client, review).send(choice="approve"))
    assert "It has changed since." in client.page(f"/reviews/{review}/gates/sre").text
    page = client.follow(vote_form(client, review).send(choice="approve", denial=denial))
    assert "Refused by" not in page.text
    assert "This gate is signed" in page.text or "You signed this gate." in page.next_step


def test_a_vote_is_taken_back_by_its_voter_alone(
    signed_in: Browser, database: Database, people: People, review: int, now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    path = f"/reviews/{review}/gates/sre"
    assert "Take this vote back" not in signed_in(people.alice).page(path).text
    client = signed_in(people.bob)
    page = client.follow(client.page(path).form(button="Take this vote back").send())
    assert "Taken back" in page.text
    assert page.next_step.startswith("You took your vote back, and nothing has changed since.")


def test_a_vote_below_another_review_is_not_found(
    signed_in: Browser, database: Database, people: People, review: int, now: datetime
) -> None:
    vote = sign(database, review, "sre", by=people.bob, now=now)
    client = signed_in(people.bob)
    form = client.page(f"/reviews/{review}/gates/sre").form(button="Take this vote back")
    sent = client.post(f"/reviews/{review + 1}/votes/{vote}/withdraw", data=form.values)
    assert sent.status_code == 404


def test_comments_on_a_gate_are_open_to_everybody(
    signed_in: Browser, people: People, review: int
) -> None:
    client = signed_in(people.eve)
    path = f"/reviews/{review}/gates/sre"
    sent = client.page(path).form(button="Comment").send(body="Who is on call?")
    assert "Who is on call?" in client.follow(sent).text
    empty = client.page(path).form(button="Comment").send(body="")
    assert "A comment has 1 to 4000 characters." in client.read(empty, 422).text


def test_a_signed_launch_can_only_be_refused(
    signed_in: Browser,
    database: Database,
    people: People,
    review: int,
    by: dict[str, Actor],
    now: datetime,
) -> None:
    sign_all(database, review, by, now=now)
    client = signed_in(people.bob)
    page = client.page(f"/reviews/{review}/gates/sre")
    choices = [each for each in page.tree.iter("input") if each.get("name") == "choice"]
    assert [each.get("value") for each in choices] == ["deny"]
    assert "Needed: say why you refuse." in page.text
    assert "Point at questions" not in page.text
    assert "Take this vote back" not in page.text
    page = client.follow(
        page.form(button="Record my vote").send(choice="deny", comment="It pages all night.")
    )
    assert "Refused" in page.text


def test_an_unknown_gate_or_review_is_not_found(
    signed_in: Browser, people: People, review: int
) -> None:
    client = signed_in(people.bob)
    assert client.get(f"/reviews/{review}/gates/legal").status_code == 404
    assert client.get("/reviews/999/gates/sre").status_code == 404
