"""Alice owns, Bob reviews, Carol coordinates, Ada administers, Eve has no rights."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from readiness.core.rights import Actor, Role
from readiness.store.engine import Database
from readiness.store.people import Account, Person, RoleGrant
from readiness.store.teams import Membership, Team, team_by_slug
from readiness.usecases import transaction
from readiness.usecases.records import record
from tests.remembered import remembered

BEGINNING = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
PASSWORD = "a long and winding road"
#: At the least cost, as the application of the tests makes it.
PASSWORD_HASH = (
    "$argon2id$v=19$m=8,t=1,p=1$2cvLXcmM4kU5kFMH5gZvsA$jVl5x2xRwHhfTdjbLOznL1pmb3B4KTBBU2whmuKqn+c"
)
TEAMS = {"payments": "Payments", "sre": "SRE", "security": "Security", "privacy": "Privacy"}
TEAMS["launch"] = "Launch coordination"


@dataclass(frozen=True, slots=True)
class People:
    alice: Actor
    bob: Actor
    carol: Actor
    ada: Actor
    eve: Actor


def make_people(session: Session) -> People:
    """Make everybody, with the teams of the shipped gates. The caller commits."""
    for slug, name in TEAMS.items():
        make_team(session, slug, name)
    return People(
        alice=make_person(session, "Alice", teams=("payments",)),
        bob=make_person(session, "Bob", teams=("sre",)),
        carol=make_person(session, "Carol", teams=("launch",), roles=(Role.COORDINATOR,)),
        ada=make_person(session, "Ada", roles=(Role.ADMINISTRATOR,)),
        eve=make_person(session, "Eve"),
    )


@remembered
def people_in(database: Database) -> People:
    """Make everybody and commit."""
    with database.writing() as session:
        made = make_people(session)
        transaction.commit(session, now=BEGINNING)
        return made


def make_team(session: Session, slug: str, name: str = "", time_zone: str = "UTC") -> Team:
    team = Team(slug=slug, name=name or slug, time_zone=time_zone, created_at=BEGINNING)
    session.add(team)
    session.flush()
    record(session, "team.created", by=None, team=slug)
    return team


def make_person(
    session: Session, name: str, *, teams: tuple[str, ...] = (), roles: tuple[Role, ...] = ()
) -> Actor:
    """Return the new person as the actor they are when signed in. A team that is missing is made."""
    person = Person(name=name, time_zone="Europe/Berlin", created_at=BEGINNING)
    session.add(person)
    session.flush()
    account = Account(
        person_id=person.id,
        email=f"{name.lower()}@example.com",
        password_hash=PASSWORD_HASH,
        created_at=BEGINNING,
    )
    session.add_all([account, *(RoleGrant(person_id=person.id, role=role) for role in roles)])
    for slug in teams:
        team = team_by_slug(session, slug) or make_team(session, slug)
        session.add(Membership(team_id=team.id, person_id=person.id, since=BEGINNING))
    session.flush()
    record(session, "account.made", by=None, account=account.id, person=person.id)
    return Actor(
        person=person.id,
        account=account.id,
        name=name,
        time_zone=person.time_zone,
        roles=frozenset(roles),
        teams=frozenset(teams),
    )
