"""The recorded steps of a service after its launch: consultant, acceptance, hand-back, retirement.

None of them changes what its gate says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core.errors import BadInput, WrongMoment
from readiness.core.handovers import Stage, Step, notice_faults, why_not_hand_over
from readiness.core.rights import Action, Actor, require
from readiness.store import people, services
from readiness.store.handovers import Handover
from readiness.store.people import Person
from readiness.store.services import Service
from readiness.store.teams import Team, team_by_slug
from readiness.usecases import acceptances, custodies
from readiness.usecases import services as service_cases
from readiness.usecases.custodies import Custody
from readiness.usecases.records import record, touch

LONGEST_REASON = 4000


def consult(session: Session, slug: str, *, by: Actor, now: datetime) -> Handover:
    """Become the consultant of the service: for members of the teams that review or run it."""
    found = _held(session, slug, now)
    require(by, Action.CONSULT, sre_team=custodies.own_team(session, found, by))
    return _consultant(session, found, service_cases.person_of(by), by=by, now=now)


def name_consultant(
    session: Session, slug: str, person: int, *, by: Actor, now: datetime
) -> Handover:
    """Name the consultant of the service: somebody active from outside its owner team."""
    found = _held(session, slug, now)
    require(by, Action.NAME_CONSULTANT, owner_team=found.owner.slug)
    return _consultant(session, found, person, by=by, now=now)


def accept(session: Session, slug: str, team: str, *, by: Actor, now: datetime) -> Handover:
    """Take the service over for a team that signed its hand-off review; a member does it."""
    found = _held(session, slug, now)
    require(by, Action.ACCEPT, sre_team=team)
    acceptance = acceptances.acceptance(session, found, now=now)
    if acceptance.refusal:
        raise WrongMoment(acceptance.refusal)
    if team not in acceptance.teams:
        sentence = "Only a team that signed a gate of the hand-off review can accept it."
        raise BadInput(sentence, {"team": sentence})
    sre = team_by_slug(session, team)
    step = _step(found, Step.ACCEPTED, by, now, review=acceptance.review, team=sre)
    _take(session, found, step, "accepted", Stage.SRE_MANAGED, by=by, now=now)
    return step


def hand_back(
    session: Session,
    slug: str,
    *,
    reason: str,
    effective_on: date,
    consulting_until: date,
    by: Actor,
    now: datetime,
) -> Handover:
    """Give the service back to its developers after notice; the team answers its pager till then."""
    found = _held(session, slug, now)
    require(by, Action.HAND_BACK, sre_team=found.team.slug if found.team else None)
    if found.service.stage != Stage.SRE_MANAGED:
        raise WrongMoment(f"No SRE team runs {found.service.name} now.")
    _require_said(reason, notice_faults(effective_on, consulting_until, today=found.life.today))
    step = _step(found, Step.HANDED_BACK, by, now, team=found.team, reason=reason)
    step.effective_on, step.consulting_until = effective_on, consulting_until
    _take(session, found, step, "handed_back", Stage.HANDED_BACK, by=by, now=now)
    return step


def retire(session: Session, slug: str, *, reason: str, by: Actor, now: datetime) -> Handover:
    """End the service's life. Reviews that run can be finished; no new one is started."""
    found = _held(session, slug, now)
    require(by, Action.RETIRE, owner_team=found.owner.slug)
    _require_alive(found.service)
    _require_said(reason, {})
    step = _step(found, Step.RETIRED, by, now, reason=reason)
    _take(session, found, step, "retired", Stage.RETIRED, by=by, now=now)
    return step


def _held(session: Session, slug: str, now: datetime) -> Custody:
    """Lock the service until the transaction ends, and return who runs it."""
    service = service_cases.by_slug(session, slug)
    return custodies.custody(session, services.lock_service(session, service.id), now=now)


def _consultant(
    session: Session, found: Custody, person: int, *, by: Actor, now: datetime
) -> Handover:
    _require_alive(found.service)
    if person not in custodies.possible_consultants(session, found):
        sentence = "Choose somebody who can sign in and is not in the owner team."
        raise BadInput(sentence, {"person": sentence})
    if found.consultant == person:
        raise WrongMoment(f"{people.names(session, frozenset({person}))[person]} is it already.")
    step = _step(found, Step.CONSULTANT, by, now)
    step.person_id = session.get_one(Person, person).id
    _record(session, step, "service.consultant_named", by=by)
    return step


def _step(
    found: Custody,
    step: Step,
    by: Actor,
    now: datetime,
    *,
    review: int | None = None,
    team: Team | None = None,
    reason: str = "",
) -> Handover:
    return Handover(
        service_id=found.service.id,
        step=step.value,
        review_id=review,
        team_id=team.id if team else None,
        reason=reason.strip(),
        salt=new_salt(),
        by=service_cases.person_of(by),
        at=now,
    )


def _take(
    session: Session,
    found: Custody,
    step: Handover,
    event: str,
    stage: Stage,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Record the step and move the service on to its stage."""
    _record(session, step, f"service.{event}", by=by)
    because = f"handover {step.id}"
    service_cases.move_stage(session, found.service, stage.value, because=because, by=by, now=now)
    touch(session, found.service.id)
    session.flush()


def _record(session: Session, step: Handover, event: str, *, by: Actor) -> None:
    session.add(step)
    session.flush()
    record(
        session,
        event,
        by=by,
        service=step.service_id,
        review=step.review_id,
        handover=step.id,
        team=step.team_id,
        person=step.person_id,
        effective_on=step.effective_on.isoformat() if step.effective_on else None,
        consulting_until=step.consulting_until.isoformat() if step.consulting_until else None,
        digest=salted_digest(step.salt, {"reason": step.reason}),
    )


def _require_alive(service: Service) -> None:
    if service.stage == Stage.RETIRED:
        raise WrongMoment(why_not_hand_over(service.stage, service.name, ""))


def _require_said(reason: str, faults: Mapping[str, str]) -> None:
    if not reason.strip():
        faults = {"reason": "Say why, for those who read it later.", **faults}
    elif len(reason.strip()) > LONGEST_REASON:
        faults = {"reason": f"A reason takes at most {LONGEST_REASON} characters.", **faults}
    if faults:
        raise BadInput(next(iter(faults.values())), faults)
