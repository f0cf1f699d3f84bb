"""What can be found follows the ledger, and can be thrown away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from readiness.core.search_kinds import Kind, Noun, Subject
from readiness.store import search as store
from readiness.store import search_index
from readiness.store.comments import Comment
from readiness.store.engine import Database
from readiness.store.search import SearchMark, SearchText
from readiness.usecases import (
    answers,
    comment_edits,
    comments,
    search,
    search_following,
    search_states,
    search_texts,
)
from tests.factories.people import People
from tests.factories.reviews import EVIDENCE, answer, done, start_review
from tests.factories.searching import followed, found

ROLLBACK = "deployment.rollback"
RESTORE = "hygiene.restore"


def say(database: Database, review: int, reason: str, people: People, now: datetime) -> None:
    value = {"choice": "no", "reason": reason}
    answer(database, review, ROLLBACK, value, by=people.alice, now=now)


def everything(database: Database) -> list[tuple[str, str, str, str]]:
    """Return what can be found, whatever its order."""
    with database.reading() as session:
        rows = session.scalars(select(SearchText))
        return sorted((row.kind, row.key, row.address, row.body) for row in rows)


def test_the_newest_answer_is_found_and_no_older_one(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    say(database, review, "The lever is wooden", people, now)
    followed(database)
    assert Kind.ANSWER in found(database, "wooden", by=people.eve, now=now)
    say(database, review, "The lever is made of steel", people, now)
    followed(database)
    assert found(database, "wooden", by=people.eve, now=now) == {}
    assert Kind.ANSWER in found(database, "steel", by=people.eve, now=now)


def test_evidence_that_was_removed_is_found_no_more(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    done(database, now, answers.add_evidence, review, RESTORE, **EVIDENCE, by=people.alice)
    followed(database)
    assert found(database, "list duties", by=people.eve, now=now).keys() == {Kind.EVIDENCE}
    url = EVIDENCE["url"]
    done(database, now, answers.remove_evidence, review, RESTORE, url=url, by=people.alice)
    followed(database)
    assert found(database, "list duties", by=people.eve, now=now) == {}


def test_an_edited_comment_is_found_by_its_newest_text(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    said = {"question": RESTORE, "by": people.bob}
    row = done(database, now, comments.comment, review, "Is the lever wooden?", **said)
    said = {"body": "Is it made of steel?", "base": 0, "by": people.bob}
    done(database, now, comment_edits.edit, review, row.thread, row.id, **said)
    followed(database)
    assert found(database, "wooden", by=people.eve, now=now) == {}
    assert Kind.COMMENT in found(database, "steel", by=people.eve, now=now)


def test_what_is_erased_is_found_no_more(database: Database, people: People, now: datetime) -> None:
    review = start_review(database, people, now=now)
    said = {"question": RESTORE, "by": people.bob}
    row = done(database, now, comments.comment, review, "Call me at 555", **said)
    followed(database)
    assert Kind.COMMENT in found(database, "555", by=people.eve, now=now)
    with database.reading() as session:
        gone = search_texts.texts(session, {Subject(Noun.COMMENT, str(row.id + 1))})
    assert gone == []
    with database.writing() as session:
        assert store.replace(session, {f"comment:{row.id}"}, gone) == -1
        session.commit()
    assert found(database, "555", by=people.eve, now=now) == {}


def test_thrown_away_and_made_anew_it_is_the_same(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    say(database, review, "The lever is wooden", people, now)
    followed(database)
    before = everything(database)
    search_following.rebuild(database)
    assert everything(database) == []
    while search_following.follow(database, batch=3):
        pass
    assert everything(database) == before
    assert search_following.mend(database) is False


def test_who_comes_to_a_mark_that_has_moved_does_nothing(
    database: Database, people: People, now: datetime
) -> None:
    start_review(database, people, now=now)
    assert search_following.follow(database) == 1  # there was no mark yet
    with database.reading() as session:
        slow = search_following._read(session, 100)
    assert slow is not None
    followed(database)
    before = everything(database)
    search_following._write(database, slow)
    assert everything(database) == before
    assert search_following.mend(database) is False


def lose_texts(session: Session) -> None:
    session.execute(delete(SearchText).where(SearchText.kind == Kind.SERVICE))


def lose_words(session: Session) -> None:
    search_index.clear(session)


def lose_the_mark(session: Session) -> None:
    session.execute(delete(SearchMark))


def come_from_elsewhere(session: Session) -> None:
    session.execute(update(SearchMark).values(hash="0" * 64))


def be_of_another_release(session: Session) -> None:
    session.execute(update(SearchMark).values(form="0"))


@pytest.mark.parametrize(
    "harm", [lose_texts, lose_words, lose_the_mark, come_from_elsewhere, be_of_another_release]
)
def test_what_does_not_belong_together_is_made_anew(
    database: Database, people: People, now: datetime, harm: Callable[[Session], None]
) -> None:
    start_review(database, people, now=now)
    followed(database)
    before = everything(database)
    with database.writing() as session:
        harm(session)
        session.commit()
    assert search_following.mend(database) is True
    followed(database)
    assert everything(database) == before
    assert Kind.SERVICE in found(database, "checkout", by=people.eve, now=now)


def test_the_state_tells_since_when_something_waits(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    followed(database)
    with database.reading() as session:
        assert search_states.state(session).since is None
    say(database, review, "The lever is wooden", people, now)
    with database.reading() as session:
        state = search_states.state(session)
        soon = search.search(session, "x1", by=people.eve, now=now + timedelta(seconds=30))
        late = search.search(session, "x1", by=people.eve, now=now + timedelta(minutes=2))
    assert (state.behind > 0, state.since) == (True, now)
    assert (soon.behind_since, late.behind_since) == (None, now)


def test_saving_writes_nothing_for_the_search(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    followed(database)
    before = everything(database)
    say(database, review, "The lever is wooden", people, now)
    assert everything(database) == before


def test_a_statement_that_runs_too_long_is_stopped_and_the_session_goes_on(
    database: Database,
) -> None:
    endless = text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000)"
        " SELECT count(*) FROM n"
    )
    with database.reading() as session:
        with pytest.raises(search_index.TooSlow), search_index.bounded(session, 0.05):
            session.execute(endless)
        assert session.scalars(select(Comment)).all() == []
        with search_index.bounded(session, 1):
            assert store.ahead(session)
