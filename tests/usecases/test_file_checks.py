"""A stored file that is not what was uploaded closes the gates that rest on it, until it is whole again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import select

from readiness.adapters.blobs import Folder, Unreachable
from readiness.cli.file_jobs import look_at_files
from readiness.core.files import Kept
from readiness.core.verdicts import judge
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.usecases import answers
from readiness.usecases.file_checks import AGAIN
from tests.factories.people import People
from tests.factories.reviews import (
    answer_everything,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import MINUTES, found
from tests.factories.uploads import sha256
from tests.factories.verdicts import gate_says

CONTENT = b"The log of the drill"
FILE = Kept(sha256(CONTENT), "drill.txt", len(CONTENT), "text/plain")
#: Nothing is looked at twice on a day, but for what somebody could not be given.
TOMORROW = timedelta(days=1, seconds=1)


@pytest.fixture
def blobs(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "files")
    made.put(FILE.sha256, BytesIO(CONTENT))
    return made


@pytest.fixture
def approved(database: Database, people: People, now: datetime) -> int:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    done(database, now, answers.add_evidence, review, MINUTES, files=[FILE], by=people.alice)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, reviewers(database, people, now), now=now)
    return review


def place(blobs: Folder) -> Path:
    return blobs.root / FILE.sha256[:2] / FILE.sha256


def reasons(database: Database, review: int, at: datetime) -> list[str]:
    case = found(database, review, at).case
    return [each.code.value for each in judge(case, at).reasons]


def events(database: Database) -> Sequence[str]:
    with database.reading() as session:
        query = select(LedgerEntry.event).where(LedgerEntry.event.like("%evidence.%"))
        return session.scalars(query.order_by(LedgerEntry.seq)).all()


def test_one_flipped_byte_closes_the_gate_and_put_back_it_opens(
    database: Database, blobs: Folder, approved: int, now: datetime
) -> None:
    assert gate_says(database, now).verdict == "approved"
    place(blobs).write_bytes(CONTENT.replace(b"l", b"L", 1))
    look_at_files(database, blobs, now=now + TOMORROW)
    assert gate_says(database, now + TOMORROW).verdict == "blocked"
    assert reasons(database, approved, now + TOMORROW) == ["evidence_damaged"]
    place(blobs).write_bytes(CONTENT)
    later = now + 2 * TOMORROW
    look_at_files(database, blobs, now=later)
    assert gate_says(database, later).verdict == "approved"
    assert events(database) == ["evidence.damaged", "evidence.recovered"]


def test_a_lost_file_is_found_at_once_where_somebody_missed_it(
    database: Database, blobs: Folder, approved: int, now: datetime
) -> None:
    place(blobs).unlink()
    look_at_files(database, blobs, now=now)
    assert reasons(database, approved, now) == []
    look_at_files(database, blobs, now=now, suspects=[FILE.sha256, "0" * 64])
    assert reasons(database, approved, now) == ["evidence_damaged"]


def test_each_file_is_looked_at_once_a_day(
    database: Database, blobs: Folder, approved: int, now: datetime
) -> None:
    look_at_files(database, blobs, now=now + TOMORROW)
    place(blobs).unlink()
    look_at_files(database, blobs, now=now + TOMORROW + timedelta(hours=23))
    assert reasons(database, approved, now + TOMORROW) == []
    look_at_files(database, blobs, now=now + 2 * TOMORROW)
    assert reasons(database, approved, now + 2 * TOMORROW) == ["evidence_damaged"]


class Deaf:
    """A store that answers for some files only, and counts how often it was asked."""

    def __init__(self, behind: Folder, *, answers: bool = False) -> None:
        self.behind, self.answers, self.asked = behind, answers, list[str]()

    def put(self, sha256: str, source: IO[bytes]) -> None:
        self.behind.put(sha256, source)

    def chunks(self, sha256: str) -> Iterator[bytes]:
        self.asked.append(sha256)
        if not self.answers:
            raise Unreachable(sha256)
        return self.behind.chunks(sha256)


def test_a_store_that_does_not_answer_says_nothing_about_its_files(
    database: Database, blobs: Folder, approved: int, now: datetime
) -> None:
    place(blobs).unlink()
    assert not look_at_files(database, Deaf(blobs), now=now + TOMORROW)
    assert reasons(database, approved, now + TOMORROW) == []
    assert gate_says(database, now + TOMORROW).verdict == "approved"


def test_a_file_that_cannot_be_read_in_a_folder_that_can_is_damaged(
    database: Database, blobs: Folder, approved: int, now: datetime
) -> None:
    place(blobs).unlink()
    place(blobs).mkdir()
    assert look_at_files(database, blobs, now=now + TOMORROW)
    assert reasons(database, approved, now + TOMORROW) == ["evidence_damaged"]


def test_a_folder_that_cannot_be_read_says_nothing_about_its_files(
    database: Database, blobs: Folder, approved: int, now: datetime
) -> None:
    blobs.root.rename(blobs.root.with_name("elsewhere"))
    blobs.root.touch()
    assert not look_at_files(database, blobs, now=now + TOMORROW)
    assert reasons(database, approved, now + TOMORROW) == []


def test_a_round_ends_at_the_first_that_is_not_answered_and_begins_with_another(
    database: Database, people: People, blobs: Folder, approved: int, now: datetime
) -> None:
    other = Kept(sha256(b"other"), "other.txt", 5, "text/plain")
    review = start_review(database, people, now=now, environment="staging")
    done(database, now, answers.add_evidence, review, MINUTES, files=[other], by=people.alice)
    later, deaf = now + TOMORROW, Deaf(blobs)
    for _ in range(3):
        look_at_files(database, deaf, now=later)
    assert sorted(deaf.asked) == sorted([FILE.sha256, other.sha256])
    look_at_files(database, deaf, now=later + AGAIN + timedelta(seconds=1))
    assert len(deaf.asked) == 3
    whole = Deaf(blobs, answers=True)
    place(blobs).unlink()
    look_at_files(database, whole, now=later + TOMORROW)
    assert reasons(database, approved, later + TOMORROW) == ["evidence_damaged"]


def test_evidence_that_nobody_sent_yet_closes_nothing(
    database: Database, people: People, blobs: Folder, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    done(database, now, answers.add_evidence, review, MINUTES, files=[FILE], by=people.alice)
    place(blobs).unlink()
    look_at_files(database, blobs, now=now, suspects=[FILE.sha256])
    assert "evidence_damaged" not in reasons(database, review, now)
