"""Tokens are shown once, kept as hashes, limited and revocable."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.adapters.secrets import hashed, key_of
from readiness.core.errors import BadInput, Forbidden, NotFound, WrongMoment
from readiness.core.rights import Scope
from readiness.store.tokens import ApiToken
from readiness.usecases.tokens import listing, make, of_service, revoke, services
from tests.factories.people import People
from tests.factories.services import make_service

GATE = [Scope.GATE]


def only_token(session: Session) -> ApiToken:
    return session.scalars(select(ApiToken)).one()


def test_only_the_hash_of_a_token_is_kept(session: Session, people: People, now: datetime) -> None:
    token = make(session, " a  pipeline ", by=people.ada, now=now, scopes=GATE)
    kept = only_token(session)
    assert kept.secret_hash == hashed(token)
    assert (kept.key, kept.name, kept.scopes) == (key_of(token), "a pipeline", ["gate:read"])
    assert token not in repr(vars(kept))


def test_a_token_ends_by_itself(session: Session, people: People, now: datetime) -> None:
    make(session, "a pipeline", by=people.ada, now=now, scopes=GATE)
    (listed,) = listing(session, by=people.ada)
    assert listed.token.ends_at == now + timedelta(days=90)
    assert listed.is_valid(now)
    assert not listed.is_valid(now + timedelta(days=90))


def test_a_token_is_revoked_at_once_and_once(
    session: Session, people: People, now: datetime
) -> None:
    make(session, "a pipeline", by=people.ada, now=now, scopes=GATE)
    kept = only_token(session)
    revoke(session, kept.id, by=people.ada, now=now)
    assert kept.revoked_at == now
    assert not listing(session, by=people.ada)[0].is_valid(now)
    with pytest.raises(WrongMoment):
        revoke(session, kept.id, by=people.ada, now=now)
    with pytest.raises(NotFound):
        revoke(session, 4711, by=people.ada, now=now)


@pytest.mark.parametrize(
    ("name", "scopes", "days", "field"),
    [
        (" ", GATE, 90, "name"),
        ("x" * 101, GATE, 90, "name"),
        ("a pipeline", [], 90, "scopes"),
        ("a pipeline", GATE, 0, "days"),
        ("a pipeline", GATE, 367, "days"),
    ],
)
def test_a_token_that_cannot_be_is_refused(
    session: Session,
    people: People,
    now: datetime,
    name: str,
    scopes: list[Scope],
    days: int,
    field: str,
) -> None:
    with pytest.raises(BadInput) as refused:
        make(session, name, by=people.ada, now=now, scopes=scopes, days=days)
    assert set(refused.value.faults) == {field}


def test_figures_are_of_all_services_and_a_badge_is_of_one(
    session: Session, people: People, now: datetime
) -> None:
    make_service(session, "checkout", team="payments", by=people.alice)
    for scope, slug in ((Scope.METRICS, "checkout"), (Scope.BADGE, None)):
        with pytest.raises(BadInput) as refused:
            make(session, "x", by=people.ada, now=now, scopes=[scope], service_slug=slug)
        assert set(refused.value.faults) == {"scopes"}


def test_owners_make_tokens_for_their_own_service_alone(
    session: Session, people: People, now: datetime
) -> None:
    service = make_service(session, "checkout", team="payments", by=people.alice)
    make_service(session, "search", team="search", by=people.ada)
    make(session, "ours", by=people.alice, now=now, scopes=GATE, service_slug="checkout")
    (listed,) = of_service(session, "checkout", by=people.alice)
    assert (listed.token.service_id, listed.service) == (service.id, service)
    for slug in ("search", "nonsense", None):
        with pytest.raises(Forbidden):
            make(session, "theirs", by=people.alice, now=now, scopes=GATE, service_slug=slug)
    revoke(session, listed.token.id, by=people.alice, now=now)


def test_others_neither_see_nor_revoke_the_tokens_of_a_service(
    session: Session, people: People, now: datetime
) -> None:
    make_service(session, "checkout", team="payments", by=people.alice)
    make(session, "ours", by=people.alice, now=now, scopes=GATE, service_slug="checkout")
    for who in (people.bob, people.carol, people.eve):
        with pytest.raises(Forbidden):
            of_service(session, "checkout", by=who)
        with pytest.raises(Forbidden):
            revoke(session, only_token(session).id, by=who, now=now)


def test_administrators_manage_every_token(session: Session, people: People, now: datetime) -> None:
    make_service(session, "checkout", team="payments", by=people.alice)
    make(session, "theirs", by=people.ada, now=now, scopes=GATE, service_slug="checkout")
    assert [each.slug for each in services(session, by=people.ada)] == ["checkout"]
    assert [each.token.name for each in listing(session, by=people.ada)] == ["theirs"]
    with pytest.raises(NotFound):
        make(session, "x", by=people.ada, now=now, scopes=GATE, service_slug="nonsense")
    for who in (people.alice, people.bob, people.carol, people.eve):
        with pytest.raises(Forbidden):
            listing(session, by=who)
        with pytest.raises(Forbidden):
            services(session, by=who)
