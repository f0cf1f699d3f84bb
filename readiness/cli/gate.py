"""Asks the gate whether a launch may go ahead: `readiness gate SERVICE --environment E --server URL`.

With `--change` it asks about a change of a service that has launched.
Exit 0: let it through. 10: blocked. 20: unavailable, or anything that was not expected.
This file needs nothing but Python 3.9 or newer; copy it into a build image and run it by itself.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import urllib.error
import urllib.request
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NamedTuple, NoReturn
from urllib.parse import quote, urlencode, urlsplit

LET_THROUGH, BLOCKED, UNAVAILABLE = 0, 10, 20
SECONDS = 10
MOST_BYTES = 1024 * 1024
STATUS = {LET_THROUGH: 200, BLOCKED: 403}


class Unavailable(Exception):
    """There is no verdict that may be acted on. The message says why."""


class Asked(NamedTuple):
    service: str
    environment: str
    server: str
    token: str
    kind: str = "launch"


class Parser(argparse.ArgumentParser):
    """Even a request for help does not end with 0, which would let a launch through."""

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        super().exit(UNAVAILABLE, message)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Another place's answer is not the gate's answer, and the token is not for that place."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        asked = _asked(options)
        answer = ask(asked)
        status = decide(asked, answer, datetime.now(timezone.utc))  # noqa: UP017 - Python 3.9
        print(json.dumps(answer[1], indent=2) if options.json else "\n".join(_lines(answer[1])))
    except Exception as error:  # noqa: BLE001 - whatever was not expected is unavailable
        return _say_unavailable(error, as_json=options.json)
    return status


def _parser() -> Parser:
    parser = Parser(
        prog="readiness gate",
        description="Ask the gate. Exit 0: let it through, 10: blocked, 20: unavailable.",
        epilog="The token is read from READINESS_TOKEN, or from --token-file.",
        allow_abbrev=False,
    )
    parser.add_argument("service")
    parser.add_argument("--environment", required=True)
    parser.add_argument("--server", required=True, metavar="URL")
    parser.add_argument("--change", action="store_true", help="ask about a change after the launch")
    parser.add_argument("--token-file", metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print the answer as it came")
    return parser


def _asked(options: argparse.Namespace) -> Asked:
    kind = "change" if options.change else "launch"
    return Asked(options.service, options.environment, options.server, _token(options), kind)


def _token(options: argparse.Namespace) -> str:
    """Return the token. It is no argument, because arguments are seen by the whole machine."""
    named = options.token_file
    token = Path(named).read_text().strip() if named else os.environ.get("READINESS_TOKEN", "")
    if not token.strip():
        raise Unavailable("There is no token in READINESS_TOKEN or in a --token-file.")
    if not token.strip().isascii() or not token.strip().isprintable():
        raise Unavailable("The token has characters that no token has.")
    return token.strip()


def ask(asked: Asked) -> tuple[int, dict[str, Any]]:
    """Return status and JSON of the answer. A server that trickles gets ten seconds in all."""
    found: list[Any] = []

    def fetch() -> None:
        try:
            found.append(_fetch(asked))
        except Exception as error:  # noqa: BLE001 - raised again outside of the thread
            found.append(error)

    thread = threading.Thread(target=fetch, daemon=True)
    thread.start()
    thread.join(SECONDS)
    if not found:
        raise Unavailable(f"The server did not answer within {SECONDS} seconds.")
    if isinstance(found[0], Exception):
        raise found[0]
    status, body = found[0]
    return status, _parsed(status, body)


def _fetch(asked: Asked) -> tuple[int, bytes]:
    request = urllib.request.Request(
        _address(asked), headers={"Authorization": f"Bearer {asked.token}"}
    )
    opener = urllib.request.build_opener(NoRedirect)
    try:
        with opener.open(request, timeout=SECONDS) as response:
            return response.status, response.read(MOST_BYTES)
    except urllib.error.HTTPError as response:
        with response:
            return response.code, response.read(MOST_BYTES)
    except urllib.error.URLError as error:
        raise Unavailable(f"The server cannot be reached: {error.reason}") from error


def _address(asked: Asked) -> str:
    parts = urlsplit(asked.server)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Unavailable("--server must be like https://readiness.example.com")
    query = urlencode({"environment": asked.environment})
    place = quote(asked.service, safe="") + ("/change" if asked.kind == "change" else "")
    return f"{asked.server.rstrip('/')}/api/v1/gate/{place}?{query}"


def _parsed(status: int, body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body)
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise Unavailable(f"The server answered {status}, and not as the gate does.")
    return parsed


def decide(asked: Asked, answer: tuple[int, dict[str, Any]], now: datetime) -> int:
    """Return the exit code. Status and body must agree, and the body be about what was asked."""
    status, body = answer
    if body.get("verdict") not in ("approved", "blocked") or type(body.get("enforced")) is not bool:
        raise Unavailable(f"{status}: {body.get('detail') or 'the answer holds no verdict.'}")
    for name in ("service", "environment"):
        if body.get(name) != getattr(asked, name):
            raise Unavailable(f"The answer is about another {name}: {body.get(name)!r}.")
    # An answer that names no kind is about a launch.
    if body.get("kind", "launch") != asked.kind:
        raise Unavailable(f"The answer is not about a {asked.kind}.")
    if _moment(body.get("valid_until")) <= now:
        raise Unavailable("The answer is not valid any more. Is this machine's clock right?")
    passes = body["verdict"] == "approved" or not body["enforced"]
    found = LET_THROUGH if passes else BLOCKED
    if status != STATUS[found]:
        raise Unavailable(f"The status {status} and the verdict {body['verdict']} disagree.")
    return found


def _moment(text: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(text).replace("Z", "+00:00"))
        found - found.astimezone()  # a time without a zone could mean any instant
    except (TypeError, ValueError) as error:
        raise Unavailable("The answer does not say how long it is valid.") from error
    return found


def _lines(body: dict[str, Any]) -> list[str]:
    """Return what a person reads in the pipeline's log."""
    what = "a change of " if body.get("kind") == "change" else ""
    about = f"{what}{body['service']} in {body['environment']}"
    lines = [f"{body['verdict']}: {about}"]
    if not body["enforced"]:
        lines = [f"not enforced: {about} is let through; the verdict is {body['verdict']}"]
    for reason in _each(body, "reasons"):
        lines.append(f"- {reason.get('sentence')} ({reason.get('code')})")
        lines.append(f"  turn: {reason.get('turn')}; {reason.get('link')}")
    for waiver in _each(body, "waivers"):
        lines.append(f"- waived until {waiver.get('ends_at')}: {waiver.get('question')}")
        lines.append(f"  {waiver.get('link')}")
    return [_harmless(line) for line in lines]


def _each(body: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = body.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _harmless(line: str) -> str:
    """Return the line without characters that steer a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in line)


def _say_unavailable(error: Exception, *, as_json: bool) -> int:
    why = str(error) if isinstance(error, Unavailable) else f"{type(error).__name__}: {error}"
    if as_json:
        print(json.dumps({"verdict": "unavailable", "detail": why}, indent=2))
    print(_harmless(f"unavailable: {why}"), file=sys.stderr)
    return UNAVAILABLE


if __name__ == "__main__":
    sys.exit(main())
