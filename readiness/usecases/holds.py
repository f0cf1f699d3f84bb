"""Stopping one service now, and ending that: each hold is ended by whoever set it, or a coordinator."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core.errors import BadInput, NotFound, WrongMoment
from readiness.core.rights import Action, Actor, require
from readiness.store import holds as store
from readiness.store import services
from readiness.store.holds import Hold, HoldEnd
from readiness.store.services import Service
from readiness.usecases import services as service_cases
from readiness.usecases.records import record, touch
from readiness.usecases.stopping import whose

LONGEST_REASON = 500


def hold(session: Session, slug: str, reason: str, *, by: Actor, now: datetime) -> Hold:
    """Block every gate of the service at once. Several people may hold it, each for their reason."""
    service = _locked(session, slug)
    require(by, Action.HOLD, **whose(session, service, by, now))
    row = Hold(
        service_id=service.id,
        reason=said(reason),
        salt=new_salt(),
        by=service_cases.person_of(by),
        at=now,
    )
    session.add(row)
    session.flush()
    _record(session, row, "hold.set", by=by, person=None)
    return row


def end(
    session: Session, slug: str, hold_id: int, reason: str, *, by: Actor, now: datetime
) -> HoldEnd:
    """End one hold. The gates open again only if no other stands and nothing else blocks."""
    service = _locked(session, slug)
    found = store.hold_of(session, service.id, hold_id)
    if found is None:
        raise NotFound(f"{service.name} has no hold {hold_id}.")
    row, ended = found
    require(by, Action.END_HOLD, author=row.by)
    if ended is not None:
        raise WrongMoment("This hold was ended already.")
    done = HoldEnd(
        hold_id=row.id,
        reason=said(reason),
        salt=new_salt(),
        by=service_cases.person_of(by),
        at=now,
    )
    session.add(done)
    session.flush()
    _record(session, row, "hold.ended", by=by, person=row.by, said=done)
    return done


def _locked(session: Session, slug: str) -> Service:
    return services.lock_service(session, service_cases.by_slug(session, slug).id)


def said(reason: str) -> str:
    """Return the reason as one line, since the gate says it in a sentence."""
    line = " ".join(reason.split())
    sentence = "" if line else "Say why: whoever is stopped reads it."
    if len(line) > LONGEST_REASON:
        sentence = f"A reason takes at most {LONGEST_REASON} characters."
    if sentence:
        raise BadInput(sentence, {"reason": sentence})
    return line


def _record(
    session: Session,
    row: Hold,
    event: str,
    *,
    by: Actor,
    person: int | None,
    said: HoldEnd | None = None,
) -> None:
    words = said or row
    record(
        session,
        event,
        by=by,
        service=row.service_id,
        hold=row.id,
        person=person,
        digest=salted_digest(words.salt, {"reason": words.reason}),
    )
    touch(session, row.service_id)
