"""Takes in what was let through while the gate was down, and tells whoever looks after the service."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import is_same, new_salt
from readiness.core import broken_glasses as core
from readiness.core.broken_glasses import NOT_FILED, SKEW, Told
from readiness.core.errors import BadInput, NotFound, TooMany
from readiness.core.rights import Action, Actor, Scope, require
from readiness.store import broken_glasses as store
from readiness.store import environments, services
from readiness.store.broken_glasses import BrokenGlass
from readiness.store.environments import Environment
from readiness.store.services import Service
from readiness.store.tokens import ApiToken, token_by_key
from readiness.usecases.records import record

PURPOSE = b"readiness: breaking the glass, first version\n"
#: Each is told to many people. A token that somebody took must not be able to flood them.
DAY, MOST_A_DAY = timedelta(days=1), 100


@dataclass(frozen=True, slots=True)
class Signed:
    """A record as the pipeline wrote it: in base64, with the key of its token and a proof of it."""

    payload: str
    token: str
    signature: str


@dataclass(frozen=True, slots=True)
class Filed:
    """The record as it is kept, of the service with this short name."""

    row: BrokenGlass
    service: str
    is_new: bool


def file(session: Session, signed: Signed, *, by: Actor, now: datetime) -> Filed:
    """Keep the record and tell of it, once however often it is sent.

    `by` may be another token than the one that signed it: that one may have ended since.
    """
    payload = _bytes(signed.payload)
    told = core.read(payload)
    service = services.service_by_slug(session, told.service)
    require(by, Action.FILE_BREAK_GLASS, service=service.id if service else None)
    place = environments.environment_by_name(session, told.environment)
    if service is None or place is None:
        raise NotFound("There is no such service or environment.")
    token = _signer(session, signed, payload)
    _require_good(token, service, told, now)
    services.lock_service(session, service.id)
    before = store.filed(session, told.record)
    if before is not None:
        return Filed(before, service.slug, is_new=False)
    if store.filed_since(session, token.id, now - DAY) >= MOST_A_DAY:
        sentence = "This token has broken the glass too often today. Send it again tomorrow."
        raise TooMany(sentence, int(DAY.total_seconds()))
    row = _keep(session, told, service, place, token, by, now)
    return Filed(row, service.slug, is_new=True)


def of_service(session: Session, slug: str, *, by: Actor) -> Sequence[tuple[BrokenGlass, str]]:
    """Return what was let through without the gate, each with its environment, newest first."""
    require(by, Action.READ)
    service = services.service_by_slug(session, slug)
    found = store.of_service(session, service.id) if service else ()
    places = environments.every_environment(session) if found else ()
    names = {place.id: place.name for place in places}
    return [(row, names[row.environment_id]) for row in found]


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as fault:
        raise BadInput(NOT_FILED, {"payload": "It is not base64."}) from fault


def _signer(session: Session, signed: Signed, payload: bytes) -> ApiToken:
    """Return the token that signed it. One answer for all that is wrong with it."""
    token = token_by_key(session, signed.token)
    secret = (token.secret_hash if token else "").encode()
    proof = hmac.new(secret, PURPOSE + payload, hashlib.sha256).hexdigest()
    # Only texts in ASCII can be compared in the same time, whatever they are.
    is_right = signed.signature.isascii() and is_same(signed.signature, proof)
    if token is None or not is_right:
        raise BadInput(NOT_FILED, {"signature": "No token of ours signed this."})
    return token


def _require_good(token: ApiToken, service: Service, told: Told, now: datetime) -> None:
    """Raise unless the token could have asked the gate about this service when the glass was broken."""
    if told.at > now + SKEW:
        raise BadInput(NOT_FILED, {"at": "It is from the future."})
    is_its_own = token.service_id in (None, service.id) and Scope.GATE in token.scopes
    is_in_time = token.made_at <= told.at + SKEW and told.at < token.ends_at
    if not is_its_own or not is_in_time or (token.revoked_at and token.revoked_at <= told.at):
        raise BadInput(NOT_FILED, {"token": "It could not ask the gate about this at that time."})


def _keep(
    session: Session,
    told: Told,
    service: Service,
    place: Environment,
    token: ApiToken,
    by: Actor,
    now: datetime,
) -> BrokenGlass:
    texts = {"reason": told.reason, "who": told.who, "job": told.job, "fault": told.fault}
    row = BrokenGlass(
        record=told.record,
        service_id=service.id,
        environment_id=place.id,
        kind=told.kind.value,
        **texts,
        salt=new_salt(),
        token_id=token.id,
        filed_by=by.token,
        at=told.at,
        filed_at=now,
    )
    session.add(row)
    session.flush()
    record(
        session,
        "glass.broken",
        by=by,
        service=service.id,
        glass=row.id,
        environment=place.name,
        kind=row.kind,
        token=token.id,
        broken_at=told.at.isoformat(),
        text_digest=salted_digest(row.salt, texts),
    )
    return row
