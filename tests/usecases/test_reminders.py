"""What is due is told once to those whom it concerns, also outside."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Thread

from sqlalchemy import func, select

from readiness.core.announcements import Nearness
from readiness.core.clocks import ClockState
from readiness.core.connections import Kind
from readiness.core.reminders import levels, nearest_mark, nearness_of_day
from readiness.core.waivers import Decision
from readiness.store.deliveries import Delivery
from readiness.store.engine import Database
from readiness.store.notices import Notice
from readiness.store.services import Service
from readiness.store.waivers import Waiver
from readiness.usecases import connections, reminders, transaction
from tests.factories import waivers
from tests.factories.action_items import add_item
from tests.factories.hearing import heard, told
from tests.factories.people import People, make_team
from tests.factories.reviews import answer_everything, done, start_review
from tests.factories.signing import make, sent_review

DAY = timedelta(days=1)
NOT_YET = {waivers.ROLLBACK: {"choice": "no", "reason": "In two weeks."}}


def test_a_mark_is_passed_only_by_what_began_before_it(now: datetime) -> None:
    ends = now + 7 * DAY
    assert nearest_mark(now - 90 * DAY, ends, now) is Nearness.WEEK
    assert nearest_mark(now - DAY, ends, now - timedelta(hours=1)) is None
    assert nearest_mark(now - 10 * DAY, ends, now) is Nearness.WEEK
    assert nearest_mark(now, ends, now) is None
    assert nearest_mark(now - 90 * DAY, ends, ends - DAY) is Nearness.DAY
    assert nearest_mark(now - 90 * DAY, ends, ends) is None


def test_a_late_gate_reaches_every_level_up_to_its_own() -> None:
    assert list(levels(ClockState.DUE_SOON)) == []
    assert list(levels(ClockState.TO_TEAM)) == [ClockState.OVERDUE, ClockState.TO_TEAM]


def test_an_item_is_soon_for_a_week_and_late_the_day_after(now: datetime) -> None:
    today = now.date()
    assert nearness_of_day(today - 30 * DAY, today + 8 * DAY, today) == ""
    assert nearness_of_day(today - 30 * DAY, today + 7 * DAY, today) == "soon"
    assert nearness_of_day(today, today + 7 * DAY, today) == ""
    assert nearness_of_day(today - 30 * DAY, today, today) == "soon"
    assert nearness_of_day(today, today - DAY, today) == "late"


def due(database: Database, who, event: str) -> list[str]:  # type: ignore[no-untyped-def]
    return [sentence for name, sentence in heard(database, who) if name == event]


def test_a_waiver_that_ends_is_told_at_30_7_and_1_days(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now, but=NOT_YET)
    waiver = waivers.ask(database, review, people.alice, now)
    waivers.decide(database, review, waiver, Decision.GRANTED, people.carol, now)
    with database.reading() as session:
        ends = session.get_one(Waiver, waiver).ends_at
    before = ends - now
    for left in (30, 7, 1):
        if timedelta(days=left) >= before:
            continue
        moment = ends - timedelta(days=left) + timedelta(minutes=1)
        reminders.remind(database, now=moment)
        reminders.remind(database, now=moment + timedelta(minutes=5))
    found = due(database, people.alice, "waiver.ends")
    assert found[-1] == "Ends in 23 hours: a waiver for Checkout."
    assert len(found) == len({30, 7, 1} & {left for left in (30, 7, 1) if left * DAY < before})
    last = [each for each in told(database, people.alice) if each.event == "waiver.ends"][-1]
    assert (last.kind, last.address) == ("reminders", f"/waivers/{waiver}")
    assert last.question


def test_a_late_gate_is_told_to_its_holder_then_its_team_then_the_coordinators(
    database: Database, people: People, now: datetime
) -> None:
    ben = make(database, "Ben", "sre")
    sent_review(database, people, now=now)
    held = next(each for each in (people.bob, ben) if due(database, each, "gate.turn"))
    other = ben if held is people.bob else people.bob
    for day in range(1, 15):
        reminders.remind(database, now=now + day * DAY)
    sentence = "The signature of SRE on Checkout is overdue"
    first, second, third = (
        f"{sentence}.",
        f"{sentence} by 1 working day.",
        f"{sentence} by 3 working days.",
    )
    assert due(database, held, "gate.overdue") == [first, second]
    assert due(database, other, "gate.overdue") == [second]
    assert third in due(database, people.carol, "gate.overdue")
    assert second not in due(database, people.carol, "gate.overdue")


def test_an_action_item_is_told_to_its_owner_and_once_late_to_the_team(
    database: Database, people: People, now: datetime
) -> None:
    anna = make(database, "Anna", "payments")
    review = start_review(database, people, now=now)
    add_item(database, review, people.alice, now, owner=people.alice)
    for day in range(60):
        reminders.remind(database, now=now + day * DAY)
    soon, late = due(database, people.alice, "action_item.due")
    assert "is due on 3 December 2026" in soon
    assert "was due on" in late
    assert len(due(database, anna, "action_item.due")) == 1


def test_a_team_that_is_called_the_same_hears_of_no_item_of_the_other(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    add_item(database, review, people.alice, now, owner=people.alice)
    with database.writing() as session:
        another = make_team(session, "another", "Payments")
        session.scalars(select(Service)).one().owner_team_id = another.id
        transaction.commit(session, now=now)
    zoe, anna = make(database, "Zoe", "another"), make(database, "Anna", "payments")
    reminders.remind(database, now=now + 60 * DAY)
    assert due(database, anna, "action_item.due") == []
    assert len(due(database, zoe, "action_item.due")) == 1


def test_it_is_told_outside_as_well_and_once_by_two_workers(
    database: Database, people: People, now: datetime
) -> None:
    sent_review(database, people, now=now)
    wish = connections.Wish("Ours", "https://hooks.example.com/1", (), ())
    done(database, now, connections.make, Kind.WEBHOOK, wish, by=people.ada)
    later = now + 30 * DAY
    workers = [Thread(target=reminders.remind, args=(database,), kwargs={"now": later})] * 1
    workers += [Thread(target=reminders.remind, args=(database,), kwargs={"now": later})]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    with database.reading() as session:
        sent = session.scalar(
            select(func.count()).select_from(Delivery).where(Delivery.event == "gate.overdue")
        )
        kept = session.scalar(
            select(func.count()).select_from(Notice).where(Notice.event == "gate.overdue")
        )
    assert reminders.remind(database, now=later) == 0
    assert sent
    assert kept
