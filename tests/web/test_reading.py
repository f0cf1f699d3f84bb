"""Looking at a page changes nothing."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import MetaData, select

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.client import Client
from tests.factories.people import People

SignedIn = Callable[[Actor], Client]


def content(database: Database) -> str:
    """Return everything in the database."""
    tables = MetaData()
    tables.reflect(database.reader)
    with database.reader.connect() as connection:
        rows = {
            name: connection.execute(select(each)).all() for name, each in tables.tables.items()
        }
    return repr(sorted((name, sorted(map(repr, found))) for name, found in rows.items()))


def test_no_get_writes(
    app: Flask, people: People, signed_in: SignedIn, client: Client, database: Database
) -> None:
    ada = signed_in(people.ada)
    before = content(database)
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments:
            for each in (ada, client):
                assert each.get(rule.rule).status_code < 500, rule
                assert each.head(rule.rule).status_code < 500, rule
    assert content(database) == before
