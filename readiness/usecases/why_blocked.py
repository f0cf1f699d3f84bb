"""Why the gates of one service are closed: by whose turn it is, what ends it, what one can do now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import addresses
from readiness.core.checklists import Kind
from readiness.core.reasons import COORDINATORS, Code
from readiness.core.remedies import REMEDIES
from readiness.core.rights import Action, Actor, Role, Thing, may, require
from readiness.store import environments, teams, verdicts
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.usecases import services as service_cases
from readiness.usecases import standing_freezes, standing_verdicts
from readiness.usecases.standing_verdicts import Shown, StandingVerdict


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, with the step that this person can take; without one, `label` is empty."""

    sentence: str
    path: str
    ends: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Turn:
    """`is_mine` says that it is up to this person, or to a team of theirs."""

    who: str
    is_mine: bool
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Door:
    environment: str
    kind: Kind
    verdict: StandingVerdict
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class WhyPage:
    service: Service
    owner: Team
    doors: tuple[Door, ...]


def page(session: Session, slug: str, *, by: Actor, now: datetime) -> WhyPage:
    """Return the gates of the service that say something now, launches into production first."""
    require(by, Action.READ)
    service = service_cases.by_slug(session, slug)
    owner = service_cases.owner_of(session, service)
    mine = {team.name for team in teams.every_team(session) if team.slug in by.teams}
    if Role.COORDINATOR in by.roles:
        mine.add(COORDINATORS)
    doors = tuple(
        Door(place, kind, verdict, _turns(service, owner, verdict.reasons, mine, by))
        for place, kind, verdict in _verdicts(session, service, now)
    )
    return WhyPage(service, owner, doors)


def _verdicts(
    session: Session, service: Service, now: datetime
) -> Iterator[tuple[str, Kind, StandingVerdict]]:
    calendar = standing_freezes.calendar(session)
    places = sorted(environments.every_environment(session), key=lambda place: -place.position)
    for kind in (Kind.LAUNCH, Kind.CHANGE):
        for place in places:
            segment = verdicts.segment_at(session, service.id, place.id, now, kind)
            if segment is not None:
                named = {"service": service.slug, "environment": place.name}
                laid = standing_freezes.over(segment, calendar, **named, now=now)
                yield place.name, kind, standing_verdicts.read(laid, laid.ends_at)


def _turns(
    service: Service, owner: Team, found: Sequence[Shown], mine: set[str], by: Actor
) -> tuple[Turn, ...]:
    """Group the reasons by whose turn it is: this person's first, else in the order of the gate."""
    grouped: dict[str, list[Why]] = {}
    for each in found:
        grouped.setdefault(each.turn, []).append(_why(service, owner, each, mine, by))
    turns = [
        Turn(who, who in mine or who.startswith(f"{by.name} or "), tuple(reasons))
        for who, reasons in grouped.items()
    ]
    return tuple(sorted(turns, key=lambda turn: not turn.is_mine))


def _why(service: Service, owner: Team, shown: Shown, mine: set[str], by: Actor) -> Why:
    remedy = REMEDIES[Code(shown.code)]
    # Who signs is told by the turn: the stored reason names the team, and the use case asks again.
    signing = next(iter(sorted(by.teams)), None) if shown.turn in mine else None
    whose = Thing(owner_team=owner.slug, gate_team=signing)
    is_asked = remedy.action is Action.ASK_WAIVER and shown.turn == COORDINATORS
    label = remedy.label if remedy.action and may(by, remedy.action, **whose) else ""
    if is_asked:
        label = "Decide on the waiver" if may(by, Action.DECIDE_WAIVER) else ""
    below = f"{addresses.service(service.slug)}{remedy.below}" if remedy.below else ""
    return Why(shown.sentence, shown.href, remedy.ends, label, below or shown.href)
