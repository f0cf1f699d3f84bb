"""The verdict on one gate as segments of time: from now on, cut at every end already known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import addresses, facts, reasons
from readiness.core.checklists import Kind
from readiness.core.gate_addresses import gate_address
from readiness.core.reasons import Reason
from readiness.core.verdict_bodies import verdict_body
from readiness.core.verdicts import Case, Span, Verdict, timeline
from readiness.core.waivers import Waiver
from readiness.store.environments import Environment
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.store.verdicts import Segment
from readiness.usecases import standing_holds
from readiness.usecases.dossiers import Dossier


@dataclass(frozen=True, slots=True)
class Door:
    """What a pipeline asks about: a launch of the service into the environment, or a change.

    `is_launched` says that the service has launched there, which some freezes leave alone.
    """

    service: Service
    environment: Environment
    kind: Kind
    is_launched: bool = False

    @property
    def tier(self) -> int | None:
        """Return the service's tier as it is known now, not as a review copied it."""
        tier = facts.from_plain(self.service.facts).of("tier")
        return tier if isinstance(tier, int) else None


def forecast(session: Session, door: Door, found: Dossier | None, now: datetime) -> list[Segment]:
    """Return the segments by the review that governs, if one does.

    Without a change review nothing is stored but a hold, and the gate knows what that means.
    """
    if found is not None:
        return [_spanned(door, found, span) for span in timeline(found.case, now)]
    stops = standing_holds.stops(session, door.service)
    return [_unreviewed(session, door, stops, now)] if stops or door.kind is Kind.LAUNCH else []


_NO_REVIEW = {Kind.LAUNCH: reasons.no_review, Kind.CHANGE: reasons.no_change_review}


def _unreviewed(session: Session, door: Door, stops: tuple[Reason, ...], now: datetime) -> Segment:
    owner = session.get_one(Team, door.service.owner_team_id)
    reason = _NO_REVIEW[door.kind](door.service.slug, owner.name)
    body = verdict_body(
        review=None, score=None, reasons=(*stops, reason), waivers=(), launched=door.is_launched
    )
    return _segment(door, now, None, Verdict.BLOCKED, body)


def _spanned(door: Door, found: Dossier, span: Span) -> Segment:
    judgement = span.judgement
    body = verdict_body(
        review=found.review.id,
        score=judgement.score.total,
        reasons=judgement.reasons,
        waivers=[_waiver(found.case, waiver) for waiver in judgement.running],
        launched=door.is_launched,
        tier=door.tier,
    )
    return _segment(door, span.starts_at, span.ends_at, judgement.verdict, body)


def _waiver(case: Case, waiver: Waiver) -> Mapping[str, object]:
    areas = {each.question.id: each.question.area for each in case.graded}
    return {
        "question": waiver.question,
        "ends_at": waiver.ends_at.isoformat(),
        "path": addresses.question(case.review, areas.get(waiver.question, ""), waiver.question),
    }


def _segment(
    door: Door, starts_at: datetime, ends_at: datetime | None, verdict: Verdict, body: str
) -> Segment:
    return Segment(
        service_id=door.service.id,
        environment_id=door.environment.id,
        kind=door.kind,
        address=gate_address(door.service.slug, door.environment.name, door.kind),
        starts_at=starts_at,
        ends_at=ends_at,
        verdict=verdict.value,
        enforced=True,
        body=body,
    )
