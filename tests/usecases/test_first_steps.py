"""A new installation's administrator is led from invitations to the first review."""

from __future__ import annotations

from datetime import datetime

from readiness.core.facts import from_plain
from readiness.core.rights import Actor, Role
from readiness.store.engine import Database
from readiness.usecases import (
    checklists,
    first_steps,
    handovers,
    invitations,
    services,
    teams,
    transaction,
)
from readiness.usecases.first_steps import Step
from tests.factories.checklists import launch_document
from tests.factories.people import People, make_person
from tests.factories.reviews import FACTS, done, reviewers, start_review


def steps(database: Database, by: Actor, now: datetime) -> tuple[Step, ...]:
    with database.reading() as session:
        return first_steps.first_steps(session, by=by, now=now)


def test_alone_at_the_beginning_everything_is_to_do(database: Database, now: datetime) -> None:
    with database.writing() as session:
        ada = make_person(session, "Ada", roles=(Role.ADMINISTRATOR,))
        checklists.sync(session, [launch_document()], now=now)
        transaction.commit(session, now=now)
    found = steps(database, ada, now)
    assert [step.is_done for step in found] == [False] * 5
    assert found[1].sentence.endswith("Nobody is in SRE, Security and Launch yet.")
    assert found[1].path == "/admin/teams"
    assert (found[-1].label, found[-1].path) == ("Open the service", "/services")
    done(database, now, teams.create, "", name="Payments", by=ada)
    assert [step.is_done for step in steps(database, ada, now)] == [
        False,
        False,
        True,
        False,
        False,
    ]
    done(database, now, invitations.invite, "bob@example.com", by=ada)
    first = steps(database, ada, now)[0]
    assert first.is_done
    assert "1 invited" in first.sentence


def test_the_team_that_is_still_empty_is_one_click_away(
    database: Database, people: People, now: datetime
) -> None:
    done(database, now, checklists.sync, [launch_document()])
    step = steps(database, people.ada, now)[1]
    assert (step.is_done, step.path) == (False, "/admin/teams/security")


def test_without_a_checklist_no_team_is_asked_for(
    database: Database, people: People, now: datetime
) -> None:
    assert steps(database, people.ada, now)[1].is_done


def test_who_may_start_a_review_is_led_to_it(
    database: Database, people: People, now: datetime
) -> None:
    known = from_plain(FACTS)
    done(database, now, services.create, "Checkout", team="payments", facts=known, by=people.ada)
    last = steps(database, people.ada, now)[-1]
    assert (last.label, last.path) == ("Open the service", "/services/checkout")
    assert "owner team" in last.sentence
    done(database, now, teams.add, "payments", people.ada.person, by=people.ada)
    owner = Actor(person=people.ada.person, roles=people.ada.roles, teams=frozenset({"payments"}))
    assert steps(database, owner, now)[-1].path == "/services/checkout/reviews/new"


def test_when_all_is_done_nothing_is_shown(
    database: Database, people: People, now: datetime
) -> None:
    reviewers(database, people, now)
    start_review(database, people, now=now)
    assert steps(database, people.ada, now) == ()


def test_only_administrators_are_led(database: Database, people: People, now: datetime) -> None:
    assert steps(database, people.alice, now) == ()


def test_nobody_is_led_to_a_service_that_is_retired(
    database: Database, people: People, now: datetime
) -> None:
    known = from_plain(FACTS)
    for name in ("Checkout", "Basket"):
        done(database, now, services.create, name, team="payments", facts=known, by=people.ada)
    done(database, now, handovers.retire, "basket", reason="Not built.", by=people.alice)
    assert steps(database, people.ada, now)[-1].path == "/services/checkout"
