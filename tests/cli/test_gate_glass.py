"""Breaking the glass: only while the server is down, loudly, and told of when it is back."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
from sqlalchemy import select

from readiness.store.broken_glasses import BrokenGlass
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.store.tokens import ApiToken
from tests.api.asking import serving
from tests.api.signing import Signing, signing_gate
from tests.cli.copied_client import copied_to, run
from tests.factories.gate import APPROVED, BLOCKED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

NOWHERE = "http://127.0.0.1:1"
REASON = "Card payments fail for everybody; the fix cannot wait."
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class Job:
    """A job of a pipeline in a folder of its own, and the server that it usually asks."""

    signing: Signing
    client: Path
    token: str

    def run(self, *more: str, server: str = "", **environment: str) -> Any:
        address = server or f"http://127.0.0.1:{self.signing.port}"
        return run(self.client, address, *more, token=self.token, environment=environment)

    def breaks(self) -> Any:
        return self.run("--break-glass", REASON, server=NOWHERE, GITHUB_ACTOR="carol")

    @property
    def records(self) -> list[Path]:
        return sorted(self.client.parent.glob("readiness-break-glass-*"))

    def kept(self) -> list[BrokenGlass]:
        with self.signing.database.reading() as session:
            return list(session.scalars(select(BrokenGlass)))

    def told(self) -> list[str]:
        with self.signing.database.reading() as session:
            query = select(LedgerEntry.event).where(LedgerEntry.event == "glass.broken")
            return list(session.scalars(query))

    def change_token(self, **values: Any) -> None:
        with self.signing.database.writing() as session:
            row = session.scalars(select(ApiToken).where(ApiToken.key == self.key)).one()
            for name, value in values.items():
                setattr(row, name, value)
            session.commit()

    @property
    def key(self) -> str:
        return self.token.split("_")[1]


@pytest.fixture
def job(database: Database, tmp_path: Path) -> Iterator[Job]:
    moment = datetime.now(UTC)
    with signing_gate(database, now=moment) as found:
        found.now = moment
        made = Job(found, copied_to(tmp_path), found.make_token())
        made.change_token(made_at=moment - timedelta(days=1), ends_at=moment + timedelta(days=1))
        yield made


@pytest.mark.once
def test_while_the_server_is_down_it_lets_through_loudly_and_leaves_a_record(job: Job) -> None:
    found = job.breaks()
    assert found.returncode == 0
    assert found.stdout.startswith("THE GLASS WAS BROKEN. payments in production was let through")
    assert "THE GLASS WAS BROKEN" in found.stderr
    assert REASON in found.stderr
    (file,) = job.records
    record = json.loads(file.read_text())
    said = json.loads(base64.b64decode(record["payload"]))
    assert (said["service"], said["who"], said["reason"]) == ("payments", "carol", REASON)
    assert said["fault"].startswith(f"{NOWHERE}: The server cannot be reached")
    assert record["token"] == job.key
    assert job.token not in file.read_text() + found.stderr + found.stdout


def test_the_next_call_that_finds_the_server_files_it_once(job: Job) -> None:
    job.signing.store("blocked", BLOCKED, starts_at=LONG_AGO)
    job.breaks()
    found = job.run()
    assert (found.returncode, "is filed" in found.stderr) == (10, True)
    (row,) = job.kept()
    assert (row.reason, row.who, row.kind) == (REASON, "carol", "launch")
    assert job.told() == ["glass.broken"]
    assert [file.suffix for file in job.records] == [".filed"]
    again = job.run("--file-record", str(job.records[0]))
    assert (again.returncode, "is filed" in again.stdout) == (0, True)
    assert job.told() == ["glass.broken"]


def test_what_cannot_be_filed_stays_and_changes_no_verdict(job: Job) -> None:
    job.signing.store("approved", APPROVED, starts_at=LONG_AGO)
    job.breaks()
    (file,) = job.records
    file.write_text(file.read_text().replace('"signature": "', '"signature": "0'))
    found = job.run()
    assert (found.returncode, "was not filed" in found.stderr) == (0, True)
    assert (job.records, job.kept()) == ([file], [])


@pytest.mark.once
@pytest.mark.parametrize(("verdict", "code"), [("approved", 0), ("blocked", 10)])
def test_while_the_server_answers_the_glass_stays_whole(job: Job, verdict: str, code: int) -> None:
    body = APPROVED if verdict == "approved" else BLOCKED
    job.signing.store(verdict, body, starts_at=LONG_AGO)
    found = job.run("--break-glass", REASON)
    assert (found.returncode, job.records) == (code, [])
    assert "The glass stays whole" in found.stderr


@pytest.mark.once
def test_nor_is_it_broken_for_a_token_that_is_wrong(job: Job) -> None:
    job.token = "rdy_abc_def"
    found = job.run("--break-glass", REASON)
    assert (found.returncode, job.records) == (20, [])


@pytest.mark.once
@pytest.mark.parametrize("status", ["502 Bad Gateway", "503 Service Unavailable"])
def test_a_proxy_or_a_gate_that_cannot_tell_is_down(job: Job, status: str) -> None:
    with failing(status) as server:
        found = job.run("--break-glass", REASON, server=server)
    assert (found.returncode, len(job.records)) == (0, 1)


@contextmanager
def failing(status: str) -> Iterator[str]:
    def application(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response(status, [])
        return [b'{"verdict": "unavailable"}' if status.startswith("503") else b"<h1>Gateway</h1>"]

    with serving(application) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.once
@pytest.mark.parametrize(
    "arguments",
    [
        ["--break-glass", "short"],
        ["--break-glass", "x" * 1001],
        ["--break-glass", REASON, "--records", "/nowhere"],
        ["--break-glass", REASON, "--wait", "1m"],
        ["--break-glass"],
    ],
)
def test_without_a_reason_and_a_record_nothing_is_let_through(
    job: Job, arguments: list[str]
) -> None:
    assert job.run(*arguments, server=NOWHERE).returncode == 20


#: Each would be filed but for the change.
REFUSED: dict[str, dict[str, Any]] = {
    "a token without the scope": {"scopes": ["deployments:write"]},
    "a token that was made later": {"made_at": datetime.now(UTC) + timedelta(hours=1)},
    "a token that had ended": {"ends_at": LONG_AGO},
    "a token that was revoked before": {"revoked_at": LONG_AGO},
    "another service's token": {"service_id": 2},
}


@pytest.mark.parametrize("change", REFUSED)
def test_a_record_counts_only_if_its_token_could_have_asked_then(job: Job, change: str) -> None:
    job.breaks()
    job.change_token(**REFUSED[change])
    other = replace(job, token=job.signing.token)
    assert other.run("--file-record", str(job.records[0])).returncode == 20
    assert job.kept() == []


def test_a_token_that_ended_since_signs_what_another_files(job: Job) -> None:
    job.breaks()
    job.signing.now += timedelta(minutes=1)
    job.change_token(revoked_at=job.signing.now)
    other = replace(job, token=job.signing.make_token(ends_at=job.signing.now + timedelta(days=1)))
    assert job.run("--file-record", str(job.records[0])).returncode == 20
    assert other.run("--file-record", str(job.records[0])).returncode == 0
    assert len(job.kept()) == 1


def test_no_field_of_a_record_can_be_altered(job: Job) -> None:
    job.breaks()
    record = json.loads(job.records[0].read_text())
    payload = json.loads(base64.b64decode(record["payload"]))
    altered = [{**record, name: record[name][::-1]} for name in ("token", "signature")]
    altered += [{**record, "payload": "!"}, {**record, "signature": "é"}]
    for name, value in payload.items():
        for other in (value + "x", ""):
            text = json.dumps({**payload, name: other}).encode()
            altered.append({**record, "payload": base64.b64encode(text).decode()})
    for each in altered:
        answer = post(job, each)
        assert answer in (404, 422), each
    assert (job.kept(), job.told()) == ([], [])


def post(job: Job, record: Any) -> int:
    return requests.post(
        f"http://127.0.0.1:{job.signing.port}/api/v1/break-glass",
        json=record,
        headers={"Authorization": f"Bearer {job.token}"},
        timeout=10,
    ).status_code
