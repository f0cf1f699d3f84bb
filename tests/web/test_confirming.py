"""Signing an hour after the sign-in takes the password again, in the same form."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from readiness.adapters.passwords import Passwords
from readiness.core.rights import Actor
from readiness.extensions import PASSWORDS
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.store.people import Account
from readiness.store.sign_ins import SignIn
from tests.applications import Clock
from tests.client import Client, Form
from tests.factories.people import PASSWORD, People
from tests.factories.signing import MINUTES, change, found, sent_review

WANTED = "It is over an hour since you gave your password."
NOT_YOURS = "This is not your password."


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return sent_review(database, people, now=now)


@pytest.fixture
def bob(signed_in: Callable[[Actor], Client], people: People, clock: Clock) -> Client:
    """Bob's browser, an hour and a minute after he signed in."""
    client = signed_in(people.bob)
    clock.forward(minutes=61)
    return client


def form_of(client: Client, review: int) -> Form:
    return client.page(f"/reviews/{review}/gates/sre").form(button="Record my vote")


def votes(database: Database, review: int, now: datetime) -> list[str]:
    return [row.choice for row in found(database, review, now).gate("sre").votes]


def confirmed_at(database: Database) -> datetime:
    with database.reading() as session:
        return session.scalars(select(SignIn.confirmed_at)).one()


def events(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(LedgerEntry.event).order_by(LedgerEntry.seq)))


def test_a_fresh_sign_in_signs_without_it(
    signed_in: Callable[[Actor], Client], people: People, review: int, clock: Clock
) -> None:
    client = signed_in(people.bob)
    clock.forward(minutes=60)
    form = form_of(client, review)
    assert "password" not in form.values
    assert "Your approval is recorded." in client.follow(form.send(choice="approve")).text


@pytest.mark.parametrize("choice", ["approve", "request_changes", "deny"])
def test_the_right_password_confirms_and_votes_in_one_go(
    bob: Client, database: Database, review: int, clock: Clock, choice: str
) -> None:
    sent = form_of(bob, review).send(choice=choice, comment="Because.", password=PASSWORD)
    assert sent.status_code == 302
    assert votes(database, review, clock()) == [choice]
    assert confirmed_at(database) == clock()
    assert events(database)[-2:] == ["sign_in.confirmed", "gate.voted"]
    assert "password" not in form_of(bob, review).values


@pytest.mark.parametrize(
    ("password", "says"), [("", WANTED), ("not my password", NOT_YOURS), (" ", NOT_YOURS)]
)
def test_a_wrong_password_changes_nothing_and_keeps_what_was_typed(
    bob: Client, database: Database, review: int, now: datetime, password: str, says: str
) -> None:
    before = events(database)
    page = bob.read(
        form_of(bob, review).send(
            choice="request_changes", questions=[MINUTES], comment="Slow.", password=password
        ),
        422,
    )
    form = page.form(button="Record my vote")
    beside = next(each for each in page.tree.iter() if each.get("id") == "password-error")
    assert says in "".join(beside.itertext())
    assert form.values["choice"] == ["request_changes"]
    assert form.values["questions"] == [MINUTES]
    assert form.values["comment"].strip() == "Slow."
    assert not form.values["password"]
    assert (events(database), confirmed_at(database)) == (before, now)
    assert not votes(database, review, now)


def test_a_form_from_before_the_hour_is_asked_for_the_password(
    signed_in: Callable[[Actor], Client], people: People, review: int, clock: Clock
) -> None:
    client = signed_in(people.bob)
    form = form_of(client, review)
    clock.forward(hours=2)
    page = client.read(form.send(choice="deny", comment="No way back."), 422)
    assert WANTED in page.text
    again = page.form(button="Record my vote")
    assert again.values["comment"].strip() == "No way back."
    assert again.send(password=PASSWORD).status_code == 302


def test_a_right_password_is_not_asked_for_twice_when_the_vote_is_refused(
    bob: Client, database: Database, review: int, clock: Clock
) -> None:
    page = bob.read(form_of(bob, review).send(choice="deny", password=PASSWORD), 422)
    assert "Say why, so that the team knows what to do." in page.text
    form = page.form(button="Record my vote")
    assert "password" not in form.values
    assert confirmed_at(database) == clock()
    assert not votes(database, review, clock())
    assert form.send(comment="No way back.").status_code == 302


def test_a_refused_vote_is_not_noted_as_done(
    bob: Client, database: Database, people: People, review: int, clock: Clock
) -> None:
    form = form_of(bob, review)
    change(database, review, "9", people.alice, clock())
    refused = {"choice": "deny", "comment": "No way back.", "password": PASSWORD}
    for _ in range(2):
        page = bob.read(form.send(refused), 409)
        assert "This changed while you were reading." in page.text
    again = page.form(button="Record my vote")
    assert again.values["comment"].strip() == "No way back."
    assert again.send().status_code == 302
    assert votes(database, review, clock()) == ["deny"]


def test_what_changed_meanwhile_is_shown_after_the_right_password(
    bob: Client, database: Database, people: People, review: int, clock: Clock
) -> None:
    form = form_of(bob, review)
    change(database, review, "9", people.alice, clock())
    page = bob.read(form.send(choice="approve", password=PASSWORD), 409)
    assert "This changed while you were reading." in page.text
    again = page.form(button="Record my vote")
    assert "password" not in again.values
    assert again.send().status_code == 302


def test_a_changed_password_is_not_taken_for_the_old_one(
    bob: Client, database: Database, people: People, review: int
) -> None:
    with database.writing() as session:
        account = session.get_one(Account, people.bob.account)
        account.password_hash = account.password_hash.replace("jVl5", "jVl6")
        session.commit()
    page = bob.read(form_of(bob, review).send(choice="approve", password=PASSWORD), 422)
    assert NOT_YOURS in page.text


def test_guessing_is_stopped_and_what_was_typed_stays(
    bob: Client, database: Database, review: int, clock: Clock
) -> None:
    def guess(password: str) -> TestResponse:
        return form_of(bob, review).send(choice="deny", comment="No.", password=password)

    assert {guess(f"guess {number}").status_code for number in range(10)} == {422}
    page = bob.read(guess(PASSWORD), 429)
    assert "Wait a few minutes" in page.text
    assert page.form(button="Record my vote").values["comment"].strip() == "No."
    assert not votes(database, review, clock())


def test_only_wrong_passwords_count(bob: Client, review: int) -> None:
    form = form_of(bob, review)
    for _ in range(12):
        assert form.send(choice="deny", password="").status_code == 422
    assert form.send(choice="approve", password=PASSWORD).status_code == 302


class Watched(Passwords):
    """Writes to the database from elsewhere while a password is checked."""

    database: Database

    def is_right(self, password: str, password_hash: str | None) -> bool:
        with self.database.writing() as session:
            session.execute(update(SignIn).values(ends_at=SignIn.ends_at))
            session.rollback()
        return super().is_right(password, password_hash)


def test_nobody_waits_while_the_password_is_checked(
    bob: Client, app: Flask, database: Database, review: int
) -> None:
    watched = Watched(memory=8, rounds=1)
    watched.database = database
    app.extensions[PASSWORDS] = watched
    assert form_of(bob, review).send(choice="approve", password=PASSWORD).status_code == 302
