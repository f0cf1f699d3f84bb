"""Why a held service is blocked: what the verdict says of each hold that stands."""

from __future__ import annotations

from sqlalchemy.orm import Session

from readiness.core import reasons
from readiness.core.checklists import Kind
from readiness.core.reasons import Reason
from readiness.store import holds, people
from readiness.store.services import Service

#: A hand-off stops no deployment, so no hold stops it either.
HELD = frozenset({Kind.LAUNCH, Kind.CHANGE})


def stops(session: Session, service: Service, kind: str = Kind.LAUNCH) -> tuple[Reason, ...]:
    """Return one reason for each hold, oldest first."""
    found = holds.standing(session, service.id) if kind in HELD else ()
    names = people.names(session, frozenset(row.by for row in found)) if found else {}
    return tuple(reasons.held(service.slug, names[row.by], row.at, row.reason) for row in found)
