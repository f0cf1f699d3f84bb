"""Services are registered by those who may, and keep every change of what is known about them."""

from __future__ import annotations

from datetime import datetime

import pytest

from readiness.core.errors import BadInput, Forbidden, NotFound
from readiness.core.facts import Facts, from_plain
from readiness.core.rights import NOBODY, Actor
from readiness.store.engine import Database
from readiness.store.services import fact_changes_of, stage_moves_of
from readiness.usecases import ledger, profiles, services, transaction
from tests.factories.people import People
from tests.factories.reviews import done, start_review
from tests.factories.services import make_service

UNKNOWN = Facts({})


def create(database: Database, people: People, now: datetime, name: str = "Checkout") -> str:
    made = done(
        database, now, services.create, name, team="payments", facts=UNKNOWN, by=people.alice
    )
    return made.slug


def test_a_new_service_is_blocked_and_says_who_has_to_act(
    database: Database, people: People, now: datetime
) -> None:
    slug = create(database, people, now, " Checkout & Co. ")
    assert slug == "checkout-co"
    with database.reading() as session:
        found = profiles.profile(session, slug, by=people.eve, now=now)
        assert found.production.kind == "blocked"
        assert [each.code for each in found.production.reasons] == ["no_review"]
        assert [each.stage for each in stage_moves_of(session, found.service.id)] == ["pre_launch"]
        assert ledger.entries(session, by=people.eve)[0].event == "service.created"


@pytest.mark.parametrize("name", ["!?", "Checkout", "new"])
def test_a_name_needs_a_free_address(
    database: Database, people: People, now: datetime, name: str
) -> None:
    create(database, people, now)
    with pytest.raises(BadInput) as refused:
        create(database, people, now, name)
    assert list(refused.value.faults) == ["name"]


def test_who_may_register_for_which_team(database: Database, people: People, now: datetime) -> None:
    with database.reading() as session:

        def owners(by: Actor) -> list[str]:
            return [team.slug for team in services.possible_owners(session, by=by)]

        assert owners(people.alice) == ["payments"]
        assert owners(people.eve) == []
        assert len(owners(people.ada)) == len(owners(people.carol)) == 5
    with pytest.raises(Forbidden):
        done(database, now, services.create, "X", team="sre", facts=UNKNOWN, by=people.alice)
    with pytest.raises(BadInput) as refused:
        done(database, now, services.create, "X", team="gone", facts=UNKNOWN, by=people.carol)
    assert list(refused.value.faults) == ["team"]


def test_facts_are_changed_by_owners_and_coordinators_and_every_change_is_kept(
    database: Database, people: People, now: datetime
) -> None:
    slug = create(database, people, now)
    known = from_plain({"tier": 1, "data": ["personal"]})
    done(database, now, services.change_facts, slug, known, by=people.alice)
    done(database, now, services.change_facts, slug, known, by=people.carol)  # the same: nothing
    for by in (people.eve, people.ada, people.bob):
        with pytest.raises(Forbidden):
            done(database, now, services.change_facts, slug, UNKNOWN, by=by)
    with database.reading() as session:
        service = services.service(session, slug, by=people.eve)
        assert service.facts["data"] == ["personal"]
        assert len(fact_changes_of(session, service.id)) == 2


def test_an_unknown_service_is_not_found(database: Database, people: People) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        services.changeable(session, "gone", by=people.alice)


def test_nobody_is_no_person() -> None:
    with pytest.raises(NotFound):
        services.person_of(NOBODY)


def test_a_fact_that_came_later_changes_nothing_while_it_is_not_known(
    database: Database, people: People, now: datetime
) -> None:
    with database.writing() as session:
        make_service(session, "checkout", team="payments", by=people.alice)
        transaction.commit(session, now=now)
    review = start_review(database, people, now=now)
    for facts in (UNKNOWN, from_plain({"tier": 2}), UNKNOWN):
        done(database, now, services.change_facts, "checkout", facts, by=people.alice)
    with database.reading() as session:
        found = profiles.profile(session, "checkout", by=people.alice, now=now)
        changes = fact_changes_of(session, found.service.id)
    assert [change.facts["tier"] for change in changes] == [2, None]
    assert [listed.review.id for listed in found.reviews] == [review]
    assert found.reviews[0].review.facts == {}
    assert found.drifted is None
