"""What a signed verdict says: an in-toto Statement, and the bytes of it that are signed (DSSE)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from readiness.core.checklists import Kind
from readiness.core.gate_addresses import gate_address

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "urn:readiness:verdict:1"
PAYLOAD = "application/vnd.in-toto+json"

#: No setting lets a verdict last longer, so a key that signs no more is needed no longer than this.
LONGEST_LIFE = timedelta(days=1)
USUAL_LIFE = timedelta(minutes=5)

NONCE = re.compile(r"[A-Za-z0-9._~-]{1,128}")
#: How many hex digits a digest has, by the names that in-toto gives to algorithms.
HEX_DIGITS = {"sha256": 64, "sha384": 96, "sha512": 128, "gitCommit": 40}


@dataclass(frozen=True, slots=True)
class Said:
    """What the gate said to one caller. No artifact and no nonce are empty.

    `ends_at` is when that is over anyway, if it is known.
    """

    service: str
    environment: str
    kind: Kind
    verdict: str
    enforced: bool
    reasons: tuple[str, ...]
    review: int | None
    ends_at: datetime | None
    artifact: str = ""
    nonce: str = ""

    @property
    def lets_through(self) -> bool:
        return self.verdict == "approved" or not self.enforced


@dataclass(frozen=True, slots=True)
class Ground:
    """What it rests on: how the ledger ends, and the digest of the review's newest approval."""

    size: int
    root: str
    review_digest: str | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """By which installation it is said, and for how long it counts."""

    issuer: str
    issued_at: datetime
    expires_at: datetime


def life_of(said: Said, *, issuer: str, now: datetime, minutes: int) -> Life:
    """Return the usual five minutes; `minutes` where it lets through. It never outlives its ground."""
    longest = timedelta(minutes=minutes) if said.lets_through else USUAL_LIFE
    ends_at = now + min(max(longest, USUAL_LIFE), LONGEST_LIFE)
    return Life(issuer, now, min(ends_at, said.ends_at) if said.ends_at else ends_at)


def digest_of(artifact: str) -> Mapping[str, str] | None:
    """Return the digest of an artifact like sha256:0a1b..., or None if it names none."""
    algorithm, _, digits = artifact.partition(":")
    length = HEX_DIGITS.get(algorithm)
    is_digest = re.fullmatch("[0-9a-f]+", digits) is not None and len(digits) == length
    return {algorithm: digits} if is_digest else None


def statement(said: Said, ground: Ground, life: Life) -> dict[str, object]:
    review = {"id": said.review, "digest": ground.review_digest}
    return {
        "_type": STATEMENT,
        "subject": [_subject(said)],
        "predicateType": PREDICATE,
        "predicate": {
            "issuer": life.issuer,
            "service": said.service,
            "environment": said.environment,
            "kind": said.kind.value,
            "artifact": said.artifact or None,
            "verdict": said.verdict,
            "enforced": said.enforced,
            "reasons": list(said.reasons),
            "review": None if said.review is None else review,
            "ledger": {"size": ground.size, "root": ground.root},
            "nonce": said.nonce or None,
            "issued_at": _written(life.issued_at),
            "expires_at": _written(life.expires_at),
        },
    }


def _written(moment: datetime) -> str:
    """Return the instant in UTC, cut to the millisecond: an expiry is never rounded up."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _subject(said: Said) -> dict[str, object]:
    """Return the artifact; where none is named, the gate under the digest of its own address."""
    address = gate_address(said.service, said.environment, said.kind)
    digest = digest_of(said.artifact) or {"sha256": hashlib.sha256(address.encode()).hexdigest()}
    return {"name": address, "digest": digest}


def signed_bytes(payload: bytes) -> bytes:
    """Return the pre-authentication encoding: so that a payload of another type is never taken."""
    return b"DSSEv1 %d %s %d %s" % (len(PAYLOAD), PAYLOAD.encode(), len(payload), payload)
