"""Links that switch off mails without a sign-in: they say who and what, signed by the installation."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer

PURPOSE = b"readiness: switching off mails, first version"


def signed(person: int, what: str, key: str) -> str:
    return _serializer(key).dumps([person, what])


def read(text: str, key: str) -> tuple[int, str] | None:
    """Return whose mails and which; None if we did not sign it."""
    try:
        person, what = _serializer(key).loads(text)
    except (BadSignature, ValueError, TypeError):
        return None
    return (person, what) if isinstance(person, int) and isinstance(what, str) else None


def _serializer(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt=PURPOSE)
