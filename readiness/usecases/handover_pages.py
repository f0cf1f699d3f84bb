"""Who runs a service, what was recorded of it, and which step this person can take next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import addresses, lives
from readiness.core.briefs import NextStep
from readiness.core.errors import WrongMoment
from readiness.core.handovers import SELF_MANAGED, Stage, review_from, said
from readiness.core.listings import in_words
from readiness.core.lives import Point
from readiness.core.rights import Action, Actor, may, require
from readiness.store import people, teams
from readiness.usecases import acceptances, custodies
from readiness.usecases import services as service_cases
from readiness.usecases.acceptances import Acceptance
from readiness.usecases.custodies import Custody


@dataclass(frozen=True, slots=True)
class Possible:
    """What this person can do now, so that no page offers what would be refused."""

    consult: bool
    name: bool
    accept: bool
    hand_back: bool
    retire: bool


@dataclass(frozen=True, slots=True)
class Handover:
    """`own_teams` are those for which this person could accept, by their short names."""

    custody: Custody
    points: tuple[Point, ...]
    runs: str
    consultant: str
    acceptance: Acceptance
    own_teams: Mapping[str, str]
    possible: Possible
    next: NextStep


def handover(session: Session, slug: str, *, by: Actor, now: datetime) -> Handover:
    require(by, Action.READ)
    service = service_cases.by_slug(session, slug)
    found = custodies.custody(session, service, now=now)
    acceptance = acceptances.acceptance(session, found, now=now)
    names = {team.slug: team.name for team in teams.every_team(session)}
    own = {team: names[team] for team in acceptance.teams if team in by.teams}
    return Handover(
        custody=found,
        points=lives.points(found.life),
        runs=lives.runs(found.life, found.owner.name),
        consultant=lives.consultant(found.life),
        acceptance=acceptance,
        own_teams=own,
        possible=_possible(session, found, acceptance, bool(own), by),
        next=_next(
            found,
            acceptance,
            in_words(names[team] for team in acceptance.teams),
            is_mine=bool(own),
            may_start=may(by, Action.START_REVIEW, owner_team=found.owner.slug),
        ),
    )


def _possible(
    session: Session, found: Custody, acceptance: Acceptance, is_mine: bool, by: Actor
) -> Possible:
    owner, team = found.owner.slug, found.team.slug if found.team else None
    is_alive = found.service.stage != Stage.RETIRED
    is_outside = owner not in by.teams and by.person != found.consultant
    sre = custodies.own_team(session, found, by)
    return Possible(
        consult=is_alive and is_outside and may(by, Action.CONSULT, sre_team=sre),
        name=is_alive and may(by, Action.NAME_CONSULTANT, owner_team=owner),
        accept=is_mine and not acceptance.refusal,
        hand_back=found.service.stage == Stage.SRE_MANAGED
        and may(by, Action.HAND_BACK, sre_team=team),
        retire=is_alive and may(by, Action.RETIRE, owner_team=owner),
    )


def _next(
    found: Custody, acceptance: Acceptance, named: str, *, is_mine: bool, may_start: bool
) -> NextStep:
    service, place = found.service, addresses.handover(found.service.slug)
    if service.stage not in SELF_MANAGED:
        kind = "wait" if service.stage == Stage.PRE_LAUNCH else "clear"
        return NextStep(lives.runs(found.life, found.owner.name), "", "", kind)
    if found.life.handoff is None and found.life.has_handoff:
        return _review_next(found, may_start)
    if acceptance.refusal:
        return NextStep(acceptance.refusal, "", "", "wait")
    if is_mine:
        return NextStep("You can take it over now.", "Take it over", f"{place}/accept")
    return NextStep(f"It can be taken over now, by a member of {named}.", "", "", "wait")


def _review_next(found: Custody, may_start: bool) -> NextStep:
    """Return when the hand-off review can be started, which comes first."""
    since, days = found.life.since, found.life.self_managed_days
    if since is not None and found.life.today < (begin := review_from(since, days)):
        sentence = f"Its hand-off review can be started from {said(begin)} on."
        return NextStep(sentence, "", "", "wait")
    sentence = "SRE takes it over after a hand-off review, which can be started now."
    if not may_start:
        return NextStep(sentence, "", "", "wait")
    place = addresses.service(found.service.slug)
    chosen = f"{place}/reviews/new?checklist={found.life.handoff_checklist}"
    return NextStep(sentence, "Start it", chosen)


def candidates(session: Session, slug: str, *, by: Actor, now: datetime) -> Mapping[int, str]:
    """Return who can be named as the consultant, for those who may name one."""
    found = _custody(session, slug, now)
    require(by, Action.NAME_CONSULTANT, owner_team=found.owner.slug)
    names = people.names(session, custodies.possible_consultants(session, found))
    others = {id_: name for id_, name in names.items() if id_ != found.consultant}
    return dict(sorted(others.items(), key=lambda each: (each[1].casefold(), each[0])))


def accepting(session: Session, slug: str, *, by: Actor, now: datetime) -> Handover:
    """Return the page for somebody who can accept the service. Refuses whoever cannot."""
    page = handover(session, slug, by=by, now=now)
    if page.acceptance.refusal and page.acceptance.review is None:
        raise WrongMoment(page.acceptance.refusal)
    require(by, Action.ACCEPT, sre_team=next(iter(page.own_teams), None))
    if page.acceptance.refusal:
        raise WrongMoment(page.acceptance.refusal)
    return page


def handing_back(session: Session, slug: str, *, by: Actor, now: datetime) -> Handover:
    page = handover(session, slug, by=by, now=now)
    team = page.custody.team
    require(by, Action.HAND_BACK, sre_team=team.slug if team else None)
    if not page.possible.hand_back:
        raise WrongMoment(f"No SRE team runs {page.custody.service.name} now.")
    return page


def retiring(session: Session, slug: str, *, by: Actor, now: datetime) -> Handover:
    page = handover(session, slug, by=by, now=now)
    require(by, Action.RETIRE, owner_team=page.custody.owner.slug)
    if not page.possible.retire:
        raise WrongMoment(f"{page.custody.service.name} is retired.")
    return page


def _custody(session: Session, slug: str, now: datetime) -> Custody:
    return custodies.custody(session, service_cases.by_slug(session, slug), now=now)
