"""When a team works: its zone, its week, its holidays, and what moves with them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core.errors import BadInput, Forbidden, NotFound, NotSignedIn
from readiness.core.facts import from_plain
from readiness.core.rights import NOBODY
from readiness.core.working_days import Calendar
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.store.teams import team_by_slug
from readiness.usecases import calendars, services, team_pages
from tests.factories.people import People, make_team
from tests.factories.reviews import (
    FACTS,
    SLUG,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import found
from tests.factories.verdicts import gate_says
from tests.factories.waivers import ROLLBACK, waived

CHRISTMAS = date(2026, 12, 25)


def calendar(session: Session, slug: str = "payments") -> Calendar:
    team = team_by_slug(session, slug)
    assert team
    return calendars.calendar_of(session, team)


def test_members_say_when_their_team_works(
    database: Database, people: People, now: datetime
) -> None:
    week = {"time_zone": "Asia/Riyadh", "weekend": ("saturday", "friday")}
    done(database, now, calendars.change_week, "payments", **week, by=people.alice)
    text = "2026-12-25 Christmas\n2026-09-23 National day"
    added = done(database, now, calendars.add_holidays, "payments", text, by=people.alice)
    with database.reading() as session:
        found = calendar(session)
        events = session.scalars(select(LedgerEntry.event)).all()
        page = team_pages.page(session, "payments", by=people.eve, now=now)
    assert added == 2
    assert found == Calendar("Asia/Riyadh", frozenset({4, 5}), frozenset(page.holidays))
    assert page.team.weekend == ["friday", "saturday"]
    assert (dict(page.coming), dict(page.past)) == (
        {CHRISTMAS: "Christmas"},
        {date(2026, 9, 23): "National day"},
    )
    assert {"team.week_changed", "team.holidays_added"} <= set(events)


def test_a_day_that_is_there_gets_the_new_name_and_can_be_taken_out(
    database: Database, people: People, now: datetime
) -> None:
    for text, count in (("2026-12-25 Xmas", 1), ("2026-12-25 Christmas", 0)):
        added = done(database, now, calendars.add_holidays, "payments", text, by=people.carol)
        assert added == count
    with database.reading() as session:
        page = team_pages.page(session, "payments", by=people.alice, now=now)
        assert page.holidays == {CHRISTMAS: "Christmas"}
    done(database, now, calendars.remove_holiday, "payments", CHRISTMAS, by=people.ada)
    with database.reading() as session:
        assert calendar(session).holidays == frozenset()
    with database.writing() as session, pytest.raises(NotFound):
        calendars.remove_holiday(session, "payments", CHRISTMAS, by=people.ada, now=now)


def test_only_members_coordinators_and_administrators_may(
    session: Session, people: People, now: datetime
) -> None:
    for who, error in ((people.bob, Forbidden), (people.eve, Forbidden), (NOBODY, NotSignedIn)):
        with pytest.raises(error):
            calendars.change_week(session, "payments", time_zone="UTC", weekend=(), by=who, now=now)
        with pytest.raises(error):
            calendars.add_holidays(session, "payments", "2026-12-25 X", by=who, now=now)
        with pytest.raises(error):
            calendars.remove_holiday(session, "payments", CHRISTMAS, by=who, now=now)
    assert not team_pages.page(session, "payments", by=people.eve, now=now).may_change
    assert team_pages.page(session, "payments", by=people.alice, now=now).may_change
    with pytest.raises(NotSignedIn):
        team_pages.page(session, "payments", by=NOBODY, now=now)


def test_a_team_that_does_not_exist_is_not_found(
    session: Session, people: People, now: datetime
) -> None:
    with pytest.raises(NotFound):
        team_pages.page(session, "nonsense", by=people.ada, now=now)
    with pytest.raises(NotFound):
        calendars.add_holidays(session, "nonsense", "2026-12-25 X", by=people.ada, now=now)


EVERY_DAY = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@pytest.mark.parametrize(
    ("zone", "weekend", "field"),
    [
        ("Mars/Base", ("sunday",), "time_zone"),
        ("UTC", ("sun",), "weekend"),
        ("UTC", EVERY_DAY, "weekend"),
        ("UTC", EVERY_DAY[1:], "weekend"),  # with the four Mondays below
    ],
)
def test_a_week_that_cannot_be_is_refused(
    session: Session,
    people: People,
    now: datetime,
    zone: str,
    weekend: tuple[str, ...],
    field: str,
) -> None:
    mondays = "\n".join(f"2026-12-{day:02} Off" for day in (7, 14, 21, 28))
    calendars.add_holidays(session, "payments", mondays, by=people.alice, now=now)
    before = calendar(session)
    with pytest.raises(BadInput) as refused:
        calendars.change_week(
            session, "payments", time_zone=zone, weekend=weekend, by=people.alice, now=now
        )
    assert set(refused.value.faults) == {field}
    assert calendar(session) == before


def test_nobody_puts_off_the_end_of_something_by_a_long_row_of_holidays(
    session: Session, people: People, now: datetime
) -> None:
    def text(days: int) -> str:
        first = date(2026, 12, 1)
        return "\n".join(f"{first + timedelta(days=each)} Off" for each in range(days))

    with pytest.raises(BadInput, match="not changed") as refused:
        calendars.add_holidays(session, "payments", text(22), by=people.alice, now=now)
    assert "From 2026-12-01 there would be more than 21 days" in refused.value.faults["holidays"]
    assert calendar(session).holidays == frozenset()
    many = "\n".join(f"{date(2026, 1, 1) + timedelta(days=2 * each)} Off" for each in range(501))
    with pytest.raises(BadInput) as refused:
        calendars.add_holidays(session, "payments", many, by=people.alice, now=now)
    assert "500 holidays" in refused.value.faults["holidays"]


def test_the_gate_follows_when_the_calendar_of_the_owner_changes(
    database: Database, people: People, now: datetime
) -> None:
    review_by = reviewers(database, people, now)
    approved_review(database, people, review_by, now=now)
    wider = from_plain({**FACTS, "data": ["personal"]})
    done(database, now, services.change_facts, SLUG, wider, by=people.alice)
    # Monday, 23 November and thirty days: Wednesday, 23 December.
    assert gate_says(database, now).ends_at == datetime(2026, 12, 23, 10, tzinfo=UTC)
    text = "2026-12-23 Closed\n2026-12-24 Closed\n2026-12-25 Christmas"
    done(database, now, calendars.add_holidays, "payments", text, by=people.alice)
    assert gate_says(database, now).ends_at == datetime(2026, 12, 28, 10, tzinfo=UTC)
    day = date(2026, 12, 23)
    done(database, now, calendars.remove_holiday, "payments", day, by=people.alice)
    assert gate_says(database, now).ends_at == datetime(2026, 12, 23, 10, tzinfo=UTC)
    week = {"time_zone": "America/New_York", "weekend": ("wednesday",)}
    done(database, now, calendars.change_week, "payments", **week, by=people.alice)
    # Thursday and Friday are holidays, Saturday is a working day now; ten there is 15:00.
    assert gate_says(database, now).ends_at == datetime(2026, 12, 26, 15, tzinfo=UTC)


def test_no_end_that_was_given_moves_when_a_calendar_changes(
    database: Database, people: People, now: datetime
) -> None:
    no = {ROLLBACK: {"choice": "no", "reason": ""}}
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now, but=no)
    waived(database, review, people.alice, people.carol, now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, reviewers(database, people, now), now=now)

    def ends() -> tuple[datetime | None, ...]:
        case = found(database, review, now)
        assert case.approval
        return (
            case.waivers[0].waiver.ends_at,
            gate_says(database, now).ends_at,
            case.approval.ends_at,
        )

    before = ends()
    assert before[:2] == (datetime(2026, 12, 7, 10, tzinfo=UTC),) * 2
    text = "\n".join(f"{each.date()} Closed" for each in before if each)
    done(database, now, calendars.add_holidays, "payments", text, by=people.alice)
    assert ends() == before
    week = {"time_zone": "America/Los_Angeles", "weekend": ("monday",)}
    done(database, now, calendars.change_week, "payments", **week, by=people.alice)
    assert ends() == before


def test_the_calendars_of_several_teams_come_together(session: Session) -> None:
    teams = [make_team(session, "one", time_zone="Asia/Tokyo"), make_team(session, "two")]
    several = calendars.calendars_of(session, teams)
    assert [several[team.id].zone for team in teams] == ["Asia/Tokyo", "UTC"]
