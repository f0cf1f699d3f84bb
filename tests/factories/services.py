"""Services as rows, for tests that are about something else."""

from sqlalchemy.orm import Session

from readiness.core.rights import Actor
from readiness.store.services import Service
from readiness.store.teams import team_by_slug
from readiness.usecases.records import record
from tests.factories.people import BEGINNING, make_team


def make_service(session: Session, slug: str, *, team: str, by: Actor) -> Service:
    """Make a service about which no fact is known. The caller commits."""
    owner = team_by_slug(session, team) or make_team(session, team)
    made = Service(
        slug=slug,
        name=slug.capitalize(),
        owner_team_id=owner.id,
        facts={},
        created_by=by.person,
        created_at=BEGINNING,
    )
    session.add(made)
    session.flush()
    record(session, "service.created", by=by, service=made.id)
    return made
