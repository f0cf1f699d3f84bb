"""Bringing a running review up to newer facts or a newer checklist version, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.errors import SeenAnother, WrongMoment
from readiness.core.rights import Action, Actor, may, require
from readiness.store import answers
from readiness.store.answers import Sending
from readiness.store.applications import Application, applications_of
from readiness.usecases import dossiers
from readiness.usecases.apply_previews import Preview, newer, preview_of
from readiness.usecases.checklists import pinned
from readiness.usecases.dossiers import Dossier
from readiness.usecases.records import record, touch
from readiness.usecases.services import person_of
from readiness.usecases.subjects import Stand, stand_of
from readiness.usecases.taking_back import why_not


@dataclass(frozen=True, slots=True)
class Applied:
    """`version` is the number of the checklist version that came with it, None for none."""

    row: Application
    facts: bool
    version: int | None


def preview(
    session: Session,
    review_id: int,
    *,
    facts: bool = True,
    version: bool = True,
    by: Actor,
    now: datetime,
) -> Preview:
    """Return what would be applied, and what it would do. Refuses whoever could not apply it."""
    found = dossiers.dossier(session, review_id, by=by, now=now)
    require(by, Action.APPLY, owner_team=found.owner.slug)
    return preview_of(session, found, facts=facts, version=version, now=now)


def apply(
    session: Session,
    review_id: int,
    *,
    facts: bool,
    version: bool,
    seen: str,
    by: Actor,
    now: datetime,
) -> Preview:
    """Apply what the preview with the digest `seen` has shown, and nothing else."""
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.APPLY, owner_team=found.owner.slug)
    shown = preview_of(session, found, facts=facts, version=version, now=now)
    if seen != shown.digest:
        raise SeenAnother(
            "This changed while you were reading. Look at it again.", (), shown.digest
        )
    if shown.refusal:
        raise WrongMoment(shown.refusal)
    _hold_back(session, shown, by=by, now=now)
    _put(session, found, shown.stand, None, by=by, now=now)
    return shown


def undo(session: Session, review_id: int, *, by: Actor, now: datetime) -> None:
    """Take the newest application back. What was answered meanwhile is kept."""
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.APPLY, owner_team=found.owner.slug)
    applied = applications_of(session, review_id)
    if refusal := why_not(session, found, applied):
        raise WrongMoment(refusal)
    newest = applied[-1]
    stand = Stand(newest.from_version_id, newest.from_facts)
    _put(session, found, stand, newest, by=by, now=now)


def history(session: Session, review_id: int, *, by: Actor) -> tuple[Applied, ...]:
    """Return what was applied to the review and taken back, oldest first."""
    require(by, Action.READ)
    return tuple(_applied(session, row) for row in applications_of(session, review_id))


def _applied(session: Session, row: Application) -> Applied:
    is_other = row.to_version_id != row.from_version_id
    number = pinned(session, row.to_version_id).checklist.version if is_other else None
    return Applied(row, row.to_facts != row.from_facts, number)


def newer_than(session: Session, found: Dossier, *, by: Actor, now: datetime) -> Preview | None:
    """Return what this person could apply to the review now, None for nothing."""
    require(by, Action.READ)
    is_running = not found.phase.is_approved and not found.phase.is_abandoned
    if not is_running or not may(by, Action.APPLY, owner_team=found.owner.slug):
        return None
    if not newer(session, found):
        return None
    return preview_of(session, found, facts=True, version=True, now=now)


def takeable(session: Session, found: Dossier, *, by: Actor) -> Application | None:
    """Return what this person could take back now, None for nothing."""
    require(by, Action.READ)
    if not may(by, Action.APPLY, owner_team=found.owner.slug):
        return None
    applied = applications_of(session, found.review.id)
    return None if why_not(session, found, applied) else applied[-1]


def _put(
    session: Session,
    found: Dossier,
    stand: Stand,
    undoes: Application | None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    before = stand_of(found.review)
    row = Application(
        review_id=found.review.id,
        from_version_id=before.version,
        to_version_id=stand.version,
        from_facts=before.facts,
        to_facts=stand.facts,
        undoes=undoes.id if undoes else None,
        by=person_of(by),
        at=now,
    )
    session.add(row)
    found.review.checklist_version_id = stand.version
    found.review.facts = stand.facts
    session.flush()
    record(
        session,
        "review.unapplied" if undoes else "review.applied",
        by=by,
        service=found.service.id,
        review=found.review.id,
        application=row.id,
        checklist=pinned(session, stand.version).digest,
        facts=row.to_facts,
    )
    touch(session, found.service.id)
    session.flush()


def _hold_back(session: Session, shown: Preview, *, by: Actor, now: datetime) -> None:
    """Let an area that comes to a gate already sent wait for "Send changes" like its others."""
    known = {sending.area for sending in answers.sendings_of(session, shown.before.review.id)}
    sent = {
        area
        for gate in shown.after.gates
        if gate.ballot.round > gate.ballot.closed_round
        for area in gate.rule.areas
    }
    rows = shown.before.claimed.revisions.values()
    session.add_all(
        Sending(
            review_id=shown.before.review.id,
            area=area,
            up_to=max((row.id for row in rows), default=0),
            by=person_of(by),
            at=now,
        )
        for area in sorted(sent - known)
    )
