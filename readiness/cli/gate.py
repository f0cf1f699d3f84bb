"""Asks the gate whether a launch may go ahead: `readiness gate SERVICE --environment E --server URL`.

With `--change` it asks about a change of a service that has launched; with `--verify` it asks nobody,
but checks a signed verdict.
Exit 0: let it through. 10: blocked. 20: unavailable, or anything that was not expected.
As one file it needs nothing but Python 3.9 or newer; copy it into a build image and run it by itself.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import NoReturn

from readiness.cli.gate_calls import LET_THROUGH, UNAVAILABLE, Asked, Call, Unavailable, answered
from readiness.cli.gate_glass import break_glass, file_record, file_waiting
from readiness.cli.gate_signed import Bound, strict_json, verified
from readiness.cli.gate_summaries import write_summaries
from readiness.cli.gate_waits import asked_until, now, seconds_of
from readiness.cli.gate_words import harmless, lines_of, signed_lines


class Parser(argparse.ArgumentParser):
    """Even a request for help does not end with 0, which would let a launch through."""

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        super().exit(UNAVAILABLE, message)


def main(arguments: list[str] | None = None) -> int:
    options = _parsed(arguments)
    try:
        if options.file_record:
            return _file(options)
        return _verify(options) if options.verify else _ask(options)
    except Exception as error:  # noqa: BLE001 - whatever was not expected is unavailable
        return _say_unavailable(error, as_json=options.json)


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.verify and (options.nonce or options.artifact or options.keys):
        parser.error("--keys, --nonce and --artifact go with --verify")
    if not options.server and not (options.verify and options.keys):
        parser.error("--server is missing")
    if not options.file_record and not (options.service and options.environment):
        parser.error("the service or its --environment is missing")
    if options.break_glass is not None and (options.wait or options.verify or options.file_record):
        parser.error("--break-glass neither waits nor verifies")
    return options


def _parser() -> Parser:
    parser = Parser(
        prog="readiness gate",
        description="Ask the gate. Exit 0: let it through, 10: blocked, 20: unavailable.",
        epilog="The token is read from READINESS_TOKEN, or from --token-file.",
        allow_abbrev=False,
    )
    parser.add_argument("service", nargs="?", default="")
    parser.add_argument("--environment", default="")
    parser.add_argument("--server", metavar="URL", default="")
    parser.add_argument("--change", action="store_true", help="ask about a change after the launch")
    parser.add_argument("--token-file", metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print the answer as it came")
    parser.add_argument(
        "--wait", metavar="30m", type=seconds_of, default=0, help="ask again while it is blocked"
    )
    parser.add_argument("--summary", metavar="FILE", default="", help="append Markdown to it")
    parser.add_argument("--annotations", metavar="FILE", default="", help="GitLab's, for the job")
    signed = parser.add_argument_group("a signed verdict")
    signed.add_argument("--verify", metavar="FILE", help="check it instead of asking; - reads it")
    signed.add_argument("--keys", metavar="FILE", help="the keys, instead of asking for them")
    signed.add_argument("--nonce", default="", help="what it was asked for with")
    signed.add_argument("--artifact", default="", help="what is deployed, as in sha256:...")
    glass = parser.add_argument_group("while the server is down")
    glass.add_argument("--break-glass", metavar="REASON", help="let it through, and record it")
    glass.add_argument("--records", metavar="FOLDER", default=".", help="where records wait")
    glass.add_argument("--file-record", metavar="FILE", help="tell the server of one; - reads it")
    return parser


def _ask(options: argparse.Namespace) -> int:
    asked = _asked(options, _token(options))
    found = asked_until(asked, options.wait)
    if not found.is_down:
        file_waiting(asked, options.records)
    if options.break_glass is not None:
        found = break_glass(asked, found, options.break_glass, options.records)
    write_summaries(asked.about, found, summary=options.summary, annotations=options.annotations)
    if found.body is None and found.code == LET_THROUGH:
        return _say_broken(found.why, as_json=options.json)
    if found.body is None:
        raise Unavailable(found.why)
    told = lines_of(asked.about, found.body)
    print(json.dumps(found.body, indent=2) if options.json else "\n".join(told))
    return found.code


def _say_broken(why: str, *, as_json: bool) -> int:
    print(json.dumps({"verdict": "unavailable", "detail": why}, indent=2) if as_json else why)
    return LET_THROUGH


def _file(options: argparse.Namespace) -> int:
    """Tell the server what was let through without it. It is no verdict, but 0 says that it is told."""
    print(harmless(file_record(options.server, _token(options), _text(options.file_record))))
    return LET_THROUGH


def _verify(options: argparse.Namespace) -> int:
    """Check a verdict that was signed earlier. The server is asked for its keys at most."""
    asked = _asked(options, "")
    envelope = _text(options.verify)
    if options.keys:
        keys = strict_json(_text(options.keys))
    else:
        keys = answered(Call(options.server, "/api/v1/keys"))[1]
    bound = Bound(options.nonce, options.artifact)
    status, said = verified(envelope, keys, asked, bound, now())
    print(
        json.dumps(said, indent=2) if options.json else "\n".join(signed_lines(asked.about, said))
    )
    return status


def _asked(options: argparse.Namespace, token: str) -> Asked:
    kind = "change" if options.change else "launch"
    return Asked(options.service, options.environment, options.server, token, kind)


def _token(options: argparse.Namespace) -> str:
    """Return the token. It is no argument, because arguments are seen by the whole machine."""
    named = options.token_file
    token = Path(named).read_text() if named else os.environ.get("READINESS_TOKEN", "")
    if not token.strip():
        raise Unavailable("There is no token in READINESS_TOKEN or in a --token-file.")
    if not token.strip().isascii() or not token.strip().isprintable():
        raise Unavailable("The token has characters that no token has.")
    return token.strip()


def _text(file: str) -> str:
    return sys.stdin.read() if file == "-" else Path(file).read_text()


def _say_unavailable(error: Exception, *, as_json: bool) -> int:
    why = str(error) if isinstance(error, Unavailable) else f"{type(error).__name__}: {error}"
    if as_json:
        print(json.dumps({"verdict": "unavailable", "detail": why}, indent=2))
    print(harmless(f"unavailable: {why}"), file=sys.stderr)
    return UNAVAILABLE


if __name__ == "__main__":
    sys.exit(main())
