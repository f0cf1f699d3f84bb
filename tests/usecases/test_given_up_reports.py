"""A report that cannot be made is given up, and that is told where it was asked for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from operator import add

from sqlalchemy import select

from readiness.cli.worker import work
from readiness.store.engine import Database
from readiness.store.reports import Draft
from readiness.usecases import given_up, outbox, report_pages, report_requests
from readiness.usecases.outbox import Write
from tests.factories.jobs import work_off
from tests.factories.people import People
from tests.factories.reviews import done, start_review

LATER = timedelta(minutes=1)


def broken(_database: Database, _payload: Mapping[str, object], _now: datetime) -> Write:
    raise ValueError("No fonts.")


def test_a_draft_that_was_given_up_is_told_and_can_be_asked_for_again(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    done(database, now, report_requests.ask_draft, review, by=people.alice)
    for minutes in range(3):
        with database.reading() as session:
            page = report_pages.report(session, review, by=people.eve, now=now)
            assert (page.awaits, page.is_given_up) == (True, False)
        clock = partial(add, now, minutes * 2 * LATER)
        work(database, handlers={"report.draft": f"{__name__}:broken"}, clock=clock)
    with database.reading() as session:
        page = report_pages.report(
            session, review, by=people.eve, now=now + report_requests.PATIENCE
        )
        assert (page.awaits, page.is_late, page.is_given_up) == (False, False, True)
        assert session.scalars(select(Draft)).one().fault == "ValueError: No fonts."
    done(database, now + 9 * LATER, report_requests.ask_draft, review, by=people.alice)
    work_off(database, now + 9 * LATER)
    with database.reading() as session:
        given_up.tell(session, "report.draft", {"review": review}, "A job of before failed.")
        page = report_pages.report(session, review, by=people.eve, now=now + 9 * LATER)
        assert (page.is_given_up, page.draft_at) == (False, now + 9 * LATER)


def test_a_draft_that_kills_its_workers_is_given_up_too(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    done(database, now, report_requests.ask_draft, review, by=people.alice)
    for number in range(4):
        outbox.claim(database, now=now + number * outbox.LEASE)
    with database.reading() as session:
        assert report_pages.report(session, review, by=people.eve, now=now).is_given_up


def test_giving_up_is_told_only_to_a_draft_that_is_still_there(database: Database) -> None:
    with database.writing() as session:
        given_up.tell(session, "report.draft", {"review": 9}, "x")
        given_up.tell(session, "report.make", {"approval": 9}, "x")
        assert session.scalars(select(Draft)).all() == []
