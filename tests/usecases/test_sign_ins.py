"""Signing in takes an active account and its password, and lasts for a time."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.adapters.passwords import Passwords
from readiness.core.errors import BadInput
from readiness.store.people import Account
from readiness.store.sign_ins import SignIn
from readiness.usecases import sign_ins
from readiness.usecases.passwords import Candidate, Proven, choose, prove
from tests.factories.people import PASSWORD, PASSWORD_HASH, People

LASTS = timedelta(days=14)
CHEAP = Passwords(memory=8, rounds=1)
WRONG = BadInput(sign_ins.WRONG)


def proven(people: People, password_hash: str = PASSWORD_HASH) -> Proven:
    assert people.bob.account
    return Proven(people.bob.account, password_hash)


def test_a_sign_in_knows_the_person_their_roles_and_teams(
    session: Session, people: People, now: datetime
) -> None:
    candidate = sign_ins.find(session, " Bob@Example.com")
    found = prove(candidate, PASSWORD, hasher=CHEAP, wrong=WRONG)
    cookie = sign_ins.start(session, found, now=now, lasts=LASTS)
    assert sign_ins.actor_of(session, cookie, now=now) == people.bob
    assert cookie not in repr(vars(session.scalars(select(SignIn)).one()))


def test_a_sign_in_ends_by_itself(session: Session, people: People, now: datetime) -> None:
    cookie = sign_ins.start(session, proven(people), now=now, lasts=LASTS)
    assert sign_ins.actor_of(session, cookie, now=now + LASTS) is None


@pytest.mark.parametrize("email", ["nobody@example.com", "nonsense", ""])
def test_an_unknown_address_is_no_different_from_a_wrong_password(
    session: Session, people: People, email: str
) -> None:
    for candidate in (sign_ins.find(session, email), sign_ins.find(session, "bob@example.com")):
        with pytest.raises(BadInput, match="e-mail address or the password"):
            prove(candidate, "wrong", hasher=CHEAP, wrong=WRONG)


def test_a_deactivated_account_cannot_sign_in(
    session: Session, people: People, now: datetime
) -> None:
    session.get_one(Account, people.bob.account).is_active = False
    session.flush()
    assert sign_ins.find(session, "bob@example.com") == Candidate(None, None)
    with pytest.raises(BadInput):
        sign_ins.start(session, proven(people), now=now, lasts=LASTS)


def test_a_password_changed_meanwhile_does_not_sign_in(
    session: Session, people: People, now: datetime
) -> None:
    with pytest.raises(BadInput):
        sign_ins.start(session, proven(people, "an older hash"), now=now, lasts=LASTS)


def test_signing_out_ends_this_sign_in_alone(
    session: Session, people: People, now: datetime
) -> None:
    here = sign_ins.start(session, proven(people), now=now, lasts=LASTS)
    there = sign_ins.start(session, proven(people), now=now, lasts=LASTS)
    sign_ins.end(session, here, by=people.bob, now=now)
    assert sign_ins.actor_of(session, here, now=now) is None
    assert sign_ins.actor_of(session, there, now=now) == people.bob


def test_nobody_signs_somebody_else_out(session: Session, people: People, now: datetime) -> None:
    cookie = sign_ins.start(session, proven(people), now=now, lasts=LASTS)
    sign_ins.end(session, cookie, by=people.eve, now=now)
    sign_ins.end(session, "nonsense", by=people.eve, now=now)
    assert sign_ins.actor_of(session, cookie, now=now) == people.bob


def test_a_weak_password_cannot_be_chosen() -> None:
    with pytest.raises(BadInput) as refused:
        choose("password1234", email="a@b", name="A", hasher=CHEAP)
    assert "password" in refused.value.faults
    assert choose(PASSWORD, email="a@b", name="A", hasher=CHEAP).hash.startswith("$argon2id$")


def test_a_password_given_again_is_noted(session: Session, people: People, now: datetime) -> None:
    cookie = sign_ins.start(session, proven(people), now=now, lasts=LASTS)
    later = now + timedelta(hours=2)
    by = sign_ins.actor_of(session, cookie, now=later)
    assert by is not None
    assert by.confirmed_at == now
    again = sign_ins.confirm(session, cookie, proven(people), by=by, now=later)
    assert again.confirmed_at == later
    found = sign_ins.actor_of(session, cookie, now=later)
    assert found is not None
    assert found.confirmed_at == later


@pytest.mark.parametrize("gone", ["password", "sign-in", "person"])
def test_what_was_proven_must_still_hold_to_confirm(
    session: Session, people: People, now: datetime, gone: str
) -> None:
    cookie = sign_ins.start(session, proven(people), now=now, lasts=LASTS)
    later = now + (LASTS if gone == "sign-in" else timedelta(hours=2))
    by = people.alice if gone == "person" else people.bob
    known = proven(people, "another hash" if gone == "password" else PASSWORD_HASH)
    with pytest.raises(BadInput, match="This is not your password"):
        sign_ins.confirm(session, cookie, known, by=by, now=later)
    row = session.scalars(select(SignIn)).one()
    assert row.confirmed_at == now
