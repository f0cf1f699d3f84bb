"""The gate's verdict as a pipeline reads it. A stored verdict that leaves a doubt has no answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from readiness.api.problems import encoded, without_the_good_word
from readiness.core import plain
from readiness.core.plain import Plain
from readiness.store.gate import StoredVerdict

LONGEST = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    document: dict[str, object]

    def body(self) -> bytes:
        found = encoded(self.document)
        return found if self.document["verdict"] == "approved" else without_the_good_word(found)


def answer_of(
    stored: StoredVerdict, *, service: str, environment: str, public_url: str, now: datetime
) -> Answer:
    """Return 200 for what is approved or not enforced, else 403. Raises BadDocument on any doubt."""
    body = stored.body
    review = plain.optional_whole(body, "review")
    reasons = plain.mappings(body, "reasons")
    is_approved = stored.verdict == "approved"
    if is_approved and (review is None or reasons):
        raise plain.BadDocument("An approval without a review, or with reasons against it.")
    link = _links(public_url)
    document: dict[str, object] = {
        "verdict": stored.verdict,
        "enforced": stored.enforced,
        "service": service,
        "environment": environment,
        "reasons": [_reason(each, link) for each in reasons],
        "score": _score(plain.optional_whole(body, "score")),
        "review": review if review is None else {"id": review, "link": link(f"/reviews/{review}")},
        "waivers": [_waiver(each, link) for each in plain.mappings(body, "waivers")],
        "evaluated_at": written(now),
        "valid_until": written(min(now + LONGEST, stored.ends_at or now + LONGEST)),
    }
    return Answer(200 if is_approved or not stored.enforced else 403, document)


def _links(public_url: str) -> Callable[[str], str]:
    return lambda path: f"{public_url}{path}"


def _reason(reason: Plain, link: Callable[[str], str]) -> dict[str, object]:
    return {
        "code": plain.text(reason, "code"),
        "sentence": plain.text(reason, "sentence"),
        "turn": plain.text(reason, "turn"),
        "link": link(plain.text(reason, "path")),
    }


def _waiver(waiver: Plain, link: Callable[[str], str]) -> dict[str, object]:
    return {
        "question": plain.text(waiver, "question"),
        "ends_at": plain.text(waiver, "ends_at"),
        "link": link(plain.text(waiver, "path")),
    }


def _score(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10


def written(moment: datetime) -> str:
    """Return the instant in UTC to the millisecond, as in 2026-11-23T07:00:00.000Z."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
