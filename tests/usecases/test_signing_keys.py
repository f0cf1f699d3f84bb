"""The keys of signed verdicts: made once, changed in time or at once, and never readable as stored."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from readiness.adapters import sealing, signing
from readiness.core.errors import WrongMoment
from readiness.core.rights import NOBODY
from readiness.store import signing_keys
from readiness.store.engine import Database
from readiness.store.signing_keys import SigningKey, every_key, key_that_signs
from readiness.usecases.records import notes_of
from readiness.usecases.signing_keys import make_first, published, rotate
from readiness.usecases.sites import site_of


def first(session: Session, now: datetime) -> SigningKey:
    assert make_first(session, now=now)
    (made,) = every_key(session)
    return made


def events(session: Session) -> list[str]:
    return [each.event for each in notes_of(session).records]


def test_the_first_key_is_made_once_and_signs_at_once(session: Session, now: datetime) -> None:
    made = first(session, now)
    assert not make_first(session, now=now)
    assert key_that_signs(session, now) is made
    assert made.key == signing.key_id(made.public_key)
    assert events(session) == ["key.made"]


def test_of_two_starts_at_once_one_makes_it(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = iter([[], [object()]])
    monkeypatch.setattr(signing_keys, "every_key", lambda _: next(seen))
    with database.writing() as session:
        assert not make_first(session, now=now)


def test_the_private_key_is_sealed_for_this_purpose_alone(session: Session, now: datetime) -> None:
    made, key = first(session, now), site_of(session).key
    private = sealing.unseal(made.sealed_private_key, key, sealing.SIGNING)
    assert signing.sign(signing.Pair(private, made.public_key), b"x")
    with pytest.raises(sealing.BrokenSeal):
        sealing.unseal(made.sealed_private_key, key)
    with pytest.raises(signing.WrongKey):
        signing.sign(signing.Pair(private, signing.new_pair().public), b"x")


def test_the_next_key_waits_until_everybody_could_read_it(session: Session, now: datetime) -> None:
    old = first(session, now - timedelta(days=1))
    new = rotate(session, now=now)
    assert published(session, by=NOBODY, now=now) == [old, new]
    last = now + timedelta(minutes=10)
    assert key_that_signs(session, last - timedelta(seconds=1)) is old
    assert key_that_signs(session, last) is new
    assert events(session) == ["key.made", "key.rotated"]
    with pytest.raises(WrongMoment, match="published already"):
        rotate(session, now=now)


def test_a_private_key_that_signs_no_more_is_gone(session: Session, now: datetime) -> None:
    old = first(session, now)
    rotate(session, now=now)
    assert old.sealed_private_key
    third = rotate(session, now=now + timedelta(hours=1))
    assert old.sealed_private_key == ""
    assert published(session, by=NOBODY, now=now + timedelta(days=3)) == [third]


def test_what_somebody_else_may_have_is_not_taken_from_this_moment_on(
    session: Session, now: datetime
) -> None:
    first(session, now)
    rotate(session, now=now)
    new = rotate(session, now=now, at_once=True)
    assert published(session, by=NOBODY, now=now) == [new]
    assert key_that_signs(session, now) is new
    assert [key.sealed_private_key for key in every_key(session)[:2]] == ["", ""]
