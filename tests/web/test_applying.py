"""Bringing a running review up to newer facts or a newer checklist version, on its pages."""

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.applications import Clock
from tests.client import Client
from tests.factories.applying import MINUTES, apply, newer_document, release, renamed, set_facts
from tests.factories.checklists import GATES, QUESTIONS, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import reviewers, sign
from tests.factories.signing import deny, found, sent_review

Browser = Callable[[Actor], Client]
LINE = "Version 2 of the checklist adds 1 question, removes 1 and changes 1."


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    reviewers(database, people, now)
    return sent_review(database, people, now=now)


def version(database: Database, review: int, now: datetime) -> int:
    return found(database, review, now).pinned.checklist.version


def test_a_newer_version_is_shown_applied_and_taken_back(
    signed_in: Browser,
    people: People,
    review: int,
    database: Database,
    now: datetime,
    clock: Clock,
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    clock.forward(minutes=5)
    release(database, now)
    client = signed_in(people.alice)
    assert LINE in client.page(f"/reviews/{review}").text
    page = client.page(f"/reviews/{review}/apply")
    assert LINE in page.next_step
    assert "1 signature stops counting, as what it covers changes: 3 questions." in page.text
    assert "Its reviewers look again, as what it covers changes: 3 questions." in page.text
    assert "Is deployment.steps in order?" in page.text
    assert "The facts alone" not in page.text
    sent = page.form(button="Apply version 2 of the checklist").send()
    assert (sent.status_code, sent.location) == (302, f"/reviews/{review}")
    assert version(database, review, now) == 2
    page = client.page(f"/reviews/{review}")
    assert "Applied: version 2 of the checklist. Every answer is kept." in page.text
    assert "By Alice" in page.text
    assert page.form(button="Take it back").send().status_code == 302
    assert version(database, review, now) == 1
    page = client.page(f"/reviews/{review}")
    assert "Taken back. What was answered meanwhile is kept." in page.text
    assert "Back to version 1" in page.text
    assert LINE in page.text


def test_what_a_newer_version_asks_less_of_comes_first(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    release(
        database, now, launch_document(version=2, questions=QUESTIONS[1:], longest_waiver_days=99)
    )
    page = signed_in(people.alice).page(f"/reviews/{review}/apply")
    assert "removes 1 question. 2 things are weaker than before." in page.next_step
    first = page.text[page.text.index("Weaker2") : page.text.index("Gates")]
    assert "deployment.rollback: “Is deployment.rollback in order?” is no longer asked." in first
    assert "The longest waiver in days went from 90 to 99." in first


def test_newer_facts_can_be_applied_alone(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    set_facts(database, people, now, data=["personal"], crowd=True)
    release(database, now)
    client = signed_in(people.alice)
    page = client.page(f"/reviews/{review}/apply")
    assert "The newer facts and version 2 of the checklist add 2 questions" in page.next_step
    page = client.page(f"/reviews/{review}/apply?take=version")
    assert LINE in page.next_step
    page = client.page(f"/reviews/{review}/apply?take=facts")
    assert "The newer facts add 1 question." in page.next_step
    assert "Personal data instead of None" in page.text
    assert "what it covers changes: the facts and 1 question." in page.text
    assert page.form(button="Apply the newer facts").send().status_code == 302
    assert found(database, review, now).review.facts["crowd"] is True
    assert version(database, review, now) == 1
    assert "Applied other facts" in client.page(f"/reviews/{review}").text


def test_facts_that_change_no_question_say_so(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    set_facts(database, people, now, crowd=True)
    page = signed_in(people.alice).page(f"/reviews/{review}/apply")
    assert "The newer facts change no question." in page.next_step


def test_an_outdated_preview_is_shown_anew(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    release(database, now)
    client = signed_in(people.alice)
    form = client.page(f"/reviews/{review}/apply").form(button="Apply version 2 of the checklist")
    release(database, now, launch_document(version=3, questions=QUESTIONS[1:]))
    page = client.read(form.send(), 409)
    assert "This changed while you were reading. Look at it again." in page.text
    assert page.form(button="Apply version 3 of the checklist").send().status_code == 302
    assert version(database, review, now) == 3
    assert client.get(f"/reviews/{review}/apply").status_code == 409


def test_a_form_without_what_was_seen_applies_nothing(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    release(database, now)
    client = signed_in(people.alice)
    form = client.page(f"/reviews/{review}/apply").form(button="Apply version 2 of the checklist")
    page = client.read(form.send(digest="nothing", take="all"), 422)
    assert "It was not applied. Look at it again." in page.text
    assert version(database, review, now) == 1


def test_others_neither_see_nor_apply_it(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    release(database, now)
    for person in (people.bob, people.carol, people.eve):
        client = signed_in(person)
        assert LINE not in client.page(f"/reviews/{review}").text
        assert client.get(f"/reviews/{review}/apply").status_code == 403


def test_gates_that_come_and_go_are_named(
    signed_in: Browser, people: People, database: Database, now: datetime
) -> None:
    review = sent_review(database, people, now=now, document=launch_document(gates=GATES[:2]))
    gates = [{**GATES[0], "people": 2}, GATES[2]]
    release(database, now, launch_document(version=2, gates=gates))
    page = signed_in(people.alice).page(f"/reviews/{review}/apply")
    assert "what it covers changes: its rule." in page.text
    assert "Signs this review as well from then on." in page.text
    assert "Is not asked any more. Its votes are kept to be read." in page.text


def test_a_denial_that_would_vanish_stops_it(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    deny(database, review, people.bob, now)
    release(database, now, launch_document(version=2, gates=GATES[1:2]))
    page = signed_in(people.alice).page(f"/reviews/{review}/apply")
    assert "SRE refused, and would not be asked any more." in page.next_step
    assert "Apply version 2" not in page.text


def test_what_takes_another_answer_is_said_and_shown_open(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    other = {"type": "dependencies"}
    questions = [question(MINUTES, other) if each["id"] == MINUTES else each for each in QUESTIONS]
    release(database, now, newer_document(questions=questions))
    client = signed_in(people.alice)
    page = client.page(f"/reviews/{review}/apply")
    assert "They take another kind of answer, or were several questions before." in page.text
    apply(database, review, people.alice, now)
    page = client.page(f"/reviews/{review}/areas/deployment")
    assert "The question has changed since; answer it again." in page.text


def test_a_page_opened_before_the_question_was_renamed_still_saves(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    client = signed_in(people.alice)
    page = client.page(f"/reviews/{review}/areas/deployment")
    form = page.form(action=f"/reviews/{review}/questions/{MINUTES}/answer")
    release(database, now, newer_document(questions=renamed(MINUTES, "deployment.duration")))
    apply(database, review, people.alice, now)
    sent = form.send(number="7")
    assert sent.location == f"/reviews/{review}/areas/deployment#deployment.duration"
    kept = found(database, review, now).answer("deployment.duration")
    assert kept is not None
    assert kept.value["number"] == "7"


def test_reviewers_read_what_changed_and_wait_for_the_team(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    release(database, now)
    apply(database, review, people.alice, now)
    page = signed_in(people.bob).page(f"/reviews/{review}/gates/sre")
    assert "1 question is asked newly and not answered: it is the team's turn." in page.next_step
    assert "No longer asked" in page.text
    assert "Good to launch as it is written here." not in page.text


def test_a_version_that_lets_the_launch_through_says_so(
    signed_in: Browser, people: People, database: Database, now: datetime
) -> None:
    document = launch_document(gates=GATES[:2])
    review = sent_review(database, people, now=now, document=document)
    sign(database, review, "sre", by=people.bob, now=now)
    release(database, now, launch_document(version=2, gates=GATES[:1]))
    page = signed_in(people.alice).page(f"/reviews/{review}/apply")
    assert "nothing stands in the way of the launch any more" in page.text
    assert "It cannot be taken back, as it approves the review at once." in page.next_step
