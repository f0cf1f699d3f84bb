"""Reads the token that a request carries, in its Authorization header and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from readiness.adapters.secrets import hashed, is_same, key_of

#: What a 401 asks for, without and with a token that is of no use.
CHALLENGE = (("WWW-Authenticate", "Bearer"),)
BAD_TOKEN_CHALLENGE = (("WWW-Authenticate", 'Bearer error="invalid_token"'),)


@dataclass(frozen=True, slots=True)
class Presented:
    """A well-formed token: the public key to find its row by, and the hash to compare."""

    key: str
    hash: str


class Kept(Protocol):
    """What is known about a token, whichever way it was read."""

    @property
    def secret_hash(self) -> str: ...
    @property
    def token_ends_at(self) -> datetime: ...
    @property
    def token_revoked_at(self) -> datetime | None: ...


def presented(header: str) -> Presented | None:
    scheme, _, token = header.strip().partition(" ")
    token = token.strip()
    key = key_of(token) if scheme.lower() == "bearer" and token.isascii() else None
    return None if key is None else Presented(key, hashed(token))


def is_good(kept: Kept, given: Presented, now: datetime) -> bool:
    """Return whether the secret is right, and the token neither over nor revoked."""
    is_right = is_same(kept.secret_hash, given.hash)
    return is_right and kept.token_revoked_at is None and now < kept.token_ends_at
