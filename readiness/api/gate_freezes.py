"""The freezes and advisory rules of this instant, laid over what is stored of one gate."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from readiness.core import advisory
from readiness.core.advisory import advised
from readiness.core.freezes import NONE, Said, laid_over, read
from readiness.store.gate import GateRow, StoredVerdict, Unavailable

EVER = datetime.min.replace(tzinfo=UTC)
MOST_REMEMBERED = 16_384


def under_freezes(
    stored: StoredVerdict, row: GateRow, service: str, environment: str, now: datetime
) -> StoredVerdict:
    """Return the verdict under the freezes that stood in the same row. Without them: Unavailable."""
    if row.freezes == NONE:
        return stored
    if type(row.freezes) is not str:
        raise Unavailable("Nothing is known of freezes.")
    spans = _spans(row.freezes, stored.verdict, stored.body, service, environment)
    found = next(said for starts_at, said in spans if starts_at <= now)
    ends = [each for each in (found.ends_at, stored.ends_at) if each is not None]
    enforced = stored.enforced and found.enforced
    return StoredVerdict(found.verdict, enforced, min(ends, default=None), found.body)


@lru_cache(maxsize=MOST_REMEMBERED)
def _spans(
    calendar: str, verdict: str, body: str, service: str, environment: str
) -> tuple[tuple[datetime, Said], ...]:
    """Return what the gate says from when on, latest first. It is remembered by all that is stored."""
    freezes, rules, said = read(calendar), advisory.read(calendar), Said(verdict, body, None)
    edges = {EVER, *(f.starts_at for f in freezes), *(f.ends_at for f in freezes)}
    edges |= {rule.ends_at for rule in rules if rule.ends_at is not None}
    named = {"service": service, "environment": environment}
    return tuple(
        (edge, advised(laid_over(said, freezes, **named, at=edge), rules, **named, at=edge))
        for edge in sorted(edges, reverse=True)
    )
