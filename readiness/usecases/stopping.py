"""How somebody stands to a service that they may stop."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import briefs
from readiness.core.rights import Actor, Thing
from readiness.store import verdicts
from readiness.store.services import Service
from readiness.usecases import custodies


def whose(session: Session, service: Service, by: Actor, now: datetime) -> Thing:
    """Return it for the rights: as its owner, by a gate that they sign, by the team that runs it."""
    found = custodies.custody(session, service, now=now)
    signs = sorted(by.teams & signing_teams(session, service.id))
    return Thing(
        owner_team=found.owner.slug,
        gate_team=next(iter(signs), None),
        sre_team=found.team.slug if found.team else None,
    )


def signing_teams(session: Session, service_id: int) -> frozenset[str]:
    """Return the teams that sign gates of the service's reviews, but for those given up."""
    kept = verdicts.summaries_of(session, service_id)
    return frozenset(
        gate.team
        for row in kept
        if row.state != "abandoned"
        for gate in briefs.read(row.summary).gates
    )
