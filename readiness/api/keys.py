"""The keys that verdicts are signed with, for everybody to check them by (JWKS, RFC 7517)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from readiness.api.rights import declares
from readiness.core.rights import NOBODY, Action
from readiness.extensions import database

if TYPE_CHECKING:
    from readiness.store.signing_keys import SigningKey

routes = Blueprint("keys", __name__)


@routes.get("/api/v1/keys")
@declares(Action.READ_PUBLIC)
def published() -> ResponseReturnValue:
    # Delayed, as the code behind pages is: a process is ready without it.
    from readiness.usecases import signing_keys

    with database().reading() as session:
        found = signing_keys.published(session, by=NOBODY, now=current_app.config["NOW"]())
        return {"keys": [_jwk(key) for key in found]}


def _jwk(key: SigningKey) -> dict[str, object]:
    """Return the key. Beside what the standard names: from when until when it is taken, as in a JWT."""
    until = key.published_until
    return {
        "kty": "OKP",
        "crv": "Ed25519",
        "use": "sig",
        "alg": "EdDSA",
        "kid": key.key,
        "x": key.public_key,
        "nbf": int(key.signs_from.timestamp()),
        **({"exp": int(until.timestamp())} if until else {}),
    }
