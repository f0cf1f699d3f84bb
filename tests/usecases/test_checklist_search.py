"""Questions are looked for in the newest version of each checklist."""

from __future__ import annotations

from datetime import datetime

import pytest

from readiness.core.errors import NotSignedIn
from readiness.core.rights import NOBODY
from readiness.store.engine import Database
from readiness.usecases import checklist_search, checklists
from tests.factories.checklists import launch_document, question
from tests.factories.people import People
from tests.factories.reviews import done


def test_only_the_newest_versions_are_searched(
    database: Database, people: People, now: datetime
) -> None:
    newer = launch_document(version=2, questions=[question("hygiene.restore-drill")])
    other = {**launch_document(), "id": "handoff", "kind": "handoff"}
    done(database, now, checklists.sync, [launch_document(), newer, other])
    with database.reading() as session:
        hits = checklist_search.search(session, "Restore ORDER", by=people.eve)
        assert checklist_search.search(session, "", by=people.eve) == ()
    assert [(hit.checklist.id, hit.checklist.version, hit.question.id) for hit in hits] == [
        ("handoff", 1, "hygiene.restore"),
        ("launch", 2, "hygiene.restore-drill"),
    ]
    assert {hit.area for hit in hits} == {"Production hygiene"}


def test_searching_takes_a_sign_in(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotSignedIn):
        checklist_search.search(session, "restore", by=NOBODY)
