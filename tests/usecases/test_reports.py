"""The report of an approval is stored once and never changes; a draft is made anew on request."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from readiness.adapters.canonical import digest
from readiness.adapters.pdf import Pdf
from readiness.core.errors import NotFound, NotSignedIn, WrongMoment
from readiness.core.rights import NOBODY, Actor
from readiness.store.approvals import Approval
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.store.outbox import OutboxRow
from readiness.store.reports import Draft, Report
from readiness.usecases import (
    action_item_moves,
    comments,
    report_pages,
    report_requests,
    reports,
    reviews,
    transaction,
)
from tests.factories.action_items import TITLE, add_item
from tests.factories.jobs import work_off
from tests.factories.people import People
from tests.factories.reviews import (
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import MINUTES

LATER = timedelta(minutes=1)


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> Mapping[str, Actor]:
    return reviewers(database, people, now)


def approval(session: Session) -> Approval:
    return session.scalars(select(Approval)).one()


def events(database: Database, prefix: str = "report.") -> list[dict[str, Any]]:
    with database.reading() as session:
        rows = session.scalars(select(LedgerEntry).order_by(LedgerEntry.seq)).all()
        return [{"event": r.event, **r.about} for r in rows if r.event.startswith(prefix)]


def test_the_worker_stores_the_report_of_an_approval(
    database: Database, people: People, by: Mapping[str, Actor], now: datetime
) -> None:
    review = approved_review(database, people, by, now=now)
    work_off(database, now + LATER)
    with database.reading() as session:
        row = session.scalars(select(Report)).one()
        assert row.content.startswith(b"%PDF-1.7")
        assert row.sha256 == hashlib.sha256(row.content).hexdigest()
        assert session.scalars(select(OutboxRow.failed_at)).all() == [None]
        page = report_pages.report(session, review, by=people.eve, now=now)
        assert (page.is_approved, page.awaits, page.draft_at) == (True, False, None)
        assert page.current is not None
        file = report_pages.file(session, review, by=people.eve)
        assert (file.name, file.content) == ("checkout-production-launch-review-1.pdf", row.content)
        expected = {"approval": row.approval_id, "digest": approval(session).digest}
    (entry,) = events(database)
    assert entry == {"event": "report.stored", "sha256": row.sha256, "pages": row.pages, **expected}


def test_a_snapshot_is_what_its_approval_was_digested_over(
    database: Database, people: People, by: Mapping[str, Actor], now: datetime
) -> None:
    approved_review(database, people, by, now=now)
    with database.reading() as session:
        planned = reports.plan_report(session, approval(session).id)
        assert planned is not None
        assert digest(planned.snapshot) == planned.stamp.digest


def test_a_snapshot_lists_what_was_owed_with_its_owner_and_day(
    database: Database, people: People, by: Mapping[str, Actor], now: datetime
) -> None:
    review = start_review(database, people, now=now)
    add_item(database, review, people.bob, now, owner=people.alice, before_launch=False)
    closed = add_item(database, review, people.bob, now, owner=people.alice, title="Done")
    done(database, now, action_item_moves.close, review, closed, by=people.alice)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    with database.reading() as session:
        stored = approval(session).snapshot
    assert stored["owed"] == [
        {
            "title": TITLE,
            "link": "https://tickets.example.com/41",
            "owner": "Alice",
            "due_on": "2026-12-03",
            "before_launch": False,
        }
    ]


def test_a_snapshot_tells_what_was_said_beside_each_question_and_gate(
    database: Database, people: People, by: Mapping[str, Actor], now: datetime
) -> None:
    review = start_review(database, people, now=now)
    said = partial(done, database, now, comments.comment, review)
    said("Since when?", question=MINUTES, by=people.bob)
    said("We look at it on Monday.", gate="sre", by=people.bob)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    with database.reading() as session:
        stored = approval(session).snapshot
    questions = [each for area in stored["areas"] for each in area["questions"]]
    (asked,) = (each for each in questions if each["id"] == MINUTES)
    (gate,) = (each for each in stored["gates"] if each["gate"] == "sre")
    told = {"person": "Bob", "at": now.isoformat(), "mentions": {}}
    stands = {"is_edited": False, "is_answer": False, "is_open": True}
    assert asked["comments"] == [{**told, **stands, "body": "Since when?"}]
    assert gate["comments"] == [{**told, **stands, "body": "We look at it on Monday."}]
    assert {gate["team_name"], *(vote["team_name"] for vote in gate["votes"])} == {"SRE"}


def test_a_stored_report_is_neither_made_again_nor_changed(
    database: Database, people: People, by: Mapping[str, Actor], now: datetime
) -> None:
    approved_review(database, people, by, now=now)
    with database.reading() as session:
        planned = reports.plan_report(session, approval(session).id)
        payload = {"approval": approval(session).id}
    assert planned is not None
    done(database, now, reports.keep_report, planned, Pdf(b"first", 1))
    done(database, now, reports.keep_report, planned, Pdf(b"second", 2))
    with database.writing() as session:
        reports.make_report(database, payload, now)(session)
        transaction.commit(session, now=now)
    with database.reading() as session:
        assert session.scalars(select(Report)).one().content == b"first"
    with database.writing() as session:
        session.scalars(select(Report)).one().content = b"third"
        with pytest.raises(DatabaseError, match="only ever grows"):
            session.flush()


def test_an_older_approval_keeps_its_report(
    database: Database, people: People, by: Mapping[str, Actor], now: datetime
) -> None:
    review = approved_review(database, people, by, now=now)
    work_off(database, now)
    done(database, now, reviews.reopen, review, ["hygiene"], reason="A fix", by=people.alice)
    with database.reading() as session:
        page = report_pages.report(session, review, by=people.eve, now=now)
        (stored,) = page.stored
        assert (page.is_approved, stored.is_current, page.current) == (False, False, None)
        named = report_pages.file(session, review, by=people.eve, approval=stored.approval)
        assert named.content.startswith(b"%PDF")
        with pytest.raises(NotFound):
            report_pages.file(session, review, by=people.eve)
        with pytest.raises(NotFound):
            report_pages.file(session, review, by=people.eve, approval=stored.approval + 1)


def test_a_draft_is_asked_for_made_and_replaced(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    for moment in (now, now + timedelta(hours=1)):
        done(database, moment, report_requests.ask_draft, review, by=people.eve)
        with database.reading() as session:
            page = report_pages.report(session, review, by=people.eve, now=moment + LATER)
            assert (page.awaits, page.is_late) == (True, False)
        work_off(database, moment + LATER)
        with database.reading() as session:
            page = report_pages.report(session, review, by=people.eve, now=moment + 5 * LATER)
            assert (page.awaits, page.draft_at, page.stored) == (False, moment + LATER, ())
            file = report_pages.file(session, review, by=people.eve)
            assert file.name == "checkout-production-launch-review-1-DRAFT.pdf"
            assert session.scalars(select(Draft)).one().content == file.content
    told = [entry["event"] for entry in events(database)]
    assert told == ["report.asked", "report.drafted"] * 2


def test_asking_again_while_it_is_made_changes_nothing_until_it_is_late(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    done(database, now, report_requests.ask_draft, review, by=people.alice)
    done(database, now + LATER, report_requests.ask_draft, review, by=people.bob)
    assert len(events(database)) == 1
    late = now + report_requests.PATIENCE
    with database.reading() as session:
        assert report_pages.report(session, review, by=people.bob, now=late).is_late
    done(database, late, report_requests.ask_draft, review, by=people.bob)
    assert len(events(database)) == 2


def test_an_older_draft_does_not_replace_a_newer_one(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    done(database, now, report_requests.ask_draft, review, by=people.alice)
    with database.reading() as session:
        planned = reports.plan_draft(session, review, now=now)
    assert planned is not None
    done(database, now + LATER, reports.keep_draft, planned, Pdf(b"newer", 1))
    done(database, now, reports.keep_draft, planned, Pdf(b"older", 1))
    with database.reading() as session:
        assert session.scalars(select(Draft)).one().content == b"newer"


def test_a_draft_is_not_for_an_approved_review(
    database: Database, people: People, by: Mapping[str, Actor], now: datetime
) -> None:
    review = approved_review(database, people, by, now=now)
    with database.writing() as session, pytest.raises(WrongMoment):
        report_requests.ask_draft(session, review, by=people.alice, now=now)
    with database.writing() as session:
        reports.make_draft(database, {"review": review}, now)(session)
        assert not session.info.get("flushed")
    with database.reading() as session:
        assert report_pages.report(session, review, by=people.eve, now=now).awaits
        with pytest.raises(NotFound):
            report_pages.file(session, review, by=people.eve)
        with pytest.raises(NotFound):
            report_pages.file(session, review, by=people.eve, draft=True)


def test_strangers_and_unknown_reviews_are_refused(
    database: Database, people: People, now: datetime
) -> None:
    with database.reading() as session:
        for ask in (
            lambda: report_pages.report(session, 9, by=NOBODY, now=now),
            lambda: report_pages.file(session, 9, by=NOBODY),
            lambda: report_requests.ask_draft(session, 9, by=NOBODY, now=now),
        ):
            with pytest.raises(NotSignedIn):
                ask()
        with pytest.raises(NotFound):
            report_requests.ask_draft(session, 9, by=people.eve, now=now)
        with pytest.raises(NotFound):
            report_pages.report(session, 9, by=people.eve, now=now)


def test_a_draft_is_made_with_or_without_the_comments(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    done(database, now, comments.comment, review, "Zanzibar?", gate="sre", by=people.bob)
    ask = partial(done, database, now, report_requests.ask_draft, review, by=people.alice)
    for with_comments in (False, True):
        ask(with_comments=with_comments)
        with database.reading() as session:
            planned = reports.plan_draft(session, review, now=now)
        assert planned is not None
        assert ("Zanzibar" in str(planned.snapshot)) is with_comments, "asked anew at once"


def test_an_approval_is_digested_with_its_comments_however_a_draft_was_asked_for(
    database: Database, people: People, by: Mapping[str, Actor], now: datetime
) -> None:
    review = start_review(database, people, now=now)
    done(database, now, comments.comment, review, "Zanzibar?", gate="sre", by=people.bob)
    named = {"with_comments": False, "by": people.alice}
    done(database, now, report_requests.ask_draft, review, **named)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    with database.reading() as session:
        assert "Zanzibar" in str(approval(session).snapshot)
