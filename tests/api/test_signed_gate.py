"""A signed verdict: what it says and for how long, and that only a verdict is ever signed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import pytest

from readiness.core.checklists import Kind
from readiness.core.freezes import written
from readiness.store import ledger
from readiness.store.engine import Database
from readiness.store.services import Service
from readiness.store.verdicts import Segment
from readiness.usecases import signed_verdicts, transaction
from readiness.usecases.records import record
from tests.api.gates import GOOD_WORD, PUBLIC_URL, assert_unavailable
from tests.api.signing import SIGNED, Signing, opened, signing_gate
from tests.api.test_gate_freezes import FREEZE, write
from tests.factories.gate import APPROVED, BLOCKED, NOW

ARTIFACT = f"sha256:{'0a' * 32}"


@pytest.fixture
def signing(database: Database) -> Iterator[Signing]:
    with signing_gate(database) as found:
        yield found


def test_a_signed_verdict_says_all_that_it_is_bound_to(signing: Signing) -> None:
    signing.store("approved", APPROVED)
    answer = signing.ask(f"{SIGNED}&nonce=abc-1&artifact={ARTIFACT}")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    statement = opened(answer.json, signing.jwks())
    with signing.database.reading() as session:
        head = ledger.head(session)
    assert statement == {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "payments/production", "digest": {"sha256": "0a" * 32}}],
        "predicateType": "urn:readiness:verdict:1",
        "predicate": {
            "issuer": PUBLIC_URL,
            "service": "payments",
            "environment": "production",
            "kind": "launch",
            "artifact": ARTIFACT,
            "verdict": "approved",
            "enforced": True,
            "reasons": [],
            "review": {"id": 3, "digest": None},
            "ledger": {"size": head.size, "root": head.hash},
            "nonce": "abc-1",
            "issued_at": "2026-11-23T09:30:00.000Z",
            "expires_at": "2026-11-23T09:35:00.000Z",
        },
    }


def test_without_an_artifact_the_subject_is_the_gate_itself(signing: Signing) -> None:
    signing.store("approved", APPROVED, kind=Kind.CHANGE)
    path = "/api/v1/gate/payments/change/signed?environment=production"
    statement = opened(signing.ask(path).json, signing.jwks())
    name = "payments/production/change"
    digest = hashlib.sha256(name.encode()).hexdigest()
    assert statement["subject"] == [{"name": name, "digest": {"sha256": digest}}]
    said = statement["predicate"]
    assert (said["kind"], said["artifact"], said["nonce"]) == ("change", None, None)


def test_a_service_may_be_called_signed(signing: Signing) -> None:
    with signing.database.writing() as session:
        session.get_one(Service, signing.world.service).slug = "signed"
        session.commit()
    signing.store("blocked", BLOCKED)
    with signing.database.writing() as session:
        session.query(Segment).one().address = "signed/production"
        session.commit()
    plain = signing.ask("/api/v1/gate/signed?environment=production")
    assert (plain.status, plain.json["service"]) == (403, "signed")
    path = "/api/v1/gate/signed/signed?environment=production"
    assert signing.sign(path=path)["service"] == "signed"


def test_its_status_is_the_gate_s(signing: Signing) -> None:
    signing.store("blocked", BLOCKED)
    answer = signing.ask(SIGNED)
    assert answer.status == 403
    assert not GOOD_WORD.search(answer.body)
    said = opened(answer.json, signing.jwks())["predicate"]
    assert (said["verdict"], said["enforced"]) == ("blocked", True)
    assert said["reasons"] == ["gate_waiting"]


def test_what_is_not_enforced_is_let_through_and_says_so(signing: Signing) -> None:
    signing.store("blocked", BLOCKED, enforced=False)
    answer = signing.ask(SIGNED)
    said = opened(answer.json, signing.jwks())["predicate"]
    assert (answer.status, said["verdict"], said["enforced"]) == (200, "blocked", False)


def test_it_ends_with_what_is_known_to_end(signing: Signing) -> None:
    signing.store("approved", APPROVED, ends_at=NOW + timedelta(seconds=90))
    assert signing.sign()["expires_at"] == "2026-11-23T09:31:30.000Z"


@pytest.mark.parametrize(
    ("verdict", "ends_at", "expires_at"),
    [
        ("approved", None, "2026-11-23T11:30:00.000Z"),
        ("approved", NOW + timedelta(hours=1), "2026-11-23T10:30:00.000Z"),
        ("blocked", None, "2026-11-23T09:35:00.000Z"),
    ],
)
def test_hours_are_only_for_what_lets_through(
    database: Database, verdict: str, ends_at: object, expires_at: str
) -> None:
    with signing_gate(database, minutes=120) as signing:
        body = APPROVED if verdict == "approved" else BLOCKED
        signing.store(verdict, body, ends_at=ends_at)
        assert signing.sign()["expires_at"] == expires_at


def test_nor_do_hours_outlast_the_beginning_of_a_freeze(database: Database) -> None:
    with signing_gate(database, minutes=120) as signing:
        signing.store("approved", APPROVED)
        write(signing, written([FREEZE]))
        assert signing.sign()["expires_at"] == "2026-11-23T09:33:00.000Z"


REFUSED = {
    "no token": (401, "no-valid-token", SIGNED, {"token": ""}),
    "no environment": (400, "no-environment", "/api/v1/gate/payments/signed", {}),
    "unknown service": (404, "unknown-service", SIGNED.replace("payments", "nothing"), {}),
    "an artifact by its tag": (400, "bad-query", f"{SIGNED}&artifact=shop:1.2", {}),
    "a short digest": (400, "bad-query", f"{SIGNED}&artifact=sha256:0a", {}),
    "two artifacts": (400, "bad-query", f"{SIGNED}&artifact={ARTIFACT}&artifact={ARTIFACT}", {}),
    "a misspelt artifact": (400, "bad-query", f"{SIGNED}&artefact={ARTIFACT}", {}),
    "an empty nonce": (400, "bad-query", f"{SIGNED}&nonce=", {}),
    "a nonce of other letters": (400, "bad-query", f"{SIGNED}&nonce=a%0Ab", {}),
    "POST": (405, "method-not-allowed", SIGNED, {"method": "POST"}),
}


@pytest.mark.parametrize("situation", REFUSED)
def test_what_is_no_verdict_is_not_signed(signing: Signing, situation: str) -> None:
    signing.store("approved", APPROVED)
    status, code, path, more = REFUSED[situation]
    answer = signing.ask(path, **more)
    assert (answer.status, answer.json["type"]) == (status, f"urn:readiness:problem:{code}")
    assert not GOOD_WORD.search(answer.body)


def test_without_a_key_nothing_is_signed_and_the_gate_still_answers(
    signing: Signing, caplog: pytest.LogCaptureFixture
) -> None:
    signing.store("approved", APPROVED)
    signing.now = NOW - timedelta(seconds=1)
    assert_unavailable(signing.ask(SIGNED))
    assert "There is no key that signs now" in caplog.text
    assert signing.ask().status == 200


def test_under_another_secret_nothing_is_signed(
    signing: Signing, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    signing.store("approved", APPROVED)
    with signing.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE signing_keys SET sealed_private_key = 'x'")
        session.commit()
    assert_unavailable(signing.ask(SIGNED))
    assert "secret key was changed" in caplog.text


def test_a_verdict_never_names_a_ledger_that_it_does_not_follow_from(
    signing: Signing, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    signing.store("approved", APPROVED)

    def growing(*given: object, **more: object) -> object:
        with signing.database.writing() as session:
            record(session, "token.revoked", by=None, token=1)
            transaction.commit(session, now=NOW)
        return signed(*given, **more)  # type: ignore[arg-type]

    signed = signed_verdicts.signed
    monkeypatch.setattr(signed_verdicts, "signed", growing)
    assert_unavailable(signing.ask(SIGNED))
    assert "Busy" in caplog.text


def test_a_new_key_is_published_before_it_signs_and_an_old_one_until_its_last_verdict_is_over(
    signing: Signing,
) -> None:
    signing.store("approved", APPROVED)
    (first,) = signing.jwks()
    second = signing.rotate(NOW)
    assert [key["kid"] for key in signing.jwks()] == [first["kid"], second]
    assert key_of(signing) == first["kid"]
    signing.now = NOW + timedelta(minutes=10)
    assert key_of(signing) == second
    signing.now += timedelta(days=1)
    assert [key["kid"] for key in signing.jwks()] == [first["kid"], second]
    signing.now += timedelta(minutes=5)
    assert [key["kid"] for key in signing.jwks()] == [second]


def key_of(signing: Signing) -> str:
    """Return which key signs, after its signature was checked by what is published."""
    envelope = signing.ask(SIGNED).json
    opened(envelope, signing.jwks())
    name: str = envelope["signatures"][0]["keyid"]
    return name
