"""Hashes passwords with argon2id, a few at a time, so that a flood of sign-ins leaves memory free."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

AT_ONCE = 2


class Passwords:
    """Slow on purpose: never call it while a transaction is open."""

    def __init__(self, *, memory: int, rounds: int) -> None:
        self._hasher = PasswordHasher(time_cost=rounds, memory_cost=memory, parallelism=1)
        self._places = BoundedSemaphore(AT_ONCE)

    def hashed(self, password: str) -> str:
        with self._places:
            return self._hasher.hash(_normal(password))

    def is_right(self, password: str, password_hash: str | None) -> bool:
        """Return whether it matches. Without a hash it is wrong, but takes as long to say so."""
        try:
            with self._places:
                self._hasher.verify(password_hash or self._nobodys, _normal(password))
        except VerifyMismatchError:
            return False
        return password_hash is not None

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("the password of nobody")


def _normal(password: str) -> str:
    """Keyboards differ in how they compose a letter; a compatibility form would weaken passwords."""
    return unicodedata.normalize("NFC", password)
