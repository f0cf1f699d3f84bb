"""Signs what the gate said, together with the ledger that it was said from."""

from __future__ import annotations

import base64
import json
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters import sealing, signing
from readiness.core.signed_verdicts import PAYLOAD, Ground, Said, life_of, signed_bytes, statement
from readiness.store import ledger
from readiness.store.approvals import newest_approval
from readiness.store.signing_keys import SigningKey, key_that_signs
from readiness.usecases.sites import site_of


class CannotSign(Exception):
    """There is no key that signs now, or it cannot be read."""


def ground(session: Session, review: int | None = None) -> Ground:
    head = ledger.head(session)
    approval = newest_approval(session, review) if review is not None else None
    return Ground(head.size, head.hash, approval.digest if approval else None)


def signed(session: Session, said: Said, before: Ground, *, now: datetime) -> str | None:
    """Return the DSSE envelope as JSON, or None if the ledger has grown since `before`.

    So the ledger that the verdict names is the one that it follows from. Raises CannotSign.
    """
    found = ground(session, said.review)
    if (found.size, found.root) != (before.size, before.root):
        return None
    site = site_of(session)
    life = life_of(said, issuer=site.public_url, now=now, minutes=site.verdict_minutes)
    payload = json.dumps(statement(said, found, life), separators=(",", ":")).encode()
    return _envelope(session, payload, now)


def _envelope(session: Session, payload: bytes, now: datetime) -> str:
    key = key_that_signs(session, now)
    if key is None:
        raise CannotSign("There is no key that signs now. `readiness migrate` makes the first.")
    signature = signing.sign(_pair(session, key), signed_bytes(payload))
    document = {
        "payload": base64.b64encode(payload).decode(),
        "payloadType": PAYLOAD,
        "signatures": [{"keyid": key.key, "sig": base64.b64encode(signature).decode()}],
    }
    return json.dumps(document, separators=(",", ":")) + "\n"


def _pair(session: Session, key: SigningKey) -> signing.Pair:
    try:
        private = sealing.unseal(key.sealed_private_key, site_of(session).key, sealing.SIGNING)
    except sealing.BrokenSeal as fault:
        raise CannotSign(str(fault)) from fault
    return signing.Pair(private, key.public_key)
