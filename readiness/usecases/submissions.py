"""Sending areas to the gates that sign them: the first time, and after changes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.errors import BadInput, Incomplete, SeenAnother, WrongMoment
from readiness.core.progress import told
from readiness.core.rights import Action, Actor, require
from readiness.store.answers import Sending
from readiness.store.signoffs import Round
from readiness.usecases import assignments, dossiers, unmet
from readiness.usecases.dossiers import Dossier
from readiness.usecases.records import record, touch
from readiness.usecases.send_plans import PlannedGate, SendPlan, plan, touched_by_changes
from readiness.usecases.services import person_of


def submit(
    session: Session,
    review_id: int,
    gates: Collection[str],
    *,
    by: Actor,
    now: datetime,
    seen: str | None = None,
) -> tuple[str, ...]:
    """Send the areas of these gates, and return every gate for which a round opened.

    With `seen`, the digest of the plan that the person looked at, nothing else is sent than that.
    """
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.SUBMIT, owner_team=found.owner.slug)
    if not gates:
        raise BadInput("Choose at least one gate to send.")
    planned = plan(found, list(gates))
    _require_complete(planned)
    _require_seen(planned, seen)
    _send(session, found, planned.areas, by=by, now=now)
    unmet.note(session, found, planned.areas, now=now)
    for each in planned.gates:
        _open_round(session, found, each, by=by, now=now)
    assignments.assign_new(session, found, [each.gate for each in planned.gates], now=now)
    touch(session, found.service.id)
    session.flush()
    return tuple(each.gate.rule.id for each in planned.gates)


def send_changes(
    session: Session, review_id: int, *, by: Actor, now: datetime, seen: str | None = None
) -> tuple[str, ...]:
    """Send what changed since it was sent, and return the gates that have to look again."""
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.SUBMIT, owner_team=found.owner.slug)
    touched = touched_by_changes(found)
    if not touched:
        raise WrongMoment("Nothing changed since it was sent.")
    gates = [gate.rule.id for gate in touched]
    return submit(session, review_id, gates, by=by, now=now, seen=seen)


def _require_complete(planned: SendPlan) -> None:
    lacking = {each.question: each.sentence for each in planned.lacking}
    if lacking:
        raise Incomplete(f"Not sent: {told(planned.lacking)}.", lacking)


def _require_seen(planned: SendPlan, seen: str | None) -> None:
    if seen is None or not planned.is_seen_first or seen == planned.digest:
        return
    raise SeenAnother(
        "Nothing is sent yet. Look at what would be sent, then send it.", (), planned.digest
    )


def _send(
    session: Session, found: Dossier, areas: Collection[str], *, by: Actor, now: datetime
) -> None:
    newest = max((revision.id for revision in found.claimed.revisions.values()), default=0)
    session.add_all(
        Sending(review_id=found.review.id, area=area, up_to=newest, by=person_of(by), at=now)
        for area in sorted(areas)
    )


def _open_round(
    session: Session, found: Dossier, planned: PlannedGate, *, by: Actor, now: datetime
) -> None:
    row = Round(
        review_id=found.review.id,
        gate=planned.gate.rule.id,
        number=planned.gate.ballot.round + 1,
        digest=planned.digest,
        by=person_of(by),
        at=now,
    )
    session.add(row)
    record(
        session,
        "gate.submitted",
        by=by,
        service=found.service.id,
        review=found.review.id,
        gate=row.gate,
        round=row.number,
    )
