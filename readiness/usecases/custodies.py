"""Who runs a service now, who goes along with it, and who could."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.checklists import Kind
from readiness.core.handovers import Step
from readiness.core.lives import Life
from readiness.core.rights import Actor
from readiness.store import handovers, people, teams
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.usecases import checklists, lives


@dataclass(frozen=True, slots=True)
class Custody:
    """`team` is the SRE team that accepted it last, also after it has handed it back."""

    service: Service
    owner: Team
    life: Life
    team: Team | None
    consultant: int | None


def custody(session: Session, service: Service, *, now: datetime) -> Custody:
    rows = handovers.handovers_of(session, service.id)
    accepted = [row.team_id for row in rows if row.step == Step.ACCEPTED and row.team_id]
    named = [row.person_id for row in rows if row.step == Step.CONSULTANT]
    return Custody(
        service=service,
        owner=session.get_one(Team, service.owner_team_id),
        life=lives.life_of(session, service, now=now),
        team=session.get_one(Team, accepted[-1]) if accepted else None,
        consultant=named[-1] if named else None,
    )


def possible_consultants(session: Session, found: Custody) -> frozenset[int]:
    """Return the people who can sign in and are not in the owner team."""
    owners = teams.members_of(session, {found.owner.slug})[found.owner.slug]
    return people.active_ids(session) - owners


def own_team(session: Session, found: Custody, by: Actor) -> str | None:
    """Return a team of this person that runs the service or signs gates of a hand-off, if any."""
    sre = _reviewing_teams(session) | ({found.team.slug} if found.team else set())
    return next(iter(sorted(by.teams & sre)), None)


def _reviewing_teams(session: Session) -> frozenset[str]:
    """Return the teams of the gates of hand-off checklists; without any, of launch checklists."""
    for kind in (Kind.HANDOFF, Kind.LAUNCH):
        if found := checklists.startable(session, kind):
            return frozenset(gate.team for each in found for gate in each.checklist.gates)
    return frozenset()
