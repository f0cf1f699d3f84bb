"""Random secrets, and the hashes by which they are recognised again."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import zlib

TOKEN_PREFIX = "rdy"


def new_salt() -> str:
    return secrets.token_hex(16)


def new_secret() -> str:
    """Return 256 random bits that can stand in an address."""
    return secrets.token_urlsafe(32)


def new_password() -> str:
    """Return a password that can be read out and typed: 80 bits in four groups."""
    digits = secrets.token_hex(10)
    return "-".join(digits[start : start + 5] for start in range(0, 20, 5))


def hashed(secret: str) -> str:
    """Return the SHA-256 of a random secret. Passwords need argon2 instead: they can be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_same(left: str, right: str) -> bool:
    return hmac.compare_digest(left, right)


def new_token() -> tuple[str, str, str]:
    """Return the token to show once, the public key to find it by, and the hash to keep."""
    key, secret = secrets.token_hex(6), secrets.token_hex(24)
    token = f"{TOKEN_PREFIX}_{key}_{secret}"
    token += checksum(token)
    return token, key, hashed(token)


def checksum(token: str) -> str:
    """Return eight hex digits, so that a scanner can tell a token from noise."""
    return f"{zlib.crc32(token.encode()):08x}"


def key_of(token: str) -> str | None:
    """Return the public part of a well-formed token, or None."""
    parts = token.split("_")
    if len(parts) != 3 or parts[0] != TOKEN_PREFIX or len(parts[2]) != 56:
        return None
    return parts[1] if checksum(token[:-8]) == token[-8:] else None
