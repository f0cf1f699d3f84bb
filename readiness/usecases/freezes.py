"""Freezing launches or all deployments for a time, ending that earlier, and excepting a service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core import freezes as core
from readiness.core.advisory import Rule, Scope, plain
from readiness.core.errors import BadInput, NotFound, WrongMoment
from readiness.core.freezes import Covers, Freeze
from readiness.core.rights import Action, Actor, require
from readiness.store import advisory, environments, services
from readiness.store import freezes as store
from readiness.store.freezes import FreezeException, FreezeMove, FreezeRow
from readiness.usecases.holds import said
from readiness.usecases.records import record
from readiness.usecases.services import person_of

LONGEST_NAME = 80
#: So long nothing is frozen by a slip in the year.
LONGEST = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Wish:
    """`zone` is where the times were typed."""

    name: str
    covers: Covers
    environments: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    zone: str


def freeze(session: Session, wish: Wish, *, by: Actor, now: datetime) -> FreezeRow:
    """Freeze it. What should have begun already begins now."""
    require(by, Action.FREEZE)
    store.calendar(session, lock=True)
    _require_whole(session, wish, now)
    row = FreezeRow(
        name=" ".join(wish.name.split()),
        covers=wish.covers.value,
        environments=sorted(wish.environments),
        starts_at=max(wish.starts_at, now),
        ends_at=wish.ends_at,
        zone=wish.zone,
        salt=new_salt(),
        by=person_of(by),
        at=now,
    )
    session.add(row)
    session.flush()
    record(
        session,
        "freeze.made",
        by=by,
        freeze=row.id,
        covers=row.covers,
        environments=row.environments,
        starts_at=row.starts_at.isoformat(),
        ends_at=row.ends_at.isoformat(),
        digest=salted_digest(row.salt, {"name": row.name}),
    )
    publish(session, now)
    return row


def shorten(
    session: Session,
    freeze_id: int,
    ends_at: datetime | None,
    reason: str,
    *,
    by: Actor,
    now: datetime,
) -> FreezeMove:
    """Let it end then, or now; one that has not begun and would end before is cancelled."""
    require(by, Action.FREEZE)
    store.calendar(session, lock=True)
    found = _alive(session, freeze_id, now)
    ends = max(ends_at or now, now, found.starts_at)
    if ends >= found.ends_at:
        sentence = "It ends by then anyway; a freeze only ever gets shorter."
        raise BadInput(sentence, {"day": sentence})
    row = FreezeMove(
        freeze_id=found.id,
        ends_at=ends,
        reason=said(reason),
        salt=new_salt(),
        by=person_of(by),
        at=now,
    )
    session.add(row)
    session.flush()
    digest = salted_digest(row.salt, {"reason": row.reason})
    ends_told = ends.isoformat()
    record(session, "freeze.shortened", by=by, freeze=found.id, ends_at=ends_told, digest=digest)
    publish(session, now)
    return row


def make_exception(
    session: Session, freeze_id: int, slug: str, reason: str, *, by: Actor, now: datetime
) -> FreezeException:
    """Let one service through this freeze; its own verdict still counts."""
    require(by, Action.FREEZE)
    store.calendar(session, lock=True)
    found = _alive(session, freeze_id, now)
    service = services.service_by_slug(session, slug.strip())
    if service is None:
        sentence = "There is no service of that short name."
        raise BadInput(sentence, {"service": sentence})
    if service.slug in found.excepted:
        raise WrongMoment(f"{service.name} is excepted already.")
    row = FreezeException(
        freeze_id=found.id,
        service_id=service.id,
        reason=said(reason),
        salt=new_salt(),
        by=person_of(by),
        at=now,
    )
    session.add(row)
    session.flush()
    digest = salted_digest(row.salt, {"reason": row.reason})
    record(session, "freeze.excepted", by=by, service=service.id, freeze=found.id, digest=digest)
    publish(session, now)
    return row


def every(session: Session) -> tuple[Freeze, ...]:
    """Return all there ever were, as they stand by what was said of them since."""
    moves, excepted = store.moves(session), store.exceptions(session)
    ids = {row.service_id for rows in excepted.values() for row in rows}
    slugs = services.slugs_of(session, ids) if ids else {}
    return tuple(
        Freeze(
            id=row.id,
            name=row.name,
            covers=Covers(row.covers),
            environments=frozenset(row.environments),
            starts_at=row.starts_at,
            ends_at=moves[row.id][-1].ends_at if row.id in moves else row.ends_at,
            excepted=frozenset(slugs[each.service_id] for each in excepted.get(row.id, ())),
        )
        for row in store.every_freeze(session)
    )


def publish(session: Session, now: datetime) -> None:
    """Write the calendar that the gate reads: what runs or is to come, and where it is advisory."""
    coming = [each for each in every(session) if now < each.ends_at > each.starts_at]
    rules = [
        Rule(row.id, Scope(row.scope), row.value, row.ends_at)
        for row, ended in advisory.every_rule(session)
        if ended is None
    ]
    running = [plain(rule) for rule in reversed(rules) if rule.is_running(now)]
    store.calendar(session).body = core.written(coming, running)
    session.flush()


def _alive(session: Session, freeze_id: int, now: datetime) -> Freeze:
    found = next((each for each in every(session) if each.id == freeze_id), None)
    if found is None:
        raise NotFound(f"There is no freeze {freeze_id}.")
    if found.ends_at <= now or found.ends_at <= found.starts_at:
        raise WrongMoment("This freeze is over.")
    return found


def _require_whole(session: Session, wish: Wish, now: datetime) -> None:
    names = {place.name for place in environments.every_environment(session)}
    faults = {}
    if not 0 < len(" ".join(wish.name.split())) <= LONGEST_NAME:
        faults["name"] = f"A name takes 1 to {LONGEST_NAME} characters."
    if not wish.environments or not set(wish.environments) <= names:
        faults["environments"] = "Choose at least one environment."
    if wish.ends_at <= max(now, wish.starts_at):
        faults["until_day"] = "It has to end later, and after it begins."
    elif wish.ends_at - max(now, wish.starts_at) > LONGEST:
        faults["until_day"] = f"A freeze takes at most {LONGEST.days} days."
    if faults:
        raise BadInput(next(iter(faults.values())), faults)
