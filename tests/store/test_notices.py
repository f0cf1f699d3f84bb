"""Two who mark the same notices as read wait in line, and neither for the other."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from readiness.store import notices as store
from readiness.store.engine import Database
from readiness.store.notices import Notice
from tests.factories.people import People

Mark = Callable[[Session, int, datetime], None]


def read_all(session: Session, person: int, now: datetime) -> None:
    store.mark_read(session, person, now, up_to=2)


def settle(session: Session, person: int, now: datetime) -> None:
    store.settle(session, {1}, now, [(person, "/reviews/2/threads/1")])


def told(session: Session, number: int, person: int, now: datetime) -> None:
    """Tell them something that leads to a part of a thread."""
    session.add(
        Notice(
            id=number, person_id=person, kind="threads", event="comment.made", sentence="Said.",
            address=f"/reviews/{number}/threads/1#comment-2", mail="daily", at=now,
        )
    )  # fmt: skip
    session.flush()


@pytest.mark.postgresql
@pytest.mark.parametrize("mark", [read_all, settle])
def test_the_first_is_waited_for_while_none_after_it_is_held(
    database: Database, people: People, now: datetime, mark: Mark
) -> None:
    """The table has the second before the first, and is small enough to be read as it lies."""
    bob = people.bob.person or 0
    with database.writing() as session:
        for number in (2, 1):
            told(session, number, bob, now)
        session.execute(text("ANALYZE notices"))
        session.commit()

    def marks() -> None:
        with database.writing() as other:
            mark(other, bob, now)
            other.commit()

    with ThreadPoolExecutor(1) as pool, database.writing() as session:
        held = select(Notice.id).with_for_update(nowait=True)
        session.execute(held.where(Notice.id == 1))
        marking = pool.submit(marks)
        wait_until_somebody_waits(session)
        session.execute(held.where(Notice.id == 2))  # fails at once if it is held
        session.rollback()
        marking.result(timeout=60)
    with database.reading() as session:
        unread = select(func.count()).select_from(Notice).where(Notice.read_at.is_(None))
        assert session.scalar(unread) == 0


def wait_until_somebody_waits(session: Session) -> None:
    for _ in range(200):
        if session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            return
        time.sleep(0.05)
    raise AssertionError("nobody waits for what is held")
