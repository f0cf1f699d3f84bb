"""Ed25519: new keys, signatures, and the names of keys (RFC 8032, 8037 and 7638)."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass


class WrongKey(Exception):
    """The private key is not the one that the public key belongs to."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Both as base64url without padding."""

    private: str
    public: str


def new_pair() -> Pair:
    # Delayed: loading it slows the start of every page, and few requests are signed.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    made = Ed25519PrivateKey.generate()
    return Pair(_text(made.private_bytes_raw()), _text(made.public_key().public_bytes_raw()))


def sign(pair: Pair, message: bytes) -> bytes:
    # Delayed: see above.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(_bytes(pair.private))
    if _text(key.public_key().public_bytes_raw()) != pair.public:
        raise WrongKey("The key that is published is not the one that signs.")
    return key.sign(message)


def key_id(public: str) -> str:
    """Return the key's thumbprint: who knows it knows whether they were given the same key."""
    thumb = f'{{"crv":"Ed25519","kty":"OKP","x":"{public}"}}'
    return _text(hashlib.sha256(thumb.encode()).digest())


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
