"""A database that the gate can be asked about: one service, one token, the segments that a test wants."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.adapters.secrets import new_token
from readiness.core.checklists import Kind
from readiness.core.gate_addresses import gate_address
from readiness.store.engine import Database
from readiness.store.environments import Environment
from readiness.store.people import Person
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.store.tokens import ApiToken
from readiness.store.verdicts import Segment

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SLUG = "payments"

REASON = {
    "code": "gate_waiting",
    "sentence": "The gate sre is not approved yet.",
    "turn": "The team SRE",
    "path": "/reviews/3/gates/sre",
}
WAIVER = {
    "question": "deploy.canary",
    "ends_at": "2026-12-01T10:00:00+00:00",
    "path": "/reviews/3/areas/deployment#deploy.canary",
}
BLOCKED: dict[str, object] = {"review": 3, "score": 873, "reasons": [REASON], "waivers": []}
APPROVED: dict[str, object] = {"review": 3, "score": 941, "reasons": [], "waivers": [WAIVER]}


@dataclass(frozen=True, slots=True)
class World:
    """Ids of what `build` made."""

    person: int
    service: int
    other_service: int
    production: int


def build(session: Session) -> World:
    """Add two services of one team. The environments come with the migrations."""
    person = Person(name="Alice", created_at=NOW)
    team = Team(slug="payments", name="Payments", created_at=NOW)
    session.add_all([person, team])
    session.flush()
    made = [_service(slug, team.id, person.id) for slug in (SLUG, "ledger")]
    session.add_all(made)
    session.flush()
    production = select(Environment.id).where(Environment.name == "production")
    return World(person.id, made[0].id, made[1].id, session.scalars(production).one())


def _service(slug: str, team: int, person: int) -> Service:
    return Service(
        slug=slug, name=slug, owner_team_id=team, facts={}, created_by=person, created_at=NOW
    )


def world(database: Database) -> World:
    with database.writing() as session:
        made = build(session)
        session.commit()
    return made


def token(
    database: Database,
    made: World,
    *,
    scopes: Sequence[str] = ("gate:read",),
    service: int | None = None,
    ends_at: datetime = NOW + timedelta(days=90),
    revoked_at: datetime | None = None,
) -> str:
    """Return the text of a new token."""
    text, key, secret_hash = new_token()
    row = ApiToken(
        key=key,
        secret_hash=secret_hash,
        name="pipeline",
        scopes=list(scopes),
        service_id=service,
        made_by=made.person,
        made_at=NOW,
        ends_at=ends_at,
        revoked_at=revoked_at,
    )
    with database.writing() as session:
        session.add(row)
        session.commit()
    return text


def segment(
    made: World,
    verdict: str,
    body: dict[str, object] | str,
    *,
    enforced: bool = True,
    starts_at: datetime = NOW - timedelta(days=1),
    ends_at: datetime | None = None,
    kind: Kind = Kind.LAUNCH,
) -> Segment:
    return Segment(
        service_id=made.service,
        environment_id=made.production,
        kind=kind,
        address=gate_address(SLUG, "production", kind),
        starts_at=starts_at,
        ends_at=ends_at,
        verdict=verdict,
        enforced=enforced,
        body=body if isinstance(body, str) else json.dumps(body),
    )


def stored(database: Database, *segments: Segment) -> None:
    with database.writing() as session:
        session.add_all(segments)
        session.commit()
