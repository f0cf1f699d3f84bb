"""What waits for each reviewing team, for how long, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.core import briefs
from readiness.core.briefs import GateBrief
from readiness.core.listings import in_words
from readiness.core.rights import Action, Actor, require
from readiness.store import teams
from readiness.store import worklists as store
from readiness.store.worklists import OpenReview

#: So many gates of one team are shown; the rest is counted.
MOST = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A gate in somebody's queue. `turn` names who has to act; `titles` of gates it waits for."""

    review: OpenReview
    gate: GateBrief
    since: datetime
    turn: str
    after: tuple[str, ...]
    is_now: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """What one team signs next, longest waiting first; then what is not its turn yet."""

    team: str
    name: str
    is_mine: bool
    rows: tuple[Waiting, ...]
    more: int
    now: int
    oldest: timedelta


def queues(session: Session, *, by: Actor, now: datetime) -> tuple[Queue, ...]:
    """Return a queue for each team that something waits for, the person's own first."""
    require(by, Action.READ)
    names = {team.slug: team.name for team in teams.every_team(session)}
    waiting: dict[str, list[Waiting]] = {slug: [] for slug in names if slug in by.teams}
    for review in store.under_way(session, states=("in_review", "reopened")):
        for team, row in _waiting(review, names):
            waiting.setdefault(team, []).append(row)
    found = [_queue(team, rows, names, by, now) for team, rows in waiting.items() if rows]
    return tuple(sorted(found, key=lambda queue: (not queue.is_mine, queue.name)))


def _waiting(review: OpenReview, names: dict[str, str]) -> list[tuple[str, Waiting]]:
    brief = briefs.read(review.summary)
    titles = {gate.id: gate.title for gate in brief.gates}
    return [
        (gate.team, _row(review, gate, titles, names))
        for gate in brief.gates
        if gate.since and gate.state not in ("signed", "not_submitted")
    ]


def _row(
    review: OpenReview, gate: GateBrief, titles: dict[str, str], names: dict[str, str]
) -> Waiting:
    after = tuple(titles.get(each, each) for each in gate.waits_for)
    turn = review.owner if gate.is_teams_turn else in_words(after)
    is_now = gate.is_reviewers_turn
    return Waiting(
        review=review,
        gate=gate,
        since=datetime.fromisoformat(gate.since),
        turn=names.get(gate.team, gate.team) if is_now or not turn else turn,
        after=after,
        is_now=is_now,
    )


def _queue(
    team: str, rows: list[Waiting], names: dict[str, str], by: Actor, now: datetime
) -> Queue:
    rows.sort(key=lambda row: (not row.is_now, row.since))
    ready = [row for row in rows if row.is_now]
    return Queue(
        team=team,
        name=names.get(team, team),
        is_mine=team in by.teams,
        rows=tuple(rows[:MOST]),
        more=max(0, len(rows) - MOST),
        now=len(ready),
        oldest=now - ready[0].since if ready else timedelta(),
    )
