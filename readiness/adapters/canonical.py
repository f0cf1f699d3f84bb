"""Canonical JSON (RFC 8785) and the SHA-256 digests made over it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, cast

import rfc8785

_LEAF = b"\x00"


def canonical(value: Mapping[str, object]) -> bytes:
    return rfc8785.dumps(cast("Any", value))


def digest(value: Mapping[str, object]) -> str:
    """Return the SHA-256, in hex, of the value as canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


def salted_digest(salt: str, value: Mapping[str, object]) -> str:
    """Return a digest from which the text cannot be guessed once its salt has been erased."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(value)).hexdigest()


def leaf_hash(entry: bytes) -> str:
    """Return the RFC 6962 hash of a leaf, in hex."""
    return hashlib.sha256(_LEAF + entry).hexdigest()
