"""Keeps secrets that must be read again: sealed with a key that follows from the installation's."""

from __future__ import annotations

import base64
import hashlib
import hmac

PURPOSE = b"readiness: connections, first version"


class BrokenSeal(Exception):
    """It was sealed under another key, or changed since."""


def seal(text: str, key: str) -> str:
    # Delayed: loading it slows the start of every page, and only connections need it.
    from cryptography.fernet import Fernet

    return Fernet(_derived(key)).encrypt(text.encode()).decode()


def unseal(sealed: str, key: str) -> str:
    # Delayed: see above.
    from cryptography.fernet import Fernet, InvalidToken

    try:
        return Fernet(_derived(key)).decrypt(sealed.encode()).decode()
    except InvalidToken as fault:
        raise BrokenSeal("It cannot be read: the installation's secret key was changed.") from fault


def _derived(key: str) -> bytes:
    """Return another key, from which the installation's own does not follow."""
    return base64.urlsafe_b64encode(hmac.new(key.encode(), PURPOSE, hashlib.sha256).digest())
