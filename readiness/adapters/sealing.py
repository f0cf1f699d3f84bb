"""Keeps secrets that must be read again: sealed with a key that follows from the installation's."""

from __future__ import annotations

import base64
import hashlib
import hmac

#: What is sealed for one purpose is not taken for another.
PURPOSE = b"readiness: connections, first version"
SIGNING = b"readiness: signing of verdicts, first version"


class BrokenSeal(Exception):
    """It was sealed under another key, or changed since."""


def seal(text: str, key: str, purpose: bytes = PURPOSE) -> str:
    # Delayed: loading it slows the start of every page, and few requests need it.
    from cryptography.fernet import Fernet

    return Fernet(_derived(key, purpose)).encrypt(text.encode()).decode()


def unseal(sealed: str, key: str, purpose: bytes = PURPOSE) -> str:
    # Delayed: see above.
    from cryptography.fernet import Fernet, InvalidToken

    try:
        return Fernet(_derived(key, purpose)).decrypt(sealed.encode()).decode()
    except InvalidToken as fault:
        raise BrokenSeal("It cannot be read: the installation's secret key was changed.") from fault


def _derived(key: str, purpose: bytes) -> bytes:
    """Return another key, from which the installation's own does not follow."""
    return base64.urlsafe_b64encode(hmac.new(key.encode(), purpose, hashlib.sha256).digest())
