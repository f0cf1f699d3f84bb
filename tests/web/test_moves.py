"""Opening a review again, abandoning it, saying that it launched."""

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.services import service_by_slug
from readiness.usecases import dossiers
from readiness.usecases.dossiers import Dossier
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import SLUG, approved_review, reviewers, start_review

Browser = Callable[[Actor], Client]


@pytest.fixture
def approved(database: Database, people: People, now: datetime) -> int:
    return approved_review(database, people, reviewers(database, people, now), now=now)


def found(database: Database, review: int, now: datetime) -> Dossier:
    with database.reading() as session:
        return dossiers.load(session, review, now=now)


def test_reopening_says_what_closes_and_blocks_at_once(
    signed_in: Browser, people: People, approved: int, database: Database, now: datetime
) -> None:
    client = signed_in(people.alice)
    page = client.page(f"/reviews/{approved}/reopen")
    assert "The launch is blocked as soon as you reopen." in page.next_step
    assert "Production hygiene: closes SRE" in page.text
    assert "Deployment process: closes SRE and Launch" in page.text
    sent = page.form(button="Reopen and block the launch").send(
        areas=["hygiene"], reason="The restore test failed."
    )
    assert (sent.status_code, sent.location) == (302, f"/reviews/{approved}")
    assert not found(database, approved, now).phase.is_approved


def test_reopening_takes_an_area_and_a_reason(
    signed_in: Browser, people: People, approved: int, database: Database, now: datetime
) -> None:
    client = signed_in(people.alice)
    form = client.page(f"/reviews/{approved}/reopen").form(button="Reopen and block the launch")
    page = client.read(form.send(areas=["hygiene"]), 422)
    assert "Say why, for those who read it later." in page.text
    page = client.read(form.send(reason="Because."), 422)
    assert "Choose at least one area." in page.text
    assert "Because." in page.text
    assert form.send(areas=["legal"], reason="Because.").status_code == 422
    assert found(database, approved, now).phase.is_approved


def test_only_an_approved_review_is_reopened_and_only_by_those_who_may(
    signed_in: Browser, people: People, database: Database, now: datetime, approved: int
) -> None:
    assert signed_in(people.eve).get(f"/reviews/{approved}/reopen").status_code == 403
    renewal = start_review(database, people, now=now)
    assert signed_in(people.alice).get(f"/reviews/{renewal}/reopen").status_code == 409


def test_abandoning_takes_a_reason_and_ends_the_review(
    signed_in: Browser, people: People, database: Database, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    assert signed_in(people.eve).get(f"/reviews/{review}/abandon").status_code == 403
    client = signed_in(people.alice)
    form = client.page(f"/reviews/{review}/abandon").form(button="Abandon the review")
    assert "Say why" in client.read(form.send(), 422).text
    assert form.send(reason="We do not launch it.").status_code == 302
    assert found(database, review, now).phase.is_abandoned
    assert client.get(f"/reviews/{review}/abandon").status_code == 409


def test_an_approved_review_is_not_abandoned(
    signed_in: Browser, people: People, approved: int
) -> None:
    page = signed_in(people.alice).page(f"/reviews/{approved}/abandon", 409)
    assert "Reopen it first." in page.text


def test_we_have_launched_asks_for_the_day_and_moves_the_service_on(
    signed_in: Browser, people: People, approved: int, database: Database
) -> None:
    client = signed_in(people.alice)
    path = f"/reviews/{approved}/launch"
    assert path in client.page(f"/reviews/{approved}").links()
    page = client.page(path)
    assert "It cannot be taken back." in page.next_step
    form = page.form(button="We have launched")
    assert form.values["day"] == "2026-11-23"
    refused = client.read(form.send(day="2026-11-22"), 422)
    assert "from the approval on, 23 November 2026" in refused.text
    assert form.send().status_code == 302
    with database.reading() as session:
        service = service_by_slug(session, SLUG)
        assert service is not None
        assert service.stage == "launched"
    assert "already" in client.page(path, 409).text


def test_what_is_blocked_cannot_have_launched(
    signed_in: Browser, people: People, database: Database, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    client = signed_in(people.alice)
    token = client.page(f"/reviews/{review}/abandon").form(action="/abandon").values["csrf_token"]
    sent = client.post(f"/reviews/{review}/launch", data={"csrf_token": token, "day": "2026-11-23"})
    assert "cannot have happened" in client.read(sent, 409).text
