"""The files of a review take no more room than they may, also when two come at once."""

from __future__ import annotations

from datetime import datetime

import pytest

from readiness.core.errors import BadInput
from readiness.core.files import Kept, Limits
from readiness.store.engine import Database
from readiness.store.files import bytes_of_review
from readiness.usecases import answers
from tests.factories.people import People
from tests.factories.reviews import done, start_review
from tests.factories.uploads import sha256
from tests.factories.waivers import ROLLBACK

ROOM = Limits(review_bytes=2000)


def log(name: str) -> Kept:
    return Kept(sha256(name.encode()), name, 900, "text/plain")


def test_room_that_was_taken_since_the_bytes_came_is_not_given_twice(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)

    def attach(*files: Kept, words: str = "") -> None:
        given = {"files": files, "description": words, "limits": ROOM}
        done(database, now, answers.add_evidence, review, ROLLBACK, **given, by=people.alice)

    attach(log("a"), log("b"))
    with pytest.raises(BadInput) as refused:
        attach(log("c"))
    assert "may take 2 kB, and 200 B are left" in refused.value.faults["files"]
    attach(log("b"), words="The same file takes no further room")
    with database.reading() as session:
        assert bytes_of_review(session, review) == 1800
