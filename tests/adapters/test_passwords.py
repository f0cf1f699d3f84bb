"""Passwords are hashed with argon2id and recognised again."""

import pytest
from argon2.exceptions import InvalidHashError

from readiness.adapters.passwords import Passwords

CHEAP = Passwords(memory=8, rounds=1)


def test_the_right_password_is_recognised_and_no_other() -> None:
    kept = CHEAP.hashed("a long and winding road")
    assert kept.startswith("$argon2id$")
    assert CHEAP.is_right("a long and winding road", kept)
    assert not CHEAP.is_right("a long and winding roar", kept)


def test_a_letter_may_be_composed_either_way() -> None:
    assert CHEAP.is_right("cafe\u0301 au lait au lit", CHEAP.hashed("caf\u00e9 au lait au lit"))


def test_the_password_of_nobody_is_wrong_even_if_it_is_guessed() -> None:
    assert not CHEAP.is_right("the password of nobody", None)


def test_a_damaged_hash_is_no_wrong_password() -> None:
    with pytest.raises(InvalidHashError):
        CHEAP.is_right("a long and winding road", "damaged")
