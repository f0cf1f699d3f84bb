"""Reviews whose planned day is tomorrow, where the team is that owns the service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from readiness.core import addresses, briefs, kind_words
from readiness.core.messages import Message
from readiness.core.notice_kinds import Kind
from readiness.store import services, worklists
from readiness.store.worklists import OpenReview
from readiness.usecases.due import Company, Due


def due_launches(session: Session, *, now: datetime) -> Iterator[Due]:
    """Yield what is planned for tomorrow and still under way, whether it was told or not."""
    near = [row for row in worklists.under_way(session) if row.planned_at - now < timedelta(days=3)]
    company = Company(session) if near else None
    slugs = {each.name: each.slug for each in services.every_service(session)} if near else {}
    for row in near:
        if company and _is_tomorrow(row, company.teams[row.team].time_zone, now):
            yield _due(company, row, slugs[row.service], now)


def _is_tomorrow(row: OpenReview, zone: str, now: datetime) -> bool:
    here = ZoneInfo(zone)
    tomorrow = now.astimezone(here).date() + timedelta(days=1)
    return row.planned_at.astimezone(here).date() == tomorrow


def _due(company: Company, row: OpenReview, slug: str, now: datetime) -> Due:
    step = briefs.next_step(row.id, row.state, briefs.read(row.summary), row.kind)
    noun = kind_words.noun(row.kind)
    return Due(
        name=f"planned {row.id} {row.planned_at.date()}",
        kind=Kind.REMINDERS,
        people=company.team(row.team),
        service=row.service,
        message=Message(
            event="launch.near",
            service=slug,
            review=row.id,
            kind=row.kind,
            area="",
            question="",
            gate="",
            asked=step.sentence,
            of=(row.owner,),
            sentence=f"The {noun} of {row.service} is planned for tomorrow and not approved yet.",
            address=addresses.review(row.id),
            at=now,
        ),
    )
