"""Starting a review shows what it asks and who signs, and takes a time in one's own zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.reviews import reviews_of
from readiness.usecases import checklists, services
from tests.client import Client
from tests.factories.checklists import launch_document
from tests.factories.kinds import change_document, handoff_document
from tests.factories.people import People
from tests.factories.reviews import FACTS, approved_review, done, reviewers, start_review

SignedIn = Callable[[Actor], Client]
PATH = "/services/checkout/reviews/new"


@pytest.fixture
def service(database: Database, people: People, now: datetime) -> int:
    done(database, now, checklists.sync, [launch_document()])
    known = from_plain(FACTS)
    return done(
        database, now, services.create, "Checkout", team="payments", facts=known, by=people.alice
    ).id


@pytest.mark.usefixtures("service")
def test_it_shows_questions_minutes_gates_and_what_to_do(
    signed_in: SignedIn, people: People
) -> None:
    page = signed_in(people.alice).page(PATH)
    assert "5 questions, about 10 minutes together. 2 of them can stop the launch." in page.text
    assert "Deployment process2 questions" in page.text
    assert "add somebody to the team Security" in page.text
    assert "one gate has too few people" in page.next_step
    assert "Your time zone" in page.text or "In your time zone, Europe/Berlin" in page.text


def test_the_planned_time_is_in_the_persons_zone(
    signed_in: SignedIn, people: People, service: int, database: Database
) -> None:
    form = signed_in(people.alice).page(PATH).form(button="Start the review")
    assert form.values["environment"] == ["production"]
    answer = form.send(day="2026-12-14", time="09:30")
    with database.reading() as session:
        (review,) = reviews_of(session, service)
    assert answer.location == f"/reviews/{review.id}"
    assert review.planned_at == datetime(2026, 12, 14, 8, 30, tzinfo=UTC)


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"day": ""}, "Choose a day."),
        ({"day": "soon"}, "Not a valid date"),
        ({"time": "25:00"}, "Not a valid time"),
        ({"day": "2020-01-01"}, "has to be in the future"),
        ({"day": "2027-03-28", "time": "02:30"}, "Clocks are put forward over this time."),
        ({"environment": "moon"}, "Not a valid choice"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    signed_in: SignedIn, people: People, values: dict[str, object], sentence: str
) -> None:
    alice = signed_in(people.alice)
    form = alice.page(PATH).form(button="Start the review")
    given = {"day": "2026-12-14", "time": "09:30", **values}
    page = alice.read(form.send(given), 422)
    assert "The review was not started." in page.text
    assert sentence in page.text
    again = page.form(button="Start the review").values
    assert (again["day"], again["time"]) == (given["day"], given["time"])


@pytest.mark.usefixtures("service")
def test_others_may_look_and_not_start(signed_in: SignedIn, people: People) -> None:
    eve = signed_in(people.eve)
    page = eve.page(PATH)
    assert "can start this review" in page.next_step
    assert not [form for form in page.forms() if "Start the review" in form.buttons]
    token = page.form(button="Sign out").values["csrf_token"]
    given = {"environment": "production", "day": "2026-12-14", "time": "09:30"}
    eve.read(eve.post(PATH, data={"csrf_token": token, **given}), 403)


def test_one_at_a_time(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    alice = signed_in(people.alice)
    page = alice.page(PATH)
    assert page.next_step.startswith(f"Launch review {review} for production is under way")
    alice.read(page.form(button="Start the review").send(), 409)


def test_without_a_checklist_there_is_nothing_to_start(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    known = from_plain({})
    done(database, now, services.create, "Checkout", team="payments", facts=known, by=people.alice)
    page = signed_in(people.alice).page(PATH, 409)
    assert "There is no launch checklist yet." in page.text


@pytest.mark.usefixtures("service")
def test_where_nothing_is_to_be_chosen_no_choice_is_shown(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    done(database, now, checklists.sync, [change_document(), handoff_document()])
    page = signed_in(people.alice).page(PATH)
    assert "Change review" not in page.text
    signed_in(people.alice).page(f"{PATH}?checklist=change", 404)


def test_a_launched_service_has_a_choice_that_works_without_a_script(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    by = reviewers(database, people, now)
    done(database, now, checklists.sync, [change_document(), handoff_document()])
    approved_review(database, people, by, now=now)
    alice = signed_in(people.alice)
    assert f"{PATH}?checklist=change" in alice.page(PATH).links()
    page = alice.page(f"{PATH}?checklist=change")
    assert "Start a change review of Checkout" in page.text
    assert "2 of them can stop the change." in page.text
    form = page.form(button="Start the review")
    assert form.values["environment"] == ["production"]
    assert "has to be in the future" in alice.read(form.send(day="2020-01-01"), 422).text
    answer = form.send(day="2026-12-14", time="09:30")
    assert answer.status_code == 302
    page = alice.page(f"{PATH}?checklist=change")
    assert page.next_step.startswith("Change review 2 for production is under way")
    assert alice.page(PATH).next_step.startswith("Choose when you plan the launch")
