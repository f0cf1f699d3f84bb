"""Waivers as those read them who decide: what is asked, for which question, who may grant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.grades import Graded
from readiness.core.rights import Action, Actor, may, require
from readiness.core.waivers import Decision
from readiness.store import people
from readiness.store import waivers as store
from readiness.store.answers import AnswerRevision
from readiness.store.waivers import WaiverDecision
from readiness.usecases import dossiers, waivers
from readiness.usecases.dossiers import Dossier
from readiness.usecases.readings import answer_kinds
from readiness.usecases.standing_waivers import StandingWaiver


@dataclass(frozen=True, slots=True)
class ReadWaiver:
    """`graded` is None when the question is not asked any more.

    `refusal` says why the reader cannot grant it; `decisions` are those that the reader can take.
    """

    found: Dossier
    standing: StandingWaiver
    graded: Graded | None
    kind: Mapping[str, object]
    revision: AnswerRevision | None
    history: tuple[WaiverDecision, ...]
    names: Mapping[int, str]
    refusal: str
    decisions: tuple[Decision, ...]


def waiver(
    session: Session, review_id: int, waiver_id: int, *, by: Actor, now: datetime
) -> ReadWaiver:
    found = dossiers.dossier(session, review_id, by=by, now=now)
    return _read(session, found, waivers.standing_waiver(found, waiver_id), by, now)


def undecided(session: Session, *, by: Actor, now: datetime) -> tuple[ReadWaiver, ...]:
    """Return what waits for a decision, the longest waiting first. Everybody may read it."""
    require(by, Action.READ)
    rows = store.undecided(session)
    found = {id_: dossiers.load(session, id_, now=now) for id_ in {row.review_id for row in rows}}
    return tuple(
        _read(session, case, waivers.standing_waiver(case, row.id), by, now)
        for row in rows
        for case in [found[row.review_id]]
        if row.ends_at > now and not case.phase.is_abandoned
    )


def review_of(session: Session, waiver_id: int, *, by: Actor) -> int:
    """Return the review that the waiver was asked in."""
    require(by, Action.READ)
    return waivers.row_of(session, waiver_id).review_id


def _read(
    session: Session, found: Dossier, standing: StandingWaiver, by: Actor, now: datetime
) -> ReadWaiver:
    question = standing.question
    history = tuple(
        row
        for row in store.decisions_of(session, found.review.id)
        if row.waiver_id == standing.row.id
    )
    involved = {standing.row.by, *(row.by for row in history)}
    graded = [each for each in found.seen.graded if each.question.id == question]
    return ReadWaiver(
        found=found,
        standing=standing,
        graded=graded[0] if graded else None,
        kind=answer_kinds(found).get(question, {}),
        revision=found.seen.revisions.get(question),
        history=history,
        names=people.names(session, frozenset(involved)),
        refusal=waivers.why_not_grant(standing, by),
        decisions=_decisions(standing, by, now),
    )


def _decisions(standing: StandingWaiver, by: Actor, now: datetime) -> tuple[Decision, ...]:
    if not may(by, Action.DECIDE_WAIVER):
        return ()
    return waivers.decisions(standing, by, now)
