"""Files become versions once and for good, and a retired checklist starts nothing new."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from readiness.adapters.canonical import digest
from readiness.core.plain import BadDocument
from readiness.store.checklists import ChecklistVersion, version_of
from readiness.store.engine import Database
from readiness.usecases import checklists
from tests.factories.checklists import GATES, QUESTIONS, Document, gate, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import done, start_review


def sync(database: Database, now: datetime, *documents: Document, **named: str) -> tuple[str, ...]:
    return done(database, now, checklists.sync, documents, **named)


def stored(database: Database, version: int) -> ChecklistVersion:
    with database.reading() as session:
        found = version_of(session, "launch", version)
    assert found is not None
    return found


def startable(database: Database, kind: str = "launch") -> list[tuple[str, int]]:
    with database.reading() as session:
        found = [each.checklist for each in checklists.startable(session, kind)]
        newest = checklists.newest(session, kind)
    assert (newest.checklist if newest else None) == (found[0] if found else None)
    return [(each.id, each.version) for each in found]


def test_a_version_says_who_brought_it(database: Database, now: datetime) -> None:
    sync(database, now, launch_document())
    shell = "command line (bob)"
    sync(database, now, launch_document(version=2), synced_by=shell + "x" * 100)
    assert stored(database, 1).synced_by == "at start"
    assert stored(database, 2).synced_by == f"{shell}{'x' * 100}"[:100]


def test_the_same_content_again_changes_nothing(database: Database, now: datetime) -> None:
    sync(database, now, launch_document())
    with database.writing() as session:
        assert checklists.sync(session, [launch_document()], now=now) == ()
        assert not session.new
        assert "readiness.notes" not in session.info


def test_what_is_refused_is_told_with_its_difference(database: Database, now: datetime) -> None:
    sync(database, now, launch_document(), launch_document(version=4))
    [refusal] = sync(database, now, launch_document(questions=QUESTIONS[:5], pass_mark=80))
    assert refusal == (
        "launch version 1 is already stored with another content; give the changed checklist"
        " version 5. This is what differs:\n"
        "  removed: compliance.erasure: “Is compliance.erasure in order?” is no longer asked.\n"
        "  stricter: policy: The pass mark went from none to 80."
    )
    assert len(stored(database, 1).document["questions"]) == 6


def test_a_long_difference_is_cut(database: Database, now: datetime) -> None:
    sync(database, now, launch_document())
    more = [question(f"hygiene.q{number}") for number in range(30)]
    [refusal] = sync(database, now, launch_document(questions=[*QUESTIONS, *more]))
    assert len(refusal.splitlines()) == 22
    assert refusal.endswith("\n  and 10 more")


def test_only_the_newest_version_starts_reviews_in_whatever_order_they_come(
    database: Database, now: datetime
) -> None:
    assert sync(database, now, launch_document(version=3), launch_document(version=1)) == ()
    assert startable(database) == [("launch", 3)]
    assert startable(database, "handoff") == []


def test_a_number_below_the_newest_is_refused_as_nothing_would_use_it(
    database: Database, now: datetime
) -> None:
    sync(database, now, launch_document(version=7))
    [refusal] = sync(database, now, launch_document(version=5))
    assert refusal == (
        "launch version 5 comes after version 7, which is stored already, and no review would ever"
        " start with it; give it version 8."
    )
    with database.reading() as session:
        assert version_of(session, "launch", 5) is None


def test_what_is_new_is_told_with_its_changes_and_the_teams_that_were_made(
    database: Database, now: datetime
) -> None:
    def told(document: Document) -> list[str]:
        return done(database, now, checklists.take_in, [document], synced_by="bob").new

    gates = [gate("sre", "hygiene"), gate("reviewrs", "hygiene")]
    assert told(launch_document(gates=gates)) == [
        "launch version 1 is taken in.",
        "The team sre was made for its gate sre, and has no members yet.",
        "The team reviewrs was made for its gate reviewrs, and has no members yet.",
    ]
    newer = launch_document(version=2, gates=gates, questions=QUESTIONS[:5], pass_mark=80)
    assert told(newer) == [
        "launch version 2 is taken in: 2 changes since version 1, and 1 of these asks for less."
    ]
    assert told(newer) == []


def test_the_strictest_checklist_is_the_usual_one(database: Database, now: datetime) -> None:
    lenient = {**launch_document(gates=GATES[:1]), "id": "bakery", "title": "A bakery"}
    sync(database, now, lenient)
    sync(database, now, launch_document())
    assert startable(database) == [("launch", 1), ("bakery", 1)]


def test_a_retired_checklist_starts_no_review_and_keeps_the_old(
    database: Database, people: People, now: datetime
) -> None:
    start_review(database, people, now=now)
    other = {**launch_document(), "id": "mobile", "title": "A mobile launch"}
    sync(database, now, other)
    assert startable(database) == [("mobile", 1), ("launch", 1)]
    sync(database, now, {**launch_document(version=2), "retired": True})
    assert stored(database, 2).retired
    assert startable(database) == [("mobile", 1)]
    assert len(stored(database, 1).document["questions"]) == 6
    sync(database, now, launch_document(version=3))
    assert startable(database) == [("mobile", 1), ("launch", 3)]


CHANGES = (
    "UPDATE checklist_versions SET document = '{}'",
    "UPDATE checklist_versions SET retired = true",
    "DELETE FROM checklist_versions",
)
REPLACED = (
    "INSERT OR REPLACE INTO checklist_versions (id, checklist, version, kind, title, digest,"
    " document, synced_at) SELECT {id}, checklist, version, kind, title, digest, '{{}}', synced_at"
    " FROM checklist_versions"
)


@pytest.mark.parametrize("statement", CHANGES)
@pytest.mark.parametrize("is_used", [True, False])
def test_a_version_can_neither_be_changed_nor_deleted(
    database: Database, people: People, now: datetime, statement: str, is_used: bool
) -> None:
    if is_used:
        start_review(database, people, now=now)
    sync(database, now, launch_document())
    with database.writing() as session, pytest.raises(DBAPIError, match="only ever grows"):
        session.execute(text(statement))


@pytest.mark.sqlite
@pytest.mark.parametrize("id_", ["id", "id + 1"])
def test_a_version_cannot_be_replaced(database: Database, now: datetime, id_: str) -> None:
    sync(database, now, launch_document())
    with database.writing() as session, pytest.raises(DBAPIError, match="only ever grows"):
        session.execute(text(REPLACED.format(id=id_)))


def test_a_gate_brings_its_team_along(database: Database, now: datetime) -> None:
    sync(database, now, launch_document(gates=[gate("ops", "hygiene")]))
    with database.reading() as session:
        assert session.scalar(text("SELECT name FROM teams WHERE slug = 'ops'")) == "Ops"


def test_a_version_that_is_not_what_was_stored_is_not_read(
    database: Database, now: datetime
) -> None:
    document = launch_document(questions=QUESTIONS[:3])
    weaker = launch_document(questions=[{**QUESTIONS[0], "blocks": False}, *QUESTIONS[1:3]])
    said = {"checklist": "launch", "version": 1, "kind": "launch", "title": "Launch"}
    with database.writing() as session:
        row = ChecklistVersion(**said, digest=digest(document), document=weaker, synced_at=now)
        session.add(row)
        session.flush()
        with pytest.raises(BadDocument, match="launch version 1 was changed in the database"):
            checklists.pinned(session, row.id)
