"""The daily summary: once a day, at the person's time, on working days, of what was not read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import event

from readiness.core.notice_kinds import Kind, Way
from readiness.core.working_days import Calendar
from readiness.store import preferences
from readiness.store.engine import Database
from readiness.usecases import daily_mails, inboxes, notice_posts
from readiness.usecases.daily_mails import turn_of
from tests.factories.hearing import choose, mails, text, told, with_mail
from tests.factories.people import People
from tests.factories.reviews import done, reviewers, sign
from tests.factories.signing import sent_review

DAY = timedelta(days=1)
#: Alice is in Berlin, where 8:00 is 7:00 in UTC. The 24th is a Tuesday.
MORNING = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


@pytest.fixture
def site(database: Database, people: People, now: datetime) -> Database:
    """Alice has heard on the 23rd at 10:00 that a gate was signed: news, once a day."""
    made = with_mail(database)
    review = sent_review(made, people, now=now)
    sign(made, review, "sre", by=people.bob, now=now)
    return made


def summaries(database: Database, people: People) -> list[str]:
    found = mails(database, people.alice)
    return [text(each) for each in found if "not read" in each["Subject"]]


def test_it_comes_at_the_persons_time_with_what_was_not_read(
    site: Database, people: People
) -> None:
    assert daily_mails.send(site, now=MORNING - timedelta(minutes=1)) == 0
    assert daily_mails.send(site, now=MORNING) == 1
    (said,) = summaries(site, people)
    assert "Bob signs SRE of Checkout.\r\n  Gate: SRE\r\n" in said
    assert "https://readiness.example.com/reviews/" in said
    assert "Switch off these mails (the daily summary)" in said


def test_it_comes_once_and_nothing_comes_when_there_is_nothing(
    site: Database, people: People
) -> None:
    for hours in range(48):
        daily_mails.send(site, now=MORNING + timedelta(hours=hours))
    assert len(summaries(site, people)) == 1


def test_two_workers_make_one(site: Database, people: People) -> None:
    workers = [
        Thread(target=daily_mails.send, args=(site,), kwargs={"now": MORNING}) for _ in range(2)
    ]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert len(summaries(site, people)) == 1


def test_one_that_was_cut_off_is_made_again(
    site: Database, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(notice_posts, "mail", lambda *_given, **_named: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            daily_mails.send(site, now=MORNING)
    assert daily_mails.send(site, now=MORNING) == 1
    assert len(summaries(site, people)) == 1


def test_what_was_read_is_not_told_again(site: Database, people: People, now: datetime) -> None:
    last = told(site, people.alice)[-1].id
    done(site, now, inboxes.read_all, up_to=last, by=people.alice)
    assert daily_mails.send(site, now=MORNING) == 0


def test_what_was_switched_off_since_is_left_out(
    site: Database, people: People, now: datetime
) -> None:
    choose(site, people.alice, {Kind.NEWS: Way.OFF}, now)
    daily_mails.send(site, now=MORNING)
    assert summaries(site, people) == []


def test_a_chosen_time_counts(site: Database, people: People, now: datetime) -> None:
    choose(site, people.alice, {}, now, minutes=17 * 60 + 30)
    assert daily_mails.send(site, now=MORNING + timedelta(hours=9, minutes=29)) == 0
    assert daily_mails.send(site, now=MORNING + timedelta(hours=9, minutes=30)) == 1


def test_on_a_day_off_it_waits_for_the_next_working_day() -> None:
    friday, saturday = MORNING + 3 * DAY, MORNING + 4 * DAY
    week = [Calendar("UTC")]
    assert turn_of(1, "Europe/Berlin", 480, week, friday) is not None
    assert turn_of(1, "Europe/Berlin", 480, week, saturday) is None
    assert turn_of(1, "Europe/Berlin", 480, [*week, Calendar("UTC", frozenset({4}))], saturday)


def test_what_comes_after_the_time_waits_for_tomorrow(
    site: Database, people: People, now: datetime
) -> None:
    daily_mails.send(site, now=MORNING)
    later = MORNING + timedelta(hours=3)
    review = told(site, people.alice)[-1].review_id
    assert review
    dan = reviewers(site, people, now)["security"]
    sign(site, review, "security", by=dan, now=later)
    assert daily_mails.send(site, now=later) == 0
    assert daily_mails.send(site, now=MORNING + DAY) == 1


def test_the_newest_day_is_found_without_reading_those_before_it(
    site: Database, people: People, now: datetime
) -> None:
    alice = people.alice.person or 0
    loaded: list[object] = []

    def note(row: object, _context: object) -> None:
        loaded.append(row)

    with site.writing() as session:
        for each in range(3):
            day = now.date() + each * DAY
            assert preferences.is_first_of_day(session, alice, day, now)
        event.listen(preferences.Summary, "load", note)
        found = preferences.last_days(session, {alice})
        event.remove(preferences.Summary, "load", note)
    assert found == {alice: day}
    assert loaded == []


def test_without_a_mail_server_nothing_waits(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    sign(database, review, "sre", by=people.bob, now=now)
    assert daily_mails.send(with_mail(database), now=MORNING) == 0
