"""The daily summary: one mail of what came since the last and was not read, at the person's time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.adapters import notice_mails
from readiness.adapters.notice_mails import Group
from readiness.core import notice_kinds
from readiness.core.briefs import counted
from readiness.core.notice_kinds import SUMMARY, USUAL_TIME, Kind, Spoken, Way
from readiness.core.working_days import Calendar, instant
from readiness.store import notices as store
from readiness.store import people, preferences
from readiness.store.engine import Database
from readiness.store.notices import Notice
from readiness.store.teams import Membership, Team
from readiness.usecases import inboxes, notice_posts, transaction
from readiness.usecases.calendars import calendars_of
from readiness.usecases.notice_posts import Letter
from readiness.usecases.sites import site_of

#: A longer summary says how many more there are.
MOST = 100
SPOKEN = Spoken("the daily summary", "you have not read what it tells.", Way.DAILY)


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody whose time of the day has come. `until` is that instant: what came later waits."""

    person: int
    day: date
    until: datetime


def send(database: Database, *, now: datetime) -> int:
    """Make the summaries whose time has come; return how many."""
    with database.reading() as session:
        turns = _turns(session, now) if site_of(session).sends_mail else []
    return sum(_make(database, turn, now) for turn in turns)


def _turns(session: Session, now: datetime) -> list[Turn]:
    waiting = set(store.with_waiting(session)) & people.active_ids(session)
    if not waiting:
        return []
    zones = people.time_zones(session, waiting)
    times = preferences.times_of(session, waiting)
    last = preferences.last_days(session, waiting)
    calendars = _calendars(session, waiting)
    found = (
        turn_of(person, zones[person], times.get(person, USUAL_TIME), calendars[person], now)
        for person in sorted(waiting)
    )
    return [turn for turn in found if turn and last.get(turn.person, date.min) < turn.day]


def turn_of(
    person: int, zone: str, minutes: int, calendars: Sequence[Calendar], now: datetime
) -> Turn | None:
    """Return it if the time has come today where they are, and a team of theirs works today."""
    today = now.astimezone(ZoneInfo(zone)).date()
    at = time(minutes // 60, minutes % 60)
    until = instant(datetime.combine(today, at), zone).astimezone(UTC)
    if now < until or not any(each.is_working(today) for each in calendars):
        return None
    return Turn(person, today, until)


def _calendars(session: Session, ids: Collection[int]) -> Mapping[int, Sequence[Calendar]]:
    """Return the calendars of each person's teams; whoever is in none works as most do."""
    query = select(Membership.person_id, Team).join(Team, Team.id == Membership.team_id)
    rows = session.execute(query.where(Membership.person_id.in_(ids))).all()
    known = calendars_of(session, [row[1] for row in rows])
    found: dict[int, list[Calendar]] = {person: [] for person in ids}
    for person, team in rows:
        found[person].append(known[team.id])
    return {person: every or [Calendar("UTC")] for person, every in found.items()}


def _make(database: Database, turn: Turn, now: datetime) -> bool:
    """Make one summary, its mark and its mail at once; return False if there was nothing to say."""
    with database.writing() as session:
        rows = [row for row in store.waiting_of(session, turn.person) if row.at <= turn.until]
        if not rows or not preferences.is_first_of_day(session, turn.person, turn.day, now):
            return False
        store.sum_up(session, [row.id for row in rows], now)
        letter = _letter(session, turn, _wanted(session, turn.person, rows))
        if letter is not None:
            notice_posts.mail(session, [letter], now=now)
        transaction.commit_bookkeeping(session)
    return letter is not None


def _wanted(session: Session, person: int, rows: Sequence[Notice]) -> list[Notice]:
    """Leave out what they have switched off since."""
    chosen = preferences.choices_of(session, {person}).get(person, {})
    return [row for row in rows if notice_kinds.way(chosen, Kind(row.kind)) is not Way.OFF]


def _letter(session: Session, turn: Turn, rows: Sequence[Notice]) -> Letter | None:
    address = notice_posts.mailboxes_of(session, {turn.person}).get(turn.person)
    if not rows or address is None:
        return None
    site = site_of(session)
    groups = [
        Group(each.title, [notice_posts.entry(site, row) for row in each.notices])
        for each in inboxes.groups_of(rows[:MOST])
    ]
    foot = notice_posts.foot_of(site, turn.person, SUMMARY, SPOKEN)
    texts = notice_mails.of_many(subject_of(len(rows)), groups, foot, len(rows) - MOST)
    return Letter(turn.person, address, texts, foot.off)


def subject_of(count: int) -> str:
    return f"{counted(count, 'thing')} that you have not read"
