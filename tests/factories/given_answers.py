"""Complete answers with the kind of text that people write, drawn at random."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

from readiness.core.checklists import (
    Alerts,
    AnswerType,
    Counts,
    Coverage,
    DateAge,
    Dependencies,
    Number,
    YesNo,
)
from readiness.core.fields import shortest

Document = dict[str, object]

NOW = datetime(2026, 11, 20, 9, 14, 27, tzinfo=UTC)
TODAY = NOW.date()
SENTENCES = (
    "We rehearsed it twice in the staging region, and the second time nobody needed help.",
    "The dashboard shows it per customer and per region, with a threshold agreed with support.",
    "Done for the write path; the read path follows with the next release on 4 December.",
    "The on-call engineer did it alone from the runbook, in eleven minutes.",
    "Owner is the payments team; the second person is on the platform team.",
    "It is switched by a flag that takes effect in under a minute, without a deployment.",
    "Checked by the nightly job, which opens a ticket for the owner when it fails.",
)
THINGS = ("Public API", "Order worker", "Ledger database", "Card vault", "Mail relay", "Search")


def answer(kind: AnswerType, draw: Random, *, good: bool) -> Document:
    """Return a complete answer with realistic text."""
    if not good and draw.random() < 0.4:
        return {"choice": "unknown", "reason": draw.choice(SENTENCES)}
    reason = draw.choice(SENTENCES)
    if isinstance(kind, YesNo):
        choice = "yes" if good else draw.choice(["partly", "no"])
        return {"choice": choice, "reason": reason}
    return {"choice": "given", "reason": reason, **_PAYLOADS[type(kind)](kind, draw, good)}


def _counts(kind: Counts, draw: Random, good: bool) -> Document:
    return {"counts": {name: draw.randint(0, most + 3 * (not good)) for name, most in kind.limits}}


def _alerts(kind: Alerts, draw: Random, good: bool) -> Document:
    share = kind.pages_per_week / 4 if good else kind.pages_per_week
    rows = [
        {
            "alert": f"{thing}: {what}",
            "type": "symptom" if good else draw.choice(["cause", "noise"]),
            "pages": shortest(round(share, 2)),
            "actionable": good,
        }
        for thing, what in zip(THINGS, ("burn rate", "queue age", "disk", "errors"), strict=False)
    ]
    return {"rows": rows, "none": False}


def _coverage(kind: Coverage, draw: Random, good: bool) -> Document:
    states = ["covered"] * 6 + (["not_needed"] if good else ["missing"])
    return {
        "rows": [
            {
                "component": thing,
                "cells": {
                    name: {
                        "state": draw.choice(states),
                        "by": f"{name} panel {draw.randint(1, 99)}",
                    }
                    for name in kind.signals
                },
            }
            for thing in THINGS[:4]
        ]
    }


def _dependencies(_kind: Dependencies, draw: Random, good: bool) -> Document:
    return {
        "rows": [
            {
                "name": thing,
                "kind": draw.choice(["hard", "soft"]),
                "slow": "Calls end after 300 ms and are tried once more.",
                "down": "Orders queue for up to four hours; customers see a notice.",
                "wrong": "Totals are checked before they are booked." if good else "",
                "tested": good,
            }
            for thing in THINGS[:5]
        ],
        "none": False,
    }


def _number(kind: Number, draw: Random, good: bool) -> Document:
    lowest, highest = kind.minimum, kind.maximum
    if highest is not None:
        return {"number": shortest(highest - 1 if good and highest > 1 else highest + 7)}
    least = lowest if lowest is not None else 0
    return {"number": str(least + 1 if good else max(0, least - 3))}


def _date(kind: DateAge, draw: Random, good: bool) -> Document:
    days = draw.randint(0, kind.max_age_days) if good else kind.max_age_days + 40
    return {"date": (TODAY - timedelta(days=days)).isoformat()}


_PAYLOADS: dict[type, Callable[..., Document]] = {
    Counts: _counts,
    Alerts: _alerts,
    Coverage: _coverage,
    Dependencies: _dependencies,
    Number: _number,
    DateAge: _date,
}
