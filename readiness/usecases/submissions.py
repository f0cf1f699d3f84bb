"""Sending areas to the gates that sign them: the first time, and after changes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.errors import BadInput, Incomplete, WrongMoment
from readiness.core.progress import OpenQuestion, open_questions
from readiness.core.rights import Action, Actor, require
from readiness.store.answers import Sending
from readiness.store.signoffs import Round
from readiness.usecases import assignments, dossiers, unmet
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.records import record, touch
from readiness.usecases.services import person_of


def outstanding(found: Dossier, gate: GateView) -> tuple[OpenQuestion, ...]:
    """Return what keeps the gate's areas from being sent."""
    return open_questions(found.claimed.graded, gate.rule.areas)


def touched_by_changes(found: Dossier) -> tuple[GateView, ...]:
    """Return the gates already sent that cover an answer changed since."""
    areas = {found.asked(question).question.area for question in _still_asked(found)}
    return tuple(
        gate
        for gate in found.gates
        if gate.ballot.round > gate.ballot.closed_round and areas & set(gate.rule.areas)
    )


def _still_asked(found: Dossier) -> tuple[str, ...]:
    asked = {each.question.id for each in found.claimed.asked}
    return tuple(question for question in found.unsent if question in asked)


def submit(
    session: Session, review_id: int, gates: Collection[str], *, by: Actor, now: datetime
) -> tuple[str, ...]:
    """Send the areas of these gates, and return every gate for which a round opened.

    Gates that were sent before and cover a changed area get a new round as well, so that no
    reviewer reads another text than the one next to them.
    """
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.SUBMIT, owner_team=found.owner.slug)
    _require_moment(found)
    chosen = [found.gate(gate) for gate in gates]
    if not chosen:
        raise BadInput("Choose at least one gate to send.")
    _require_complete(found, chosen)
    areas = {area for gate in chosen for area in gate.rule.areas}
    again = [gate for gate in touched_by_changes(found) if areas & set(gate.rule.areas)]
    opened = {gate.rule.id: gate for gate in (*chosen, *again)}
    _send(session, found, areas, by=by, now=now)
    unmet.note(session, found, areas, now=now)
    for gate in opened.values():
        _open_round(session, found, gate, by=by, now=now)
    assignments.assign_new(session, found, opened.values(), now=now)
    touch(session, found.service.id)
    session.flush()
    return tuple(opened)


def send_changes(session: Session, review_id: int, *, by: Actor, now: datetime) -> tuple[str, ...]:
    """Send what changed since it was sent, and return the gates that have to look again."""
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.SUBMIT, owner_team=found.owner.slug)
    touched = touched_by_changes(found)
    if not touched:
        raise WrongMoment("Nothing changed since it was sent.")
    return submit(session, review_id, [gate.rule.id for gate in touched], by=by, now=now)


def _require_moment(found: Dossier) -> None:
    if found.phase.is_abandoned:
        raise WrongMoment("This review was abandoned; there is nothing to send.")
    if found.phase.is_approved:
        raise WrongMoment("This review is approved; there is nothing to send.")


def _require_complete(found: Dossier, gates: Collection[GateView]) -> None:
    lacking = {each.question: each.sentence for gate in gates for each in outstanding(found, gate)}
    if lacking:
        count = "1 question is" if len(lacking) == 1 else f"{len(lacking)} questions are"
        raise Incomplete(f"Not sent: {count} still open.", lacking)


def _send(
    session: Session, found: Dossier, areas: Collection[str], *, by: Actor, now: datetime
) -> None:
    newest = max((revision.id for revision in found.claimed.revisions.values()), default=0)
    session.add_all(
        Sending(review_id=found.review.id, area=area, up_to=newest, by=person_of(by), at=now)
        for area in sorted(areas)
    )


def _open_round(
    session: Session, found: Dossier, gate: GateView, *, by: Actor, now: datetime
) -> None:
    row = Round(
        review_id=found.review.id,
        gate=gate.rule.id,
        number=gate.ballot.round + 1,
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
