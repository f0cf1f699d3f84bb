"""A running gate that signs, with its keys beside it, and what a verdict looks like to who reads it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from readiness.api.app import create_api
from readiness.api.gate import door, judge
from readiness.api.gate_answers import Answer
from readiness.api.late import beside
from readiness.api.problems import Problem
from readiness.api.signed_gate import signed_door
from readiness.core.sites import Site
from readiness.store.engine import Database
from readiness.store.gate import GateReader
from readiness.usecases import signing_keys, transaction
from tests.api.asking import serving
from tests.api.gates import PUBLIC_URL, Gate, next_app
from tests.factories import gate
from tests.factories.gate import NOW

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

SIGNED = "/api/v1/gate/payments/signed?environment=production"
TYPE = b"application/vnd.in-toto+json"


@dataclass
class Signing(Gate):
    def jwks(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("/api/v1/keys", token="").json["keys"]
        return found

    def rotate(self, now: datetime, *, at_once: bool = False) -> str:
        with self.database.writing() as session:
            made = signing_keys.rotate(session, now=now, at_once=at_once)
            transaction.commit(session, now=now)
            return made.key

    def sign(self, more: str = "", path: str = SIGNED) -> dict[str, Any]:
        """Return the predicate of a good verdict, after its signature was checked."""
        answer = self.ask(f"{path}{more}")
        statement = opened(answer.json, self.jwks())
        found: dict[str, Any] = statement["predicate"]
        return found


def opened(envelope: dict[str, Any], keys: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the statement. Raises InvalidSignature, or if no key of these has the name."""
    (signature,) = envelope["signatures"]
    (key,) = (each for each in keys if each["kid"] == signature["keyid"])
    public = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key["x"] + "="))
    payload = base64.b64decode(envelope["payload"])
    signed = b"DSSEv1 28 %s %d %s" % (TYPE, len(payload), payload)
    public.verify(base64.b64decode(signature["sig"]), signed)
    statement: dict[str, Any] = json.loads(payload)
    return statement


@contextmanager
def signing_gate(database: Database, *, minutes: int = 5, now: datetime = NOW) -> Iterator[Signing]:
    site = Site(PUBLIC_URL, key="the secret of this installation", verdict_minutes=minutes)
    own = replace(database, site=site)
    world = gate.world(own)
    with own.writing() as session:
        signing_keys.make_first(session, now=now)
        transaction.commit(session, now=now)
    found = Signing(own, world, gate.token(own, world), 0, now, [], [])
    api = create_api(own, lambda: found.now)
    reader = GateReader(own.url)
    plain = door(beside(next_app, lambda: api), reader, PUBLIC_URL, lambda: found.now)

    def judged(environ: WSGIEnvironment, moment: datetime) -> Answer | Problem:
        return judge(environ, reader, PUBLIC_URL, moment, lambda key, _: found.used.append(key))

    def advised(address: str, _moment: datetime) -> None:
        found.advised.append(address)

    application = signed_door(plain, own, judged, lambda: found.now, nullcontext(), advised)
    with serving(application) as found.port:
        yield found
