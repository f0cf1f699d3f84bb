"""Two people run a whole launch, each at a browser; one alone is told what they cannot do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readiness.core.facts import from_plain
from readiness.core.rights import Actor, Role
from readiness.store.engine import Database
from readiness.store.services import service_by_slug
from readiness.usecases import checklists, services, transaction
from tests.applications import Clock
from tests.client import Client
from tests.factories.checklists import launch_document, question
from tests.factories.people import TEAMS, make_person, make_team
from tests.factories.reviews import FACTS, SLUG

Browser = Callable[[Actor], Client]
START = f"/services/{SLUG}/reviews/new"
QUESTIONS = ("deployment.rollback", "hygiene.runbook", "compliance.duties")


@pytest.fixture
def alice(database: Database, clock: Clock) -> Actor:
    """The first person, who owns the service and administers, with the teams that sign."""
    with database.writing() as session:
        for slug, name in TEAMS.items():
            make_team(session, slug, name)
        made = make_person(session, "Alice", teams=("payments",), roles=(Role.ADMINISTRATOR,))
        asked = [question(each, blocks=True) for each in QUESTIONS]
        checklists.sync(session, [launch_document(questions=asked)], now=clock())
        known = from_plain(FACTS)
        services.create(session, "Checkout", team="payments", facts=known, by=made, now=clock())
        transaction.commit(session, now=clock())
    return made


@pytest.fixture
def bob(database: Database, clock: Clock) -> Actor:
    """The second: of every team that signs, and a coordinator."""
    with database.writing() as session:
        teams = ("sre", "security", "launch")
        made = make_person(session, "Bob", teams=teams, roles=(Role.COORDINATOR,))
        transaction.commit(session, now=clock())
    return made


def test_one_alone_is_told_before_the_start_what_they_cannot_do(
    signed_in: Browser, alice: Actor
) -> None:
    page = signed_in(alice).page(START)
    assert "You can start, and you cannot finish alone" in page.next_step
    assert "What one person cannot do" in page.text
    assert "sign a gate of a review that you asked for or answered in" in page.text
    assert "grant a waiver that you asked for" in page.text
    assert "/admin/people" in page.links()
    assert page.has_form(button="Start the review")


def test_with_a_second_person_nothing_of_that_is_said(
    signed_in: Browser, alice: Actor, bob: Actor
) -> None:
    page = signed_in(alice).page(START)
    assert "alone" not in page.next_step
    assert "What one person cannot do" not in page.text
    assert "too few people" not in page.next_step
    assert bob.name in page.text


def test_two_people_run_a_whole_launch(
    signed_in: Browser, database: Database, alice: Actor, bob: Actor
) -> None:
    owner, signer = signed_in(alice), signed_in(bob)
    path = owner.page(START).form(button="Start the review").send().location
    for each in QUESTIONS:
        area = owner.page(f"{path}/areas/{each.partition('.')[0]}")
        assert area.form(action=f"/{each}/answer").send(choice="yes").status_code == 302
    owner.follow(owner.page(path).form(button="Send it").send())
    for gate in ("sre", "security", "launch"):
        form = signer.page(f"{path}/gates/{gate}").form(button="Record my vote")
        signer.follow(form.send(choice="approve"))
    page = owner.page(path)
    assert "It may launch." in page.next_step
    owner.follow(owner.page(f"{path}/launch").form(button="We have launched").send())
    with database.reading() as session:
        service = service_by_slug(session, SLUG)
        assert service is not None
        assert service.stage == "launched"


def test_neither_of_two_signs_for_themselves(signed_in: Browser, alice: Actor, bob: Actor) -> None:
    """Bob starts the review as a coordinator, so that nobody is left to sign."""
    page = signed_in(bob).page(START)
    assert "gates have too few people to sign yet" in page.next_step
    path = page.form(button="Start the review").send().location
    assert "Nobody else can sign SRE yet" in signed_in(alice).page(path).text
