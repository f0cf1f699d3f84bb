"""Links to badges: they name a token by its public part, signed by the installation, and no secret."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer

PURPOSE = b"readiness: badges, first version"


def signed(token: str, environment: str, key: str) -> str:
    return _serializer(key).dumps([token, environment])


def read(text: str, key: str) -> tuple[str, str] | None:
    """Return the token's public part and the environment; None if we did not sign it."""
    try:
        token, environment = _serializer(key).loads(text)
    except (BadSignature, ValueError, TypeError):
        return None
    return (str(token), str(environment))


def _serializer(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt=PURPOSE)
