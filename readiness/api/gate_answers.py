"""The gate's verdict as a pipeline reads it. A stored verdict that leaves a doubt has no answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from readiness.api.problems import text_of, without_the_good_word
from readiness.core.checklists import Kind
from readiness.core.gate_addresses import gate_address
from readiness.store.gate import StoredVerdict, Unavailable

LONGEST = timedelta(minutes=5)
#: Where in a written instant its minute ends, and its milliseconds.
MINUTES, MILLISECONDS = len("2026-11-23T07:00"), len("2026-11-23T07:00:00.000")

#: What a stored reason and a stored waiver are made of. All of it is text.
REASON = {"code", "sentence", "turn", "path"}
WAIVER = {"question", "ends_at", "path"}

#: At most about 20 MB: every service of a large company, each verdict read and checked once.
MOST_REMEMBERED = 16_384


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    ends_at: datetime | None = None
    advisory: str = ""  # the gate's address, if it is let through only as it is not enforced

    def body(self) -> bytes:
        return self.text.encode()


@dataclass(frozen=True, slots=True)
class Told:
    """The part of an answer that is the same each time: the inside of a JSON object."""

    inside: str
    can_be_approved: bool


def answer_of(
    stored: StoredVerdict,
    *,
    service: str,
    environment: str,
    public_url: str,
    moment: str,
    kind: Kind = Kind.LAUNCH,
) -> Answer:
    """Return 200 for what is approved or not enforced, else 403. Raises Unavailable on any doubt.

    `moment` is now as the reader takes it. An answer that names no kind is about a launch.
    """
    told = _told(stored.body, public_url, service, environment, kind)
    is_approved = stored.verdict == "approved"
    if is_approved and not told.can_be_approved:
        raise Unavailable("An approval without a review, or with reasons against it.")
    evaluated_at = f"{moment[:MILLISECONDS]}Z"
    text = (
        f'{{"verdict":"{stored.verdict}","enforced":{"true" if stored.enforced else "false"},'
        f"{told.inside},"
        f'"evaluated_at":"{evaluated_at}",'
        f'"valid_until":"{_valid_until(evaluated_at, stored.ends_at)}"}}\n'
    )
    status = 200 if is_approved or not stored.enforced else 403
    text = text if is_approved else without_the_good_word(text)
    is_advised = status == 200 and not is_approved
    address = gate_address(service, environment, kind) if is_advised else ""
    return Answer(status, text, stored.ends_at, address)


@lru_cache(maxsize=MOST_REMEMBERED)
def _told(body: str, public_url: str, service: str, environment: str, kind: Kind) -> Told:
    """Check and render a stored body. It is remembered by its whole text, so it cannot be stale."""
    stored = _object(body)
    review, reasons = _number(stored["review"]), _linked(stored["reasons"], REASON, public_url)
    score = _number(stored["score"])
    document = {
        "service": service,
        "environment": environment,
        **({} if kind is Kind.LAUNCH else {"kind": kind.value}),
        "reasons": reasons,
        "score": None if score is None else score / 10,
        "review": _review(review, public_url),
        "waivers": _linked(stored["waivers"], WAIVER, public_url),
    }
    return Told(text_of(document)[1:-1], review is not None and not reasons)


def _object(body: str) -> dict[str, object]:
    try:
        found = json.loads(body)
    except (TypeError, ValueError) as error:
        raise Unavailable("A stored verdict cannot be read.") from error
    if type(found) is not dict or not {"review", "score", "reasons", "waivers"} <= found.keys():
        raise Unavailable("A stored verdict is not whole.")
    return found


def _linked(entries: object, names: set[str], public_url: str) -> list[dict[str, str]]:
    """Return what was stored, with a link in the place of each path."""
    if type(entries) is not list or not all(_is_whole(entry, names) for entry in entries):
        raise Unavailable(f"Something is stored that has not exactly {sorted(names)}.")
    return [
        {
            **{name: entry[name] for name in entry if name != "path"},
            "link": public_url + entry["path"],
        }
        for entry in entries
    ]


def _is_whole(entry: object, names: set[str]) -> bool:
    if type(entry) is not dict or entry.keys() != names:
        return False
    return all(type(value) is str for value in entry.values())


def _review(review: int | None, public_url: str) -> dict[str, object] | None:
    return None if review is None else {"id": review, "link": f"{public_url}/reviews/{review}"}


def _number(value: object) -> int | None:
    if value is None or type(value) is int:
        return value
    raise Unavailable(f"{value!r:.80} is stored where a number should be.")


def _valid_until(evaluated_at: str, ends_at: datetime | None) -> str:
    latest = _latest_minute(evaluated_at[:MINUTES]) + evaluated_at[MINUTES:]
    # Written alike and in the same zone, instants sort as texts.
    return latest if ends_at is None else min(latest, written(ends_at))


@lru_cache(maxsize=2)
def _latest_minute(minute: str) -> str:
    return (datetime.fromisoformat(minute) + LONGEST).isoformat()[:MINUTES]


def written(moment: datetime) -> str:
    """Return the instant in UTC to the millisecond, as in 2026-11-23T07:00:00.000Z."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
