"""What was let through while the gate was down stands on the page of its service, and is told."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from readiness.core.errors import BadInput, TooMany
from readiness.core.rights import Actor, Scope
from readiness.store.engine import Database
from readiness.store.tokens import token_by_key
from readiness.usecases import broken_glasses, tokens, transaction
from readiness.usecases.broken_glasses import PURPOSE, Signed
from tests.client import Client
from tests.factories.hearing import heard
from tests.factories.people import People
from tests.factories.reviews import start_review

SignedIn = Callable[[Actor], Client]
TOLD = {
    "schema": "readiness/break-glass/1",
    "record": "0a",
    "service": "checkout",
    "environment": "production",
    "kind": "launch",
    "reason": "<b>Nobody</b> can pay",
    "who": "carol",
    "job": "https://ci.example.com/7",
    "fault": "The server cannot be reached",
}


def token_of(database: Database, people: People, now: datetime) -> str:
    """Return the key of a new token."""
    with database.writing() as session:
        token = tokens.make(session, "CI", by=people.ada, now=now, scopes=[Scope.GATE])
        transaction.commit(session, now=now)
        return token.split("_")[1]


def tell(database: Database, key: str, told: dict[str, str], now: datetime) -> None:
    with database.writing() as session:
        row = token_by_key(session, key)
        assert row is not None
        payload = json.dumps({**told, "at": told.get("at", now.isoformat())}).encode()
        proof = hmac.new(row.secret_hash.encode(), PURPOSE + payload, hashlib.sha256).hexdigest()
        signed = Signed(base64.b64encode(payload).decode(), row.key, proof)
        by = Actor(token=row.id, scopes=frozenset({Scope.GATE}))
        broken_glasses.file(session, signed, by=by, now=now)
        transaction.commit(session, now=now)


def test_the_team_and_the_coordinators_hear_of_it_and_see_why(
    database: Database, people: People, signed_in: SignedIn, now: datetime
) -> None:
    start_review(database, people, now=now)
    assert (
        "Let through without the gate"
        not in signed_in(people.alice).page("/services/checkout").text
    )
    tell(database, token_of(database, people, now), TOLD, now)
    sentence = "A pipeline let Checkout through while the gate was down: the glass was broken."
    for who in (people.alice, people.carol):
        assert ("glass.broken", sentence) in heard(database, who)
        page = signed_in(who).page("/services/checkout").text
        assert "Let through without the gate" in page
        assert "production <b>Nobody</b> can pay carol, https://ci.example.com/7" in page


def test_what_is_from_the_future_is_not_filed(
    database: Database, people: People, now: datetime
) -> None:
    start_review(database, people, now=now)
    key = token_of(database, people, now)
    with pytest.raises(BadInput) as refused:
        tell(database, key, {**TOLD, "at": "2026-11-24T10:00:00+00:00"}, now)
    assert set(refused.value.faults) == {"at"}


def test_a_token_breaks_the_glass_so_often_a_day_and_no_more(
    database: Database, people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_review(database, people, now=now)
    monkeypatch.setattr(broken_glasses, "MOST_A_DAY", 2)
    key = token_of(database, people, now)
    for number in range(2):
        tell(database, key, {**TOLD, "record": f"{number}"}, now)
    with pytest.raises(TooMany):
        tell(database, key, {**TOLD, "record": "2"}, now)
    tell(database, token_of(database, people, now), {**TOLD, "record": "2"}, now)
    tell(database, key, {**TOLD, "record": "3"}, now + timedelta(days=1))
