"""A signed verdict is taken for what it says, and refused copied, old, altered or for something else."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from readiness.adapters import signing
from readiness.cli.gate_calls import Asked, Unavailable
from readiness.cli.gate_signed import Bound, verified
from readiness.core.signed_verdicts import signed_bytes
from readiness.store.engine import Database
from tests.api.signing import SIGNED, Signing, signing_gate
from tests.cli.copied_client import run
from tests.factories.gate import APPROVED, BLOCKED

ARTIFACT = f"sha256:{'0a' * 32}"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
PAIR = signing.new_pair()
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KEY = {"kty": "OKP", "crv": "Ed25519", "kid": "k", "x": PAIR.public, "nbf": 1, "exp": 2**32}
ASKED = Asked("payments", "production", "", "")
BOUND = Bound("n-1", ARTIFACT)
STATEMENT: dict[str, Any] = {
    "_type": "https://in-toto.io/Statement/v1",
    "subject": [{"name": "payments/production", "digest": {"sha256": "0a" * 32}}],
    "predicateType": "urn:readiness:verdict:1",
    "predicate": {
        "issuer": "https://readiness.example.com",
        "service": "payments",
        "environment": "production",
        "kind": "launch",
        "artifact": ARTIFACT,
        "verdict": "approved",
        "enforced": True,
        "reasons": [],
        "review": {"id": 3, "digest": None},
        "ledger": {"size": 7, "root": "ab" * 32},
        "nonce": "n-1",
        "issued_at": "2026-11-23T09:29:00.000Z",
        "expires_at": "2026-11-23T09:34:00.000Z",
    },
}


def sealed(statement: object) -> dict[str, Any]:
    payload = json.dumps(statement).encode()
    signature = signing.sign(PAIR, signed_bytes(payload))
    return {
        "payload": base64.b64encode(payload).decode(),
        "payloadType": "application/vnd.in-toto+json",
        "signatures": [{"keyid": "k", "sig": base64.b64encode(signature).decode()}],
    }


def check(envelope: object, *, key: dict[str, object] = KEY, asked: Asked = ASKED) -> int:
    text = envelope if isinstance(envelope, str) else json.dumps(envelope)
    return verified(text, {"keys": [key]}, asked, BOUND, NOW)[0]


def refused(envelope: object, **more: Any) -> None:
    with pytest.raises(Unavailable):
        check(envelope, **more)


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every field, those within others too."""
    found: Any = (
        value
        if isinstance(value, dict)
        else dict(enumerate(value))
        if isinstance(value, list)
        else {}
    )
    for name, inner in found.items():
        yield (*path, name)
        yield from places(inner, (*path, name))


def changed(value: object, path: tuple[Any, ...], change: Callable[[Any], Any]) -> Any:
    made: Any = copy.deepcopy(value)
    inner: Any = made
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = change(inner[path[-1]])
    return made


def other(value: object) -> object:
    """Return another value of the same shape, as whoever alters something would choose it."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("A" if value[-1:] != "A" else "B")
    return [] if value else ["x"]


@pytest.mark.once
def test_what_was_made_for_these_tests_is_good_but_for_the_changes() -> None:
    assert check(sealed(STATEMENT)) == 0


@pytest.mark.once
def test_no_field_of_the_statement_can_be_altered() -> None:
    good = sealed(STATEMENT)
    tried = list(places(STATEMENT))
    assert len(tried) == 25
    for path in tried:
        payload = json.dumps(changed(STATEMENT, path, other)).encode()
        refused({**good, "payload": base64.b64encode(payload).decode()})


@pytest.mark.once
def test_no_field_of_the_envelope_can_be_altered_or_left_out() -> None:
    good = sealed(STATEMENT)
    for path in places(good):
        for change in (other, lambda _: None, lambda _: "", lambda _: 7):
            refused(changed(good, path, change))
    for name in good:
        refused({key: value for key, value in good.items() if key != name})
    refused({**good, "signatures": good["signatures"] * 2})


#: Each is signed by us, for something else or in another shape.
GENUINE: dict[str, tuple[tuple[Any, ...], object]] = {
    "of another type": (("_type",), "https://in-toto.io/Statement/v0.1"),
    "with another predicate": (("predicateType",), "urn:readiness:verdict:2"),
    "about another subject": (("subject", 0, "digest"), {"sha256": "0b" * 32}),
    "for another service": (("predicate", "service"), "ledger"),
    "for another environment": (("predicate", "environment"), "staging"),
    "for a change": (("predicate", "kind"), "change"),
    "for another artifact": (("predicate", "artifact"), f"sha256:{'0b' * 32}"),
    "for no artifact": (("predicate", "artifact"), None),
    "for another nonce": (("predicate", "nonce"), "n-2"),
    "for no nonce": (("predicate", "nonce"), None),
    "that ended": (("predicate", "expires_at"), "2026-11-23T09:30:00.000Z"),
    "without an end": (("predicate", "expires_at"), None),
    "until a time without a zone": (("predicate", "expires_at"), "2999-01-01T00:00:00"),
    "from the future": (("predicate", "issued_at"), "2026-11-23T09:31:01.000Z"),
    "from before its key": (("predicate", "issued_at"), "1969-12-31T00:00:00.000Z"),
    "with another word": (("predicate", "verdict"), "not approved"),
    "with no word": (("predicate", "verdict"), None),
    "enforced in words": (("predicate", "enforced"), "true"),
    "of nothing": (("predicate",), None),
}


@pytest.mark.once
@pytest.mark.parametrize("verdict", GENUINE)
def test_a_genuine_verdict_for_something_else_is_refused(verdict: str) -> None:
    path, value = GENUINE[verdict]
    refused(sealed(changed(STATEMENT, path, lambda _: value)))


@pytest.mark.once
@pytest.mark.parametrize("text", ["", "[]", "{}", '"approved"', "null", "approved"])
def test_what_is_no_envelope_is_refused(text: str) -> None:
    refused(text)


@pytest.mark.once
def test_what_is_said_twice_is_refused() -> None:
    good = json.dumps(sealed(STATEMENT))
    assert check(good) == 0
    refused('{"payload": "", ' + good[1:])


@pytest.mark.once
@pytest.mark.parametrize(
    "change", [{"kid": "l"}, {"kty": "RSA"}, {"crv": "X25519"}, {"exp": 1}, {"x": "AAAA"}]
)
def test_only_a_key_of_the_server_that_is_taken_now_counts(change: dict[str, object]) -> None:
    refused(sealed(STATEMENT), key={**KEY, **change})
    refused(sealed(STATEMENT), key={**KEY, "x": signing.new_pair().public})


@pytest.mark.once
def test_what_is_blocked_and_signed_stays_blocked() -> None:
    blocked = changed(STATEMENT, ("predicate", "verdict"), lambda _: "blocked")
    assert check(sealed(blocked)) == 10
    assert check(sealed(changed(blocked, ("predicate", "enforced"), lambda _: False))) == 0


@dataclass
class Kept:
    """A verdict that a pipeline asked for and kept in a file."""

    signing: Signing
    file: Path
    client: Path

    def ask(self, more: str = "") -> None:
        self.file.write_bytes(self.signing.ask(f"{SIGNED}{more}").body)

    def check(self, *more: str) -> tuple[int, str]:
        server = f"http://127.0.0.1:{self.signing.port}"
        found = run(self.client, server, "--verify", str(self.file), *more, token="")
        return found.returncode, found.stdout + found.stderr


@pytest.fixture
def kept(database: Database, client: Path, tmp_path: Path) -> Iterator[Kept]:
    with signing_gate(database, now=datetime.now(UTC)) as found:
        found.now = datetime.now(UTC)
        found.token = found.make_token(ends_at=found.now + timedelta(days=1))
        yield Kept(found, tmp_path / "verdict.json", client)


def test_the_client_takes_what_the_server_signed(kept: Kept) -> None:
    kept.signing.store("approved", APPROVED, starts_at=LONG_AGO)
    kept.ask(f"&nonce=n-1&artifact={ARTIFACT}")
    code, printed = kept.check("--nonce", "n-1", "--artifact", ARTIFACT)
    assert (code, printed.partition(",")[0]) == (0, "approved: payments in production")
    assert kept.check("--nonce", "n-1")[0] == 20
    assert kept.check("--artifact", ARTIFACT)[0] == 20
    assert kept.check("--nonce", "n-1", "--artifact", ARTIFACT, "--change")[0] == 20
    kept.signing.rotate(kept.signing.now, at_once=True)
    code, printed = kept.check("--nonce", "n-1", "--artifact", ARTIFACT)
    assert (code, "not one of the server's" in printed) == (20, True)


def test_without_the_server_the_keys_are_in_a_file(kept: Kept, tmp_path: Path) -> None:
    kept.signing.store("blocked", BLOCKED, starts_at=LONG_AGO)
    kept.ask()
    keys = tmp_path / "keys.json"
    keys.write_bytes(kept.signing.ask("/api/v1/keys", token="").body)
    found = run(kept.client, "", "--verify", str(kept.file), "--keys", str(keys), token="")
    assert (found.returncode, found.stdout.splitlines()[1]) == (10, "- gate_waiting")


def test_the_server_hands_out_the_client(kept: Kept, client: Path) -> None:
    answer = kept.signing.ask("/api/v1/gate.py", token="")
    assert answer.headers["content-type"].startswith("text/x-python")
    assert answer.body == client.read_bytes()
