"""The example's people: who they are, and the random passwords they get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from readiness.adapters.passwords import Passwords
from readiness.adapters.secrets import new_password
from readiness.cli.demo_clock import Clock
from readiness.core.rights import Actor, Role
from readiness.store.people import Account
from readiness.store.sessions import Session
from readiness.usecases import accounts, actors, invitations, teams
from readiness.usecases.passwords import choose

ZONE = "Europe/Berlin"


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    teams: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@example.com"

    @property
    def told(self) -> str:
        held = [*(role.value for role in self.roles), *(f"team {team}" for team in self.teams)]
        return f"{self.name}: {', '.join(held)}"


ADA = Part("Ada", roles=(Role.ADMINISTRATOR,))
OTHERS = (
    Part("Alice", teams=("payments",)),
    Part("Anton", teams=("storefront",)),
    Part("Bob", teams=("sre",)),
    Part("Bella", teams=("sre",)),
    Part("Sam", teams=("security",)),
    Part("Petra", teams=("privacy",)),
    Part("Carol", teams=("launch",), roles=(Role.COORDINATOR,)),
    Part("Otto", roles=(Role.AUDITOR,)),
)
OWNERS = {"payments": "Payments", "storefront": "Storefront"}

Passworded = Sequence[tuple[str, str, str]]
People = Mapping[str, Actor]


def cast(clock: Clock, hasher: Passwords) -> tuple[People, Passworded]:
    """Make everybody through the links that real people use; return them as they are signed in."""
    secret = clock.do(invitations.first_link)
    passwords = [_accept(clock, hasher, ADA, str(secret), email=ADA.email)]
    ada = clock.look(_actor, ADA.email)
    for slug, name in OWNERS.items():
        clock.do(teams.create, slug, name=name, time_zone=ZONE, by=ada)
    for part in OTHERS:
        link = clock.do(invitations.invite, part.email, by=ada, teams=part.teams, roles=part.roles)
        passwords.append(_accept(clock, hasher, part, link))
    people = {part.name: clock.look(_actor, part.email) for part in (ADA, *OTHERS)}
    return people, passwords


def _accept(
    clock: Clock, hasher: Passwords, part: Part, link: str, *, email: str = ""
) -> tuple[str, str, str]:
    password = new_password()
    chosen = choose(password, email=part.email, name=part.name, hasher=hasher)
    clock.do(accounts.accept, link, name=part.name, chosen=chosen, email=email, time_zone=ZONE)
    return part.email, password, part.told


def renew_passwords(clock: Clock, hasher: Passwords) -> Passworded:
    """Give the people of an example that is already there new passwords."""
    ada = clock.look(_actor, ADA.email)
    return [_renew(clock, hasher, part, ada) for part in (ADA, *OTHERS)]


def _renew(clock: Clock, hasher: Passwords, part: Part, ada: Actor) -> tuple[str, str, str]:
    password = new_password()
    chosen = choose(password, email=part.email, name=part.name, hasher=hasher)
    account = clock.look(_account, part.email)
    link = clock.do(invitations.reset_link, account, by=ada)
    clock.do(accounts.reset_password, link, chosen=chosen)
    return part.email, password, part.told


def _account(session: Session, email: str, *, now: datetime) -> int:
    return actors.account_at(session, email).id


def _actor(session: Session, email: str, *, now: datetime) -> Actor:
    account: Account = actors.account_at(session, email)
    return actors.actor_of(session, account)
