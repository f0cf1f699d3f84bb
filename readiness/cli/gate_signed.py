"""Checks a signed verdict. What is copied, old, altered, or for something else is refused."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from readiness.cli.gate_answers import exit_code, moment, require_about
from readiness.cli.gate_calls import Asked, Unavailable
from readiness.cli.gate_curve import is_signed

PAYLOAD_TYPE = "application/vnd.in-toto+json"
STATEMENT_TYPE, PREDICATE_TYPE = "https://in-toto.io/Statement/v1", "urn:readiness:verdict:1"
#: So far may the clock of the server be ahead of ours.
SKEW = timedelta(minutes=1)


class Bound(NamedTuple):
    """What the verdict must be bound to beside what was asked; empty is to nothing."""

    nonce: str
    artifact: str


class Refused(Unavailable):
    """The verdict is not taken."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The signed verdict is refused: {why}")


def verified(
    envelope: str, keys: dict[str, Any], asked: Asked, bound: Bound, now: datetime
) -> tuple[int, dict[str, Any]]:
    """Return the exit code and what was signed. Raises Refused."""
    try:
        said, key = _opened(strict_json(envelope), keys)
        _require_fresh(said, key, now)
        _require_bound(said, asked, bound)
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise Refused("it has not the shape of one.") from error
    if said["verdict"] not in ("approved", "blocked") or type(said["enforced"]) is not bool:
        raise Refused("it holds no verdict.")
    return exit_code(said), said


def _opened(envelope: Any, keys: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the predicate and the key that signed it."""
    if envelope["payloadType"] != PAYLOAD_TYPE or len(envelope["signatures"]) != 1:
        raise Refused("it is another kind of envelope.")
    signature, payload = envelope["signatures"][0], raw_of(envelope["payload"])
    key = _key(keys, signature["keyid"])
    start = f"DSSEv1 {len(PAYLOAD_TYPE)} {PAYLOAD_TYPE} {len(payload)} ".encode()
    public = base64.urlsafe_b64decode(f"{key['x']}=")
    if not is_signed(public, raw_of(signature["sig"]), start + payload):
        raise Refused("the signature is wrong.")
    statement = strict_json(payload.decode())
    if (statement["_type"], statement["predicateType"]) != (STATEMENT_TYPE, PREDICATE_TYPE):
        raise Refused("it is another kind of statement.")
    said = statement["predicate"]
    algorithm, _, digits = str(said["artifact"]).partition(":")
    if said["artifact"] is not None and statement["subject"][0]["digest"] != {algorithm: digits}:
        raise Refused("it names two artifacts.")
    return said, key


def _key(keys: dict[str, Any], name: str) -> dict[str, Any]:
    for key in keys["keys"]:
        if key["kid"] == name and (key["kty"], key["crv"]) == ("OKP", "Ed25519"):
            found: dict[str, Any] = key
            return found
    raise Refused("its key is not one of the server's.")


def _require_fresh(said: dict[str, Any], key: dict[str, Any], now: datetime) -> None:
    issued_at, expires_at = moment(said["issued_at"]), moment(said["expires_at"])
    if expires_at <= now:
        raise Refused(f"it ended at {said['expires_at']}.")
    if issued_at > now + SKEW:
        raise Refused("it is from the future. Is this machine's clock right?")
    if issued_at.timestamp() < key.get("nbf", 0) or now.timestamp() >= key.get("exp", 2**63):
        raise Refused("its key is not taken at this time.")


def _require_bound(said: dict[str, Any], asked: Asked, bound: Bound) -> None:
    try:
        require_about(asked, said)
    except Unavailable as other:
        raise Refused(str(other)) from other
    for name in ("nonce", "artifact"):
        wanted = getattr(bound, name)
        if (said[name] or "") != wanted:
            told = f"--{name} was {wanted!r}" if wanted else f"no --{name} was given"
            raise Refused(f"its {name} is {said[name] or 'none'}, and {told}.")


def raw_of(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise Refused("it is not written as an envelope is.") from error


def strict_json(text: str) -> Any:
    """Return the JSON, in which no name may stand twice: two readers might take each another one."""
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise Refused("it says something twice.")
    return dict(pairs)
