"""What the gate's client takes for a verdict. Whatever leaves a doubt is none."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from readiness.cli.gate_calls import BLOCKED, LET_THROUGH, Asked, Unavailable

STATUS = {LET_THROUGH: 200, BLOCKED: 403}


def decide(asked: Asked, answer: tuple[int, dict[str, Any]], now: datetime) -> int:
    """Return the exit code. Status and body must agree, and the body be about what was asked."""
    status, body = answer
    if body.get("verdict") not in ("approved", "blocked") or type(body.get("enforced")) is not bool:
        why = f"{status}: {body.get('detail') or 'the answer holds no verdict.'}"
        raise Unavailable(why, is_down=status >= 500)
    require_about(asked, body)
    if moment(body.get("valid_until")) <= now:
        raise Unavailable("The answer is not valid any more. Is this machine's clock right?")
    found = exit_code(body)
    if status != STATUS[found]:
        raise Unavailable(f"The status {status} and the verdict {body['verdict']} disagree.")
    return found


def require_about(asked: Asked, body: dict[str, Any]) -> None:
    for name in ("service", "environment"):
        if body.get(name) != getattr(asked, name):
            raise Unavailable(f"The answer is about another {name}: {body.get(name)!r}.")
    # An answer that names no kind is about a launch.
    if body.get("kind", "launch") != asked.kind:
        raise Unavailable(f"The answer is not about a {asked.kind}.")


def exit_code(body: dict[str, Any]) -> int:
    passes = body["verdict"] == "approved" or not body["enforced"]
    return LET_THROUGH if passes else BLOCKED


def moment(text: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(text).replace("Z", "+00:00"))
        found - found.astimezone()  # a time without a zone could mean any instant
    except (TypeError, ValueError) as error:
        raise Unavailable("The answer does not say how long it is valid.") from error
    return found
