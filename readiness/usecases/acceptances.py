"""Whether an SRE team may take a service over now, by which review, and if not, why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.briefs import counted
from readiness.core.checklists import Kind
from readiness.core.handovers import accept_from, said, why_not_hand_over
from readiness.core.verdicts import judge
from readiness.store import handovers
from readiness.usecases import dossiers
from readiness.usecases.custodies import Custody
from readiness.usecases.dossiers import Dossier
from readiness.usecases.governing import governing
from readiness.usecases.lives import production_of

NO_REVIEW = "It takes a hand-off review for production that every gate has signed."


@dataclass(frozen=True, slots=True)
class Acceptance:
    """`teams` signed the gates of `review`. With a `refusal` none of them may accept yet."""

    review: int | None
    teams: tuple[str, ...]
    refusal: str


def acceptance(session: Session, found: Custody, *, now: datetime) -> Acceptance:
    """Return it for a page, or for whoever holds the service, as each that votes does."""
    service, team = found.service, found.team.name if found.team else ""
    refusal = why_not_hand_over(service.stage, service.name, team)
    review = None if refusal else _review(session, service.id)
    if review is None:
        return Acceptance(None, (), refusal or NO_REVIEW)
    dossier = dossiers.load(session, review, now=now)
    signing = tuple(dict.fromkeys(gate.rule.team for gate in dossier.gates))
    refusal = _not_approved(session, dossier, now) or _too_early(found, dossier)
    return Acceptance(review, signing, refusal)


def _review(session: Session, service_id: int) -> int | None:
    """Return the hand-off review of production that governs."""
    return governing(session, service_id, Kind.HANDOFF).get(production_of(session))


def _not_approved(session: Session, dossier: Dossier, now: datetime) -> str:
    if not dossier.phase.is_approved:
        return NO_REVIEW
    if handovers.was_accepted(session, dossier.review.id):
        return f"Review {dossier.review.id} was used already. It takes a new hand-off review."
    return next((reason.sentence for reason in judge(dossier.case, now).reasons), "")


def _too_early(found: Custody, dossier: Dossier) -> str:
    since = found.life.since
    days = dossier.pinned.checklist.policy.self_managed_days
    if since is None or found.life.today >= (day := accept_from(since, days)):
        return ""
    return (
        f"{found.owner.name} runs it themselves first, for {counted((day - since).days, 'day')}:"
        f" an SRE team can accept it from {said(day)} on."
    )
