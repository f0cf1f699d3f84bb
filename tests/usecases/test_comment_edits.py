"""Only its author edits a comment; the newest text shows, the earlier ones stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from readiness.core.errors import BadInput, Conflict, Forbidden, NotFound
from readiness.store.engine import Database
from readiness.usecases import accounts, comment_edits, comments, transaction
from tests.factories.people import People, make_person
from tests.factories.reviews import done, start_review
from tests.factories.signing import MINUTES
from tests.usecases.test_threads import entries, read

Say = Callable[..., Any]


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return start_review(database, people, now=now)


@pytest.fixture
def do(database: Database, now: datetime) -> Say:
    return partial(done, database, now)


@pytest.fixture
def said(do: Say, people: People, review: int) -> int:
    """Return a comment of Bob that names Eve."""
    row = do(comments.comment, review, "Ask @eve.", question=MINUTES, by=people.bob)
    return int(row.id)


def test_the_newest_text_shows_and_the_earlier_ones_stay(
    database: Database, people: People, do: Say, review: int, said: int, now: datetime
) -> None:
    do(comment_edits.edit, review, said, said, "Ask @alice.", base=0, by=people.bob)
    do(comment_edits.edit, review, said, said, "Ask nobody.", base=1, by=people.bob)
    (thread,) = read(database, review, people.bob, now).every
    (one,) = thread.said
    assert (one.row.body, one.edits[0].body, one.body) == (
        "Ask @eve.",
        "Ask @alice.",
        "Ask nobody.",
    )
    assert one.named == {}


def test_the_ledger_names_who_is_mentioned_only_now_and_keeps_no_text(
    database: Database, people: People, do: Say, review: int, said: int
) -> None:
    both = "Ask @eve or @alice."
    do(comment_edits.edit, review, said, said, both, base=0, by=people.bob)
    (entry,) = entries(database, "comment.edited")
    assert entry["mentions"] == [people.alice.person]
    assert (entry["comment"], entry["thread"], entry["number"]) == (said, said, 1)
    assert "Ask" not in str(entry)


def test_nobody_edits_what_another_wrote(people: People, do: Say, review: int, said: int) -> None:
    for by in (people.alice, people.carol, people.ada):
        with pytest.raises(Forbidden):
            do(comment_edits.edit, review, said, said, "No.", base=0, by=by)


def test_an_edit_on_an_older_text_gets_the_text_that_stands(
    people: People, do: Say, review: int, said: int
) -> None:
    do(comment_edits.edit, review, said, said, "First window.", base=0, by=people.bob)
    with pytest.raises(Conflict) as found:
        do(comment_edits.edit, review, said, said, "Second window.", base=0, by=people.bob)
    assert (found.value.theirs, found.value.number) == ({"body": "First window."}, 1)
    do(comment_edits.edit, review, said, said, "Second window.", base=1, by=people.bob)


def test_what_says_the_same_changes_nothing(
    database: Database, people: People, do: Say, review: int, said: int
) -> None:
    do(comment_edits.edit, review, said, said, " Ask @eve.\r\n", base=7, by=people.bob)
    assert entries(database, "comment.edited") == []


@pytest.mark.parametrize("body", ["", "x" * 4001, "Ask @nobody.here."])
def test_what_is_no_comment_is_refused(
    people: People, do: Say, review: int, said: int, body: str
) -> None:
    with pytest.raises(BadInput) as found:
        do(comment_edits.edit, review, said, said, body, base=0, by=people.bob)
    assert set(found.value.faults) == {"body"}


def test_a_comment_is_found_only_in_its_thread(
    people: People, do: Say, review: int, said: int
) -> None:
    other = do(comments.comment, review, "Else?", gate="sre", by=people.bob).id
    for wrong in ((review, other, said), (review, said, 999)):
        with pytest.raises(NotFound):
            do(comment_edits.edit, *wrong, "No.", base=0, by=people.bob)


def test_who_was_named_and_left_since_is_no_reason_to_refuse_an_edit(
    database: Database, people: People, do: Say, review: int, said: int, now: datetime
) -> None:
    do(accounts.deactivate, people.eve.account, by=people.ada)
    do(comment_edits.edit, review, said, said, "Please ask @eve.", base=0, by=people.bob)
    (thread,) = read(database, review, people.bob, now).every
    assert thread.said[0].named == {"eve": people.eve.person}
    assert thread.turn.people == frozenset(), "nobody waits for who cannot sign in"
    with pytest.raises(BadInput, match="Nobody is called @eve"):
        do(comments.answer, review, said, "@eve?", by=people.alice)


def test_a_name_that_two_people_have_is_no_mention_until_one_is_chosen(
    database: Database, people: People, do: Say, review: int, said: int, now: datetime
) -> None:
    with database.writing() as session:
        second = make_person(session, "Éve")
        transaction.commit(session, now=now)
    with pytest.raises(BadInput, match=f"@eve could be 2 people.*@éve-{second.person}"):
        do(comments.answer, review, said, "@eve?", by=people.alice)
    do(comments.answer, review, said, f"@eve-{second.person}?", by=people.alice)
    (thread,) = read(database, review, people.bob, now).every
    assert thread.turn.people == {people.eve.person, second.person}
