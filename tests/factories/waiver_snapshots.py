"""Waivers as the snapshot of a review holds them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from tests.factories.given_answers import NOW, SENTENCES, Document


def waiver(question: str, people: Sequence[str], draw: Random) -> Document:
    """Return a waiver that was granted and narrowed a day later."""
    return {
        "question": question,
        "reason": draw.choice(SENTENCES),
        "control": draw.choice(SENTENCES),
        "asked_until": (NOW + timedelta(days=60)).isoformat(),
        "ends_at": (NOW + timedelta(days=30)).isoformat(),
        "asked_by": people[0],
        "asked_at": (NOW - timedelta(days=3)).isoformat(),
        "state": "granted",
        "decided_by": people[3],
        "decided_at": (NOW - timedelta(days=2)).isoformat(),
        "comment": "Until the second region is up.",
        "item": {
            "title": "Bring up the second region",
            "link": "https://tracker.example.com/77",
            "owner": people[0],
            "due_on": (NOW + timedelta(days=20)).date().isoformat(),
            "state": "open",
        },
        "decisions": [
            _decision(people[3], 3, None, "As asked, for now."),
            _decision(
                people[3],
                2,
                (NOW + timedelta(days=30)).isoformat(),
                "Until the second region is up.",
            ),
        ],
    }


def _decision(by: str, days_ago: int, ends_at: str | None, comment: str) -> Document:
    return {
        "decision": "granted",
        "by": by,
        "at": (NOW - timedelta(days=days_ago)).isoformat(),
        "ends_at": ends_at,
        "comment": comment,
    }


def before_waivers_had_work(made: Document) -> Document:
    """Return the snapshot as it was written before 0.2."""
    new = ("control", "asked_until", "item", "decisions")
    waivers: Any = made["waivers"]
    old = [{key: value for key, value in each.items() if key not in new} for each in waivers]
    return {**made, "waivers": old}
