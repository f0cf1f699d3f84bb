"""Before a review starts, one sees what it asks and who could sign it."""

from __future__ import annotations

from datetime import datetime

import pytest

from readiness.core.errors import NotFound, WrongMoment
from readiness.core.facts import Facts, from_plain
from readiness.store.engine import Database
from readiness.store.people import Account
from readiness.usecases import accounts, checklists, previews, services
from readiness.usecases.previews import Preview
from tests.factories.checklists import gate, launch_document
from tests.factories.people import People
from tests.factories.reviews import FACTS, SLUG, done, start_review


def preview(
    database: Database, people: People, now: datetime, facts: Facts, **document: object
) -> Preview:
    made = launch_document(**document)  # type: ignore[arg-type]
    done(database, now, checklists.sync, [made])
    done(database, now, services.create, "Checkout", team="payments", facts=facts, by=people.alice)
    with database.reading() as session:
        return previews.preview(session, "checkout", by=people.alice, now=now)


def test_it_counts_what_applies(database: Database, people: People, now: datetime) -> None:
    found = preview(database, people, now, from_plain(FACTS))
    assert (found.questions, found.blocking, found.minutes) == (5, 2, 10)
    assert found.areas[0] == ("Deployment process", 2)


def test_what_is_not_known_takes_the_stricter_path(
    database: Database, people: People, now: datetime
) -> None:
    assert preview(database, people, now, Facts({})).questions == 6


def test_it_names_who_could_sign_and_says_what_to_do_where_nobody_can(
    database: Database, people: People, now: datetime
) -> None:
    found = preview(database, people, now, from_plain(FACTS))
    sre, security, launch = found.gates
    assert (sre.names, sre.advice) == (("Bob",), "")
    assert launch.names == ("Carol",)
    assert security.names == ()
    assert "ask an administrator to add somebody to the team Security" in security.advice
    with database.reading() as session:
        told = previews.preview(session, SLUG, by=people.ada, now=now).gates[1].advice
    assert told.startswith("Nobody else can sign Security yet: add somebody to the team Security.")


def test_who_asks_or_cannot_sign_in_is_no_signer(
    database: Database, people: People, now: datetime
) -> None:
    with database.reading() as session:
        account = session.get_one(Account, people.bob.account).id
    done(database, now, accounts.deactivate, account, by=people.ada)
    gates = (gate("sre", "deployment"), gate("payments", "hygiene", people=2))
    sre, payments = preview(database, people, now, from_plain(FACTS), gates=gates).gates
    assert sre.names == ()
    assert payments.names == ()


def test_two_signatures_take_two_people(database: Database, people: People, now: datetime) -> None:
    found = preview(
        database, people, now, from_plain(FACTS), gates=(gate("sre", "deployment", people=2),)
    )
    assert "add 1 more to the team SRE" in found.gates[0].advice


def test_there_must_be_a_service_and_a_checklist(
    database: Database, people: People, now: datetime
) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        previews.preview(session, "gone", by=people.alice, now=now)
    done(
        database,
        now,
        services.create,
        "Checkout",
        team="payments",
        facts=Facts({}),
        by=people.alice,
    )
    with database.reading() as session, pytest.raises(WrongMoment):
        previews.preview(session, "checkout", by=people.alice, now=now)


def test_a_renewal_is_offered_the_checklist_of_what_it_renews(
    database: Database, people: People, now: datetime
) -> None:
    start_review(
        database,
        people,
        now=now,
        document={**launch_document(gates=[gate("sre", "deployment", "hygiene")]), "id": "mini"},
    )
    stricter = [gate("sre", "deployment", "hygiene", people=2)]
    done(database, now, checklists.sync, [launch_document(gates=stricter)])
    with database.reading() as session:
        found = previews.preview(session, SLUG, by=people.alice, now=now)
        other = previews.preview(session, SLUG, by=people.alice, now=now, checklist="launch")
    assert (found.checklist.id, other.checklist.id) == ("mini", "launch")


def test_a_renewal_of_what_is_retired_is_offered_the_strictest(
    database: Database, people: People, now: datetime
) -> None:
    mini = {**launch_document(gates=[gate("sre", "deployment", "hygiene")]), "id": "mini"}
    start_review(database, people, now=now, document=mini)
    done(database, now, checklists.sync, [{**mini, "version": 2, "retired": True}])
    done(database, now, checklists.sync, [launch_document()])
    with database.reading() as session:
        found = previews.preview(session, SLUG, by=people.alice, now=now)
    assert found.checklist.id == "launch"
