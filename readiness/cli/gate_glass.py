"""Lets through without a verdict while the server is down: loudly, and with a record that is filed later."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import platform
import secrets
import sys
from pathlib import Path
from typing import Any

from readiness.cli.gate_calls import LET_THROUGH, Asked, Call, Unavailable, answered
from readiness.cli.gate_waits import Outcome, now
from readiness.cli.gate_words import harmless

#: A record that waits, and one that the server has.
WAITING, FILED = "readiness-break-glass-*.json", ".filed"
PURPOSE = b"readiness: breaking the glass, first version\n"
SHORTEST, LONGEST = 10, 1000
MOST_AT_ONCE = 20
#: Who runs this job and where it is seen, by the names that GitHub, GitLab, Jenkins and Azure use.
RUNNERS = ("GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BUILD_USER_ID", "BUILD_REQUESTEDFOR", "USER")
JOBS = ("CI_JOB_URL", "BUILD_URL")
GITHUB, AZURE = (
    "{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}",
    ("{SYSTEM_COLLECTIONURI}{SYSTEM_TEAMPROJECT}/_build/results?buildId={BUILD_BUILDID}"),
)


def break_glass(asked: Asked, found: Outcome, reason: str, folder: str) -> Outcome:
    """Let it through if the server is down, once a record is written. Otherwise return what was found."""
    if not found.is_down:
        say("The glass stays whole: the server answers. What it says counts; who must go on in")
        say("spite of it finds the way on the page of the service.")
        return found
    told = " ".join(reason.split())
    if not SHORTEST <= len(told) <= LONGEST or not told.isprintable():
        raise Unavailable(f"--break-glass takes a reason of {SHORTEST} to {LONGEST} characters.")
    record = signed_record(record_of(asked, told, found.why), asked.token)
    name = WAITING.replace("*", secrets.token_hex(6))
    file = Path(folder) / name
    file.write_text(json.dumps(record) + "\n")
    _say_loudly(asked, told, file, record)
    why = f"THE GLASS WAS BROKEN. {asked.about} was let through without a verdict: {told}"
    return Outcome(LET_THROUGH, None, why)


def record_of(asked: Asked, reason: str, fault: str) -> dict[str, str]:
    return {
        "schema": "readiness/break-glass/1",
        "record": secrets.token_hex(16),
        "service": asked.service,
        "environment": asked.environment,
        "kind": asked.kind,
        "reason": reason,
        "who": _short(next(filter(None, map(os.environ.get, RUNNERS)), "not known"), 200),
        "job": _short(_job(), 500),
        "fault": _short(f"{asked.server}: {fault}", 500),
        "at": now().isoformat(timespec="seconds"),
    }


def _job() -> str:
    for shape in (GITHUB, AZURE):
        try:
            return shape.format_map(os.environ)
        except KeyError:
            pass
    return next(filter(None, map(os.environ.get, JOBS)), platform.node() or "not known")


def _short(text: str, most: int) -> str:
    return harmless(" ".join(text.split()))[:most]


def signed_record(record: dict[str, str], token: str) -> dict[str, str]:
    """Return the record with a proof that whoever wrote it had the token, which is not in it."""
    parts, payload = token.split("_"), json.dumps(record).encode()
    if len(parts) != 3:
        raise Unavailable("The token has not the shape of one, so nothing can be signed with it.")
    secret = hashlib.sha256(token.encode()).hexdigest().encode()
    return {
        "payload": base64.b64encode(payload).decode(),
        "token": parts[1],
        "signature": hmac.new(secret, PURPOSE + payload, hashlib.sha256).hexdigest(),
    }


def _say_loudly(asked: Asked, reason: str, file: Path, record: dict[str, str]) -> None:
    for line in (
        "*" * 72,
        f"THE GLASS WAS BROKEN: {asked.about} is let through without a verdict.",
    ):
        say(line)
    say(f"Reason: {reason}")
    say(f"Keep {file}: it tells the server, by itself with the next call that finds it, or with")
    say(f"`readiness gate --file-record {file} --server {asked.server}`. This is what it says:")
    say(json.dumps(record))
    say("*" * 72)


def file_record(server: str, token: str, text: str) -> str:
    """Tell the server of it and return what to say. The same record twice is filed once."""
    call = Call(server, "/api/v1/break-glass", token, text.encode())
    status, body = answered(call)
    if status not in (200, 201):
        faults = body.get("faults") or ""
        raise Unavailable(f"The record was not filed. {status}: {body.get('detail')} {faults}")
    return f"The record of {body.get('at')} is filed: {body.get('link')}"


def file_waiting(asked: Asked, folder: str) -> None:
    """File what waits here. What fails is told of, stays, and changes nothing of the verdict."""
    for file in sorted(Path(folder).glob(WAITING))[:MOST_AT_ONCE]:
        try:
            say(file_record(asked.server, asked.token, file.read_text()))
            file.rename(file.with_suffix(FILED))
        except Exception as error:  # noqa: BLE001 - nothing of it may stop a deployment, or let one through
            say(f"{file}: {error}")


def say(line: Any) -> None:
    print(harmless(str(line)), file=sys.stderr, flush=True)
