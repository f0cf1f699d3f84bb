"""Reads the token that a request carries, in its Authorization header and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from readiness.adapters.secrets import hashed, is_same, key_of

#: What a 401 asks for, without and with a token that is of no use.
CHALLENGE = (("WWW-Authenticate", "Bearer"),)
BAD_TOKEN_CHALLENGE = (("WWW-Authenticate", 'Bearer error="invalid_token"'),)


@dataclass(frozen=True, slots=True)
class Presented:
    """A well-formed token: the public key to find its row by, and the hash to compare."""

    key: str
    hash: str

    def is_good(
        self, secret_hash: str, *, ends_at: datetime, revoked_at: datetime | None, now: datetime
    ) -> bool:
        """Return whether this is the secret, and the token neither over nor revoked."""
        return is_same(secret_hash, self.hash) and revoked_at is None and now < ends_at


def presented(header: str) -> Presented | None:
    scheme, _, token = header.strip().partition(" ")
    token = token.strip()
    key = key_of(token) if scheme.lower() == "bearer" and token.isascii() else None
    return None if key is None else Presented(key, hashed(token))
