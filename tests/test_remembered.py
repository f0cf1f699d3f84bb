"""A world that is copied is the world that would have been built."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select, text

from readiness.store.base import Base
from readiness.store.engine import Database, open_database
from readiness.store.people import Person
from tests.copies import Copies
from tests.factories.people import people_in
from tests.factories.signing import make, sent_review
from tests.remembered import Worlds, remembered, worlds_of

Content = dict[str, list[tuple[object, ...]]]


def content(database: Database) -> Content:
    with database.reading() as session:
        return {
            table.name: sorted(map(tuple, session.execute(table.select())), key=repr)
            for table in Base.metadata.sorted_tables
        }


def begin(database: Database, copies: Copies) -> Worlds:
    """Return what is remembered, in an empty database."""
    worlds = worlds_of(database, copies)
    database.close()
    copies.renew("test")
    worlds.begin()
    return worlds


def test_the_third_world_is_a_copy_of_the_second(
    database: Database, copies: Copies, now: datetime
) -> None:
    found, commits = [], []
    for _ in range(3):
        worlds = begin(database, copies)
        people = people_in(database)
        review = sent_review(database, people, now=now)
        found.append((people, review, content(database)))
        commits.append(worlds.commits)
    assert found[1] == found[2]
    assert found[0][:2] == found[2][:2]
    assert found[2][2]["ledger_entries"]
    assert commits[1] == commits[2]


built: list[str] = []


@remembered
def named(database: Database, name: str) -> str:
    built.append(name)
    return make(database, name).name


def do_nothing(database: Database) -> None:
    pass


def write_an_entry(database: Database) -> None:
    make(database, "Zoe")


def write_past_the_ledger(database: Database) -> None:
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE environments SET name = 'elsewhere' WHERE id = 1"))


def write_by_another_door(database: Database) -> None:
    other = open_database(database.url)
    make(other, "Yan")
    other.close()


@pytest.mark.parametrize(
    ("between", "runs"),
    [
        (do_nothing, 2),
        (write_an_entry, 3),
        (write_past_the_ledger, 3),
        (write_by_another_door, 3),
    ],
)
def test_a_factory_runs_where_something_happened_before(
    database: Database, copies: Copies, between: Callable[[Database], None], runs: int
) -> None:
    built.clear()
    name = f"Somebody who comes before {between.__name__}"
    for _ in range(2):
        begin(database, copies)
        named(database, name)
    begin(database, copies)
    between(database)
    assert named(database, name) == name
    assert len(built) == runs
    with database.reading() as session:
        assert name in session.scalars(select(Person.name)).all()


def test_a_factory_runs_while_a_transaction_is_open(database: Database, copies: Copies) -> None:
    built.clear()
    for _ in range(2):
        begin(database, copies)
        named(database, "Xaver")
    begin(database, copies)
    with database.reading() as session:
        session.execute(text("SELECT 1"))
        named(database, "Xaver")
    assert len(built) == 3
