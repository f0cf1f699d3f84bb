"""The page of tokens."""

import re
from collections.abc import Callable

from sqlalchemy import text

from readiness.adapters.secrets import key_of
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import transaction
from tests.applications import Clock
from tests.client import Client
from tests.factories.people import People
from tests.factories.services import make_service

SignedIn = Callable[[Actor], Client]


def test_a_token_is_shown_once_and_kept_as_a_hash(
    people: People, signed_in: SignedIn, database: Database, clock: Clock
) -> None:
    with database.writing() as session:
        make_service(session, "checkout", team="payments", by=people.alice)
        transaction.commit(session, now=clock())
    ada = signed_in(people.ada)
    form = ada.page("/admin/tokens").form(button="Make the token")
    page = ada.read(form.send(name="checkout pipeline", service="checkout"))
    (token,) = set(re.findall(r"rdy_[0-9a-f]{12}_[0-9a-f]{56}", page.text))
    assert key_of(token)
    assert token not in ada.page("/admin/tokens").response.text
    with database.reading() as session:
        assert token not in repr(session.execute(text("select * from api_tokens")).all())


def test_a_token_is_revoked(people: People, signed_in: SignedIn) -> None:
    ada = signed_in(people.ada)
    ada.page("/admin/tokens").form(button="Make the token").send(name="a pipeline")
    page = ada.follow(ada.page("/admin/tokens").form(button="Revoke").send())
    assert "Revoked" in page.text


def test_mistakes_are_told_beside_their_fields(people: People, signed_in: SignedIn) -> None:
    ada = signed_in(people.ada)
    form = ada.page("/admin/tokens").form(button="Make the token")
    assert "at most 366" in ada.read(form.send(name="x", days="400"), status=422).text.lower()
    page = ada.read(form.send(name="x", scopes=[]), status=422)
    assert "Choose at least one." in page.text
