"""A change, its ledger entry, its messages and the verdict commit together or not at all."""

from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from readiness.core.signoffs import Choice
from readiness.store import ledger, verdicts
from readiness.store.answers import AnswerRevision
from readiness.store.approvals import Approval
from readiness.store.base import Base
from readiness.store.comments import Comment
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.store.outbox import OutboxRow
from readiness.store.people import Person
from readiness.store.sessions import Session
from readiness.store.signoffs import Vote
from readiness.usecases import answers, comments, signoffs, transaction
from tests.factories.people import People
from tests.factories.reviews import digest_of, reviewers, sign, start_review
from tests.factories.signing import sent_review

QUESTION = "hygiene.restore"


def count(database: Database, table: type[Base]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def stored(database: Database) -> tuple[object, ...]:
    """Return all that a vote could have left behind."""
    with database.reading() as session:
        head = ledger.head(session)
        told = [(row.verdict, row.body) for row in verdicts.segments_of(session, 1)]
        marks = (head.size, head.hash, tuple(told))
    tables = (Vote, Approval, OutboxRow, LedgerEntry)
    return (*marks, *(count(database, table) for table in tables))


def ready_but_for_one_vote(database: Database, people: People, now: datetime) -> int:
    review, by = sent_review(database, people, now=now), reviewers(database, people, now)
    for gate in ("sre", "security"):
        sign(database, review, gate, by=by[gate], now=now)
    return review


def test_a_vote_its_entry_the_approval_and_the_report_come_together(
    database: Database, people: People, now: datetime
) -> None:
    review = ready_but_for_one_vote(database, people, now)
    entries = count(database, LedgerEntry)
    sign(database, review, "launch", by=people.carol, now=now)
    assert count(database, LedgerEntry) == entries + 2
    assert (count(database, Approval), count(database, OutboxRow)) == (1, 1)


def test_without_its_ledger_entry_nothing_of_a_vote_is_kept(
    database: Database, people: People, now: datetime
) -> None:
    review = ready_but_for_one_vote(database, people, now)
    digest = digest_of(database, review, "launch", now)
    with database.writing() as session:
        size = ledger.head(session).size
        _occupy(session, size + 1, now)
    before = stored(database)
    with database.writing() as session:
        signoffs.vote(
            session, review, "launch", Choice.APPROVE, digest=digest, by=people.carol, now=now
        )
        with pytest.raises(IntegrityError):
            transaction.commit(session, now=now)
    assert stored(database) == before


def _occupy(session: Session, seq: int, now: datetime) -> None:
    """Put a row where the next entry has to go, as a failing disk would keep it from its place."""
    session.add(LedgerEntry(seq=seq, body="{}", hash=f"{seq:064}", event="odd", about={}, at=now))
    session.commit()


def test_what_is_written_without_an_entry_is_not_committed(
    database: Database, people: People, now: datetime
) -> None:
    with database.writing() as session:
        session.add(Person(name="Nobody's doing", created_at=now))
        with pytest.raises(transaction.Unrecorded):
            transaction.commit(session, now=now)
    with database.reading() as session:
        assert session.scalar(select(Person).where(Person.name == "Nobody's doing")) is None


def test_the_ledger_holds_no_text_that_people_typed(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    with database.writing() as session:
        value = {"choice": "unknown", "reason": "Zanzibar is missing"}
        answers.save(session, review, QUESTION, value, base=0, by=people.alice, now=now)
        comments.comment(
            session, review, "Ask Zacharias", question=QUESTION, by=people.bob, now=now
        )
        transaction.commit(session, now=now)
        bodies = " ".join(session.scalars(select(LedgerEntry.body)))
    assert count(database, AnswerRevision) == count(database, Comment) == 1
    assert not [word for word in ("Zanzibar", "Zacharias", "Alice", "@") if word in bodies]
