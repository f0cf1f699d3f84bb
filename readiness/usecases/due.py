"""What has to be told because of the time: ends that are near, gates that are late, items due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import true
from sqlalchemy.orm import Session

from readiness.core import addresses, announcements, reminders
from readiness.core.announcements import Nearness, told
from readiness.core.briefs import counted
from readiness.core.clocks import TO_COORDINATOR, TO_TEAM, ClockState
from readiness.core.messages import Message
from readiness.core.notice_kinds import Kind
from readiness.core.rights import Role
from readiness.store import open_items, people, teams, worklists
from readiness.store.open_items import OpenItem
from readiness.store.people import with_role
from readiness.store.worklists import Closing
from readiness.usecases import standing_verdicts, waiting_gates, waiver_debt
from readiness.usecases.standing_items import item_of
from readiness.usecases.standing_waivers import PlacedWaiver
from readiness.usecases.waiting_gates import Waiting

#: How late a gate is at least, at each level.
BY = {
    ClockState.OVERDUE: "",
    ClockState.TO_TEAM: f" by {counted(TO_TEAM, 'working day')}",
    ClockState.TO_COORDINATOR: f" by {counted(TO_COORDINATOR, 'working day')}",
}
MEET = "Meet what is waived before then, or ask for it again."


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to tell once, by its `name`; the message names who is asked."""

    name: str
    kind: Kind
    people: frozenset[int]
    service: str
    message: Message


class Company:
    """Who can be told: read once for all that is due."""

    def __init__(self, session: Session) -> None:
        self.teams = {team.slug: team for team in teams.every_team(session)}
        self.members = teams.members_of(session, self.teams)
        self.active = people.active_ids(session)
        self.names = {each.id: each.name for each in people.everybody(session)}
        self.coordinators = with_role(session, Role.COORDINATOR) & self.active

    def team(self, slug: str) -> frozenset[int]:
        return self.members.get(slug, frozenset()) & self.active


def due(session: Session, *, now: datetime) -> Iterator[Due]:
    """Yield all that is due now, whether it was told or not."""
    company = Company(session)
    running = waiver_debt.running(session, now)
    ends = {(each.service.slug, each.standing.waiver.ends_at) for each in running}
    for waiver in running:
        yield from _waiver(company, waiver, now)
    until = now + announcements.AHEAD
    for closing in worklists.closings(session, company.teams, now, until):
        if (closing.slug, closing.at) not in ends:
            yield from _closing(company, closing, now)
    for row in waiting_gates.rows(session, now=now):
        yield from _gate(company, row, now)
    for item in open_items.open_items(session, true()):
        yield from _item(company, item, now)


def _waiver(company: Company, found: PlacedWaiver, now: datetime) -> Iterator[Due]:
    waiver, row = found.standing.waiver, found.standing.row
    mark = reminders.nearest_mark(found.standing.granted_at or row.at, waiver.ends_at, now)
    if mark is None:
        return
    hearing = company.team(found.team.slug) | (frozenset({row.by}) & company.active)
    yield Due(
        name=f"waiver {row.id} {_instant(waiver.ends_at)} {mark}",
        kind=Kind.REMINDERS if mark is Nearness.DAY else Kind.ENDINGS,
        people=hearing,
        service=found.service.name,
        message=Message(
            event="waiver.ends",
            service=found.service.slug,
            review=found.review.id,
            kind=found.review.kind,
            area="",
            question=found.text,
            gate="",
            asked=MEET,
            of=(found.team.name,),
            sentence=f"{told(waiver.ends_at, now)}: a waiver for {found.service.name}.",
            address=addresses.waiver(row.id),
            at=now,
        ),
    )


def _closing(company: Company, found: Closing, now: datetime) -> Iterator[Due]:
    mark = reminders.nearest_mark(found.since, found.at, now)
    if mark is None:
        return
    why = standing_verdicts.reasons_in(found.body)
    team = company.teams[found.team]
    yield Due(
        name=f"approval {found.slug} {found.environment} {_instant(found.at)} {mark}",
        kind=Kind.REMINDERS if mark is Nearness.DAY else Kind.ENDINGS,
        people=company.team(found.team),
        service=found.service,
        message=Message(
            event="approval.ends",
            service=found.slug,
            review=None,
            kind="launch",
            area="",
            question="",
            gate="",
            asked="Look at what will close the gate, and renew in time.",
            of=(team.name,),
            sentence=f"{told(found.at, now)}: the approval of {found.service}"
            f" for {found.environment}.{_from_then(why[0].sentence) if why else ''}",
            address=addresses.service(found.slug),
            at=now,
        ),
    )


def _from_then(sentence: str) -> str:
    return f" From then on: {sentence}"


def _gate(company: Company, row: Waiting, now: datetime) -> Iterator[Due]:
    if row.clocks is None or not row.is_now:
        return
    worst = row.clocks.worst
    members = company.team(row.gate.team)
    able = members - row.excluded
    hearing = {
        ClockState.OVERDUE: frozenset({row.acting}) if row.acting else able,
        ClockState.TO_TEAM: able,
        ClockState.TO_COORDINATOR: company.coordinators,
    }
    for level in reminders.levels(worst.state):
        is_last = level is ClockState.TO_COORDINATOR
        asked = "See that somebody signs it." if is_last else "Look at it, and sign or answer."
        yield Due(
            name=f"gate {row.review.id} {row.gate.id} {_instant(row.clocks.since)} {level}",
            kind=Kind.REMINDERS,
            people=hearing[level],
            service=row.review.service,
            message=Message(
                event="gate.overdue",
                service=row.review.slug,
                review=row.review.id,
                kind=row.review.kind,
                area="",
                question="",
                gate=row.gate.title,
                asked=asked,
                of=_of(company, hearing[level], "the coordinators" if is_last else row.turn),
                sentence=f"The signature of {row.gate.title} on {row.review.service}"
                f" is overdue{BY[level]}.",
                address=addresses.gate(row.review.id, row.gate.id),
                at=now,
            ),
        )


def _item(company: Company, found: OpenItem, now: datetime) -> Iterator[Due]:
    item, row = item_of(found.row, found.move), found.row
    today = now.astimezone(ZoneInfo(found.zone)).date()
    how = reminders.nearness_of_day(row.at.date(), item.due_on, today)
    if not how:
        return
    team = company.team(found.team_slug)
    owner = frozenset({item.owner} if item.owner else ()) & company.active
    day = f"{item.due_on.day} {item.due_on:%B %Y}"
    verb = "was due on" if how == "late" else "is due on"
    hearing = owner | team if how == "late" else owner or team
    yield Due(
        name=f"item {row.id} {item.due_on} {how}",
        kind=Kind.REMINDERS,
        people=hearing,
        service=found.service,
        message=Message(
            event="action_item.due",
            service=found.slug,
            review=row.review_id,
            kind=found.kind,
            area="",
            question="",
            gate="",
            asked="Do it, or say until when." if owner else "Take it over, or say until when.",
            of=_of(company, owner, found.team),
            sentence=f"The action item “{item.title}” of {found.service} {verb} {day}.",
            address=addresses.action_item(row.review_id, row.id),
            at=now,
        ),
    )


def _of(company: Company, people: frozenset[int], them: str) -> tuple[str, ...]:
    if 0 < len(people) <= 3:
        return tuple(sorted(company.names[each] for each in people))
    return (them,)


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")
