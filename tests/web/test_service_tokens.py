"""A service's owners make its tokens, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor, Scope
from readiness.store.engine import Database
from readiness.usecases import tokens
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import done, start_review

SignedIn = Callable[[Actor], Client]
PATH = "/services/checkout/tokens"


@pytest.fixture(autouse=True)
def service(database: Database, people: People, now: datetime) -> None:
    start_review(database, people, now=now)


def test_a_token_is_made_shown_once_and_revoked(signed_in: SignedIn, people: People) -> None:
    alice = signed_in(people.alice)
    form = alice.page(PATH).form(button="Make the token")
    made = alice.read(form.send(name="CI"))
    assert "Your new token rdy_" in made.text
    assert "gate.py checkout" in made.text
    listed = alice.page(PATH)
    assert "Your new token" not in listed.text
    after = alice.follow(listed.form(button="Revoke").send())
    assert "Revoked" in after.text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Write what it is for."),
        ({"scopes": []}, "Choose at least one."),
        ({"scopes": ["all"]}, "not a valid choice"),
        ({"days": "0"}, "between 1 and 366"),
        ({"days": "many"}, "Not a valid integer"),
    ],
)
def test_bad_input(
    signed_in: SignedIn, people: People, values: dict[str, object], sentence: str
) -> None:
    alice = signed_in(people.alice)
    form = alice.page(PATH).form(button="Make the token")
    page = alice.read(form.send({"name": "CI", **values}), 422)
    assert sentence in page.text


@pytest.mark.parametrize("who", ["bob", "carol", "eve"])
def test_others_neither_read_nor_make(signed_in: SignedIn, people: People, who: str) -> None:
    other = signed_in(getattr(people, who))
    other.page(PATH, 403)
    token = other.page("/").form(button="Sign out").values["csrf_token"]
    other.read(other.post(PATH, data={"csrf_token": token, "name": "CI"}), 403)


def test_another_services_token_is_not_below_this_one(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    done(database, now, tokens.make, "All", by=people.ada, scopes=[Scope.GATE])
    ada = signed_in(people.ada)
    token = ada.page(PATH).form(button="Make the token").values["csrf_token"]
    ada.read(ada.post(f"{PATH}/1/revoke", data={"csrf_token": token}), 404)
