"""A database that does not answer is told as such, and nothing half done stays."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from readiness.store.engine import Database
from readiness.store.sessions import DatabaseFailed
from readiness.usecases import teams, transaction
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import start_review

locks = pytest.mark.sqlite


@pytest.fixture
def impatient(database: Database) -> Iterator[None]:
    def hurry(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=50")

    event.listen(database.writer, "connect", hurry)
    yield
    event.remove(database.writer, "connect", hurry)


@locks
def test_a_locked_database_is_told_as_busy_and_changes_nothing(
    impatient: None,
    app: Flask,
    signed_in: Callable[..., Client],
    database: Database,
    people: People,
) -> None:
    client = signed_in(people.alice)
    form = client.page("/account").form(button="Save")
    with database.writing() as holder:
        holder.execute(text("select 1"))
        response = form.send(name="Alicia")
    assert response.status_code == 503
    assert "Nothing was changed" in response.text
    assert "Alicia" not in client.page("/account").text


def test_what_was_saved_before_the_failure_is_told_as_saved(
    app: Flask,
    signed_in: Callable[..., Client],
    database: Database,
    people: People,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise DatabaseFailed("SELECT 1", {}, OSError("gone"))

    review = start_review(database, people, now=now)
    page = signed_in(people.alice).page(f"/reviews/{review}/areas/deployment")
    form = page.form(action="/deployment.rollback/answer")
    monkeypatch.setattr("readiness.web.answers.redirect", fail)
    response = form.send(choice="yes")
    assert response.status_code == 503
    assert "What you sent is saved." in response.text
    assert "Nothing was changed" not in response.text


@locks
def test_a_locked_database_can_still_be_read(
    impatient: None,
    app: Flask,
    signed_in: Callable[..., Client],
    database: Database,
    people: People,
) -> None:
    client = signed_in(people.alice)
    with database.writing() as holder:
        holder.execute(text("select 1"))
        assert client.page("/services").status == 200


@pytest.mark.postgresql
def test_who_is_overtaken_at_the_last_moment_is_told_so(
    signed_in: Callable[..., Client], database: Database, people: People, now: datetime
) -> None:
    form = signed_in(people.ada).page("/admin/teams").form(button="Create the team")
    with database.writing() as first, ThreadPoolExecutor(1) as pool:
        teams.create(first, "search", name="Search", by=people.ada, now=now)
        second = pool.submit(form.send, slug="search", name="Search as well")
        while not waits_for_a_lock(database):
            assert not second.done()
        transaction.commit(first, now=now)
        response = second.result()
    assert response.status_code == 409
    assert "Somebody did the same just now" in response.text


def waits_for_a_lock(database: Database) -> bool:
    query = text("select count(*) from pg_locks where not granted")
    with database.reading() as session:
        return bool(session.scalar(query))
