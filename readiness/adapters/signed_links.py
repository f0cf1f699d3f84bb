"""Links that do one thing without a sign-in: they say for whom and what, signed by the installation."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer

MAILS = b"readiness: switching off mails, first version"
FREEZES = b"readiness: the calendar of freezes, first version"


def signed(person: int, what: str, key: str, purpose: bytes = MAILS) -> str:
    return _serializer(key, purpose).dumps([person, what])


def read(text: str, key: str, purpose: bytes = MAILS) -> tuple[int, str] | None:
    """Return for whom and what; None if we did not sign it, or for something else."""
    try:
        person, what = _serializer(key, purpose).loads(text)
    except (BadSignature, ValueError, TypeError):
        return None
    return (person, what) if isinstance(person, int) and isinstance(what, str) else None


def _serializer(key: str, purpose: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt=purpose)
