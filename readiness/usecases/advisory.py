"""Where the gate is advisory: coordinators say so, until a day, and end it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core.advisory import Scope
from readiness.core.errors import BadInput, NotFound, WrongMoment
from readiness.core.facts import FACTS
from readiness.core.rights import Action, Actor, require
from readiness.store import advisory as store
from readiness.store import environments, services
from readiness.store import freezes as calendars
from readiness.store.advisory import AdvisoryEnd, AdvisoryRule
from readiness.usecases import freezes
from readiness.usecases.holds import said
from readiness.usecases.records import record
from readiness.usecases.services import person_of


def advise(
    session: Session,
    scope: Scope,
    value: str,
    reason: str,
    *,
    ends_at: datetime | None,
    by: Actor,
    now: datetime,
) -> AdvisoryRule:
    """Let pipelines through there whatever the verdict is, and tell them so."""
    require(by, Action.ADVISE)
    calendars.calendar(session, lock=True)
    _require_known(session, scope, value.strip())
    if ends_at is not None and ends_at <= now:
        raise BadInput("Choose a day to come.", {"until": "Choose a day to come."})
    row = AdvisoryRule(
        scope=scope.value,
        value=value.strip(),
        ends_at=ends_at,
        reason=said(reason),
        salt=new_salt(),
        by=person_of(by),
        at=now,
    )
    session.add(row)
    session.flush()
    record(
        session,
        "advisory.begun",
        by=by,
        rule=row.id,
        scope=row.scope,
        value=row.value,
        ends_at=ends_at.isoformat() if ends_at else None,
        digest=salted_digest(row.salt, {"reason": row.reason}),
    )
    freezes.publish(session, now)
    return row


def enforce(session: Session, rule_id: int, reason: str, *, by: Actor, now: datetime) -> None:
    """End it: from now on the gate stops there what it blocks."""
    require(by, Action.ADVISE)
    calendars.calendar(session, lock=True)
    found = next((each for each in store.every_rule(session) if each[0].id == rule_id), None)
    if found is None:
        raise NotFound(f"There is no advisory rule {rule_id}.")
    rule, ended = found
    if ended is not None or (rule.ends_at is not None and rule.ends_at <= now):
        raise WrongMoment("It is over already.")
    row = AdvisoryEnd(
        rule_id=rule.id, reason=said(reason), salt=new_salt(), by=person_of(by), at=now
    )
    session.add(row)
    session.flush()
    digest = salted_digest(row.salt, {"reason": row.reason})
    record(
        session,
        "advisory.ended",
        by=by,
        rule=rule.id,
        scope=rule.scope,
        value=rule.value,
        digest=digest,
    )
    freezes.publish(session, now)


def tiers() -> tuple[str, ...]:
    return tuple(choice for choice, _ in FACTS["tier"].choices)


def _require_known(session: Session, scope: Scope, value: str) -> None:
    if scope is Scope.SERVICE:
        is_known = services.service_by_slug(session, value) is not None
    elif scope is Scope.ENVIRONMENT:
        is_known = environments.environment_by_name(session, value) is not None
    else:
        is_known = value in tiers()
    if not is_known:
        sentence = f"There is no {scope.value} {value}."
        raise BadInput(sentence, {"value": sentence})
