"""What kinds of connections there are, and what each of them wants to hear of."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Kind(StrEnum):
    SLACK = "slack"
    TEAMS = "teams"
    WEBHOOK = "webhook"


def wants(events: Collection[str], teams: Collection[str], *, event: str, team: str) -> bool:
    """Return whether it hears of the event at a service of that team. None chosen means all."""
    return (not events or event in events) and (not teams or team in teams)
