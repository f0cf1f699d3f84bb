"""What waits for each reviewing team: the escalated on top, then the longest waiting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.rights import Action, Actor, require
from readiness.store import teams
from readiness.usecases import waiting_gates
from readiness.usecases.waiting_gates import Waiting

#: So many gates of one team are shown; the rest is counted.
MOST = 50


@dataclass(frozen=True, slots=True)
class Queue:
    """What one team signs next: escalated on top, then longest waiting; then what is not its turn.

    `oldest` is how many working days the first sent has waited.
    """

    team: str
    name: str
    is_mine: bool
    rows: tuple[Waiting, ...]
    more: int
    now: int
    overdue: int
    oldest: float

    @property
    def is_escalated(self) -> bool:
        return any(row.is_escalated for row in self.rows)


def queues(session: Session, *, by: Actor, now: datetime) -> tuple[Queue, ...]:
    """Return a queue for each team that something waits for: one's own, then escalated ones."""
    require(by, Action.READ)
    waiting = waiting_gates.rows(session, now=now)
    names = {team.slug: team.name for team in teams.every_team(session)}
    found = [
        _queue(team, [row for row in waiting if row.gate.team == team], names, by)
        for team in dict.fromkeys(row.gate.team for row in waiting)
    ]
    return tuple(
        sorted(found, key=lambda queue: (not queue.is_mine, not queue.is_escalated, queue.name))
    )


def _queue(team: str, found: list[Waiting], names: Mapping[str, str], by: Actor) -> Queue:
    found.sort(key=lambda row: (not row.is_escalated, not row.is_now, row.since))
    ready = [row for row in found if row.is_now]
    return Queue(
        team=team,
        name=names[team],
        is_mine=team in by.teams,
        rows=tuple(found[:MOST]),
        more=max(0, len(found) - MOST),
        now=len(ready),
        overdue=sum(row.clocks is not None and row.clocks.worst.is_overdue for row in ready),
        oldest=max((row.clocks.age for row in ready if row.clocks), default=0.0),
    )
