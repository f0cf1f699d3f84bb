"""What a newer version asks less of stands in the ledger and is told to the coordinators."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from readiness.core.errors import Forbidden, NotFound, NotSignedIn
from readiness.core.rights import NOBODY, Actor, Role
from readiness.store.engine import Database
from readiness.usecases import (
    checklist_differences,
    checklists,
    ledger_pages,
    transaction,
    worklists,
)
from readiness.usecases.work_items import Item
from tests.factories.checklists import GATES, QUESTIONS, Document, launch_document
from tests.factories.people import People, make_person
from tests.factories.reviews import done

STRICT = launch_document(pass_mark=80)
WEAKER = launch_document(version=2, questions=QUESTIONS[1:], pass_mark=70)
LINES = (
    "policy: The pass mark went from 80 to 70.",
    "deployment.rollback: “Is deployment.rollback in order?” is no longer asked. It blocked.",
)


def sync(database: Database, now: datetime, *documents: Document) -> None:
    for document in documents:
        assert done(database, now, checklists.sync, [document]) == ()


def told(database: Database, by: Actor, now: datetime) -> tuple[Item, ...]:
    with database.reading() as session:
        return worklists.worklist(session, by=by, now=now).weakened


def put_away(database: Database, version: int, by: Actor, now: datetime) -> None:
    with database.writing() as session:
        checklist_differences.put_away(session, "launch", version, by=by)
        transaction.commit(session, now=now)


def in_ledger(database: Database, by: Actor) -> list[tuple[str, ...]]:
    with database.reading() as session:
        found = ledger_pages.page(session, by=by, event="checklist.synced")
    return [entry.weaker for entry in found.entries]


def test_a_first_version_is_told_to_nobody(
    database: Database, people: People, now: datetime
) -> None:
    sync(database, now, STRICT)
    assert told(database, people.carol, now) == ()
    assert in_ledger(database, people.eve) == [()]


def test_what_got_weaker_is_in_the_ledger_and_told_to_the_coordinators(
    database: Database, people: People, now: datetime
) -> None:
    sync(database, now, STRICT, WEAKER)
    assert in_ledger(database, people.eve) == [LINES, ()]
    [item] = told(database, people.carol, now)
    title = launch_document()["title"]
    assert item.title == f"{title}, version 2"
    assert item.sentence == f"{title}, version 2, asks for less."
    assert item.note == "2 things weaker than in version 1"
    assert item.path == "/checklists/launch/differences?from=1&to=2"
    assert [told(database, each, now) for each in (people.alice, people.ada)] == [(), ()]


def test_who_has_seen_it_is_told_no_more(database: Database, people: People, now: datetime) -> None:
    with database.writing() as session:
        cora = make_person(session, "Cora", roles=(Role.COORDINATOR,))
        transaction.commit(session, now=now)
    sync(database, now, STRICT, WEAKER)
    for _ in range(2):
        put_away(database, 2, people.carol, now)
    assert told(database, people.carol, now) == ()
    assert len(told(database, cora, now)) == 1
    with database.reading() as session:
        [entry] = ledger_pages.page(session, by=people.eve, event="checklist.seen").entries
    checklist = "version 2 of the checklist “Launch readiness review”"
    assert entry.sentence == f"Carol has seen what {checklist} asks less of"
    for by, version, refused in ((people.carol, 1, NotFound), (people.alice, 2, Forbidden)):
        with pytest.raises(refused):
            put_away(database, version, by, now)


def test_it_is_told_for_two_weeks(database: Database, people: People, now: datetime) -> None:
    sync(database, now, STRICT, WEAKER)
    assert told(database, people.carol, now + timedelta(days=13))
    assert not told(database, people.carol, now + timedelta(days=14))
    with database.reading() as session:
        found = checklist_differences.weaker_versions(session, by=people.eve)
    assert [(key, each.since, each.lines) for key, each in found.items()] == [
        (("launch", 2), 1, LINES)
    ]


def test_a_stricter_version_is_told_to_nobody(
    database: Database, people: People, now: datetime
) -> None:
    sync(database, now, STRICT, launch_document(version=2, pass_mark=90))
    assert told(database, people.carol, now) == ()


def test_versions_are_compared(database: Database, people: People, now: datetime) -> None:
    sync(database, now, STRICT, WEAKER)
    with database.reading() as session:
        for by in (people.eve, None):
            found = checklist_differences.compare(session, "launch", 1, 2, by=by)
            assert (found.old.version, found.new.version) == (1, 2)
            assert tuple(change.line for change in found.changes) == LINES
        with pytest.raises(NotFound, match="no version 3 of a checklist launch"):
            checklist_differences.compare(session, "launch", 1, 3, by=people.eve)
        with pytest.raises(NotSignedIn):
            checklist_differences.compare(session, "launch", 1, 2, by=NOBODY)


def test_stored_versions_name_teams_as_people_call_them(
    database: Database, people: People, now: datetime
) -> None:
    gates = tuple({**each, "team": "launch"} for each in GATES)
    sync(database, now, launch_document(), launch_document(version=2, gates=gates))
    with database.reading() as session:
        found = checklist_differences.compare(session, "launch", 1, 2, by=people.eve)
    told = [change.sentence for change in found.changes]
    assert "The team Launch coordination signs it in place of SRE." in told


@pytest.mark.parametrize(
    ("given", "compared"),
    [
        ((None, None), (2, 3)),
        ((1, None), (1, 3)),
        ((None, 2), (1, 2)),
        ((None, 1), (1, 1)),
        ((3, 1), (3, 1)),
    ],
)
def test_what_is_not_chosen_is_the_newest_and_the_one_before(
    database: Database,
    people: People,
    now: datetime,
    given: tuple[int | None, int | None],
    compared: tuple[int, int],
) -> None:
    sync(database, now, STRICT, WEAKER, launch_document(version=3))
    with database.reading() as session:
        found, numbers = checklist_differences.choose(session, "launch", *given, by=people.eve)
        assert (found.old.version, found.new.version) == compared
        assert numbers == (3, 2, 1)
        with pytest.raises(NotFound, match="no checklist gone"):
            checklist_differences.choose(session, "gone", *given, by=people.eve)
