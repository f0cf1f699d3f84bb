"""What came back to a team although it was settled, what changes hands, and what somebody advises."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import event, select

from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.core.waivers import Decision
from readiness.store.engine import Database
from readiness.store.handovers import Handover
from readiness.usecases import consultants, handovers, services, worklists
from readiness.usecases.worklists import Worklist
from tests.factories.applying import apply, newer_document, release, renamed
from tests.factories.checklists import Document
from tests.factories.handovers import (
    SELF_MANAGED,
    accept,
    accepted_service,
    hand_back,
    launched_service,
    signed_handoff,
)
from tests.factories.people import People
from tests.factories.reviews import (
    FACTS,
    answer,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import MINUTES, deny, make, minutes, sent_review
from tests.factories.waivers import ROLLBACK, ask, decide, waived

NO: Document = {"choice": "no", "reason": ""}


def work(database: Database, who: Actor, at: datetime) -> Worklist:
    with database.reading() as session:
        return worklists.worklist(session, by=who, now=at)


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def unmet(database: Database, people: People, now: datetime) -> int:
    """A review that was sent with an unmet blocker."""
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now, but={ROLLBACK: NO})
    submit_all(database, review, by=people.alice, now=now)
    return review


def test_a_refusal_after_the_approval_comes_first(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    review = approved_review(database, people, by, now=now)
    assert not work(database, people.alice, now).count
    deny(database, review, people.bob, now)
    first = work(database, people.alice, now).first
    assert first is not None
    assert (first.word, first.path) == ("Closed", f"/reviews/{review}")
    assert first.note == "SRE refused its signature."


def test_an_ended_waiver_comes_first_and_others_are_not_told(
    database: Database, people: People, by: dict[str, Actor], unmet: int, now: datetime
) -> None:
    waived(database, unmet, people.alice, people.carol, now)
    sign_all(database, unmet, by, now=now)
    later = now + timedelta(days=20)
    first = work(database, people.alice, later).first
    assert first is not None
    assert (first.word, first.path) == ("Closed", f"/reviews/{unmet}")
    assert "Its waiver ended." in first.note
    assert not work(database, people.bob, later).returned


@pytest.mark.parametrize(("decision", "word"), [("revoked", "Revoked"), ("refused", "Refused")])
def test_a_waiver_turned_down_comes_first_with_its_reason(
    database: Database, people: People, unmet: int, now: datetime, decision: str, word: str
) -> None:
    asked = ask(database, unmet, people.alice, now)
    assert not work(database, people.alice, now).returned
    if decision == "revoked":
        decide(database, unmet, asked, Decision.GRANTED, people.carol, now)
    decide(database, unmet, asked, Decision(decision), people.carol, now, "It was used too long.")
    (item,) = work(database, people.alice, now).returned
    assert (item.word, item.note, item.path) == (word, "It was used too long.", f"/waivers/{asked}")
    ask(database, unmet, people.alice, now)
    assert not work(database, people.alice, now).returned


def test_a_waiver_of_what_blocks_nothing_comes_back_until_it_is_met(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    answer(database, review, MINUTES, minutes("99"), by=people.alice, now=now)
    asked = ask(database, review, people.alice, now, MINUTES)
    decide(database, review, asked, Decision.REFUSED, people.carol, now)
    found = work(database, people.alice, now)
    assert [item.path for item in found.returned] == [f"/waivers/{asked}"]
    assert "Blocked" not in [item.word for item in found.answers]
    answer(database, review, MINUTES, minutes("5"), by=people.alice, now=now)
    assert not work(database, people.alice, now).returned


@pytest.fixture
def revoked(
    database: Database, people: People, by: dict[str, Actor], unmet: int, now: datetime
) -> datetime:
    """When home told that a waiver was revoked after the approval that rests on it."""
    asked = waived(database, unmet, people.alice, people.carol, now)
    sign_all(database, unmet, by, now=now)
    decide(database, unmet, asked, Decision.REVOKED, people.carol, now, "It was used too long.")
    (item,) = work(database, people.alice, now).returned
    assert item.word == "Revoked"
    return now + timedelta(days=1)


def test_a_waiver_turned_down_is_told_until_a_renewal_is_approved(
    database: Database, people: People, by: dict[str, Actor], revoked: datetime
) -> None:
    review = start_review(database, people, now=revoked)
    answer_everything(database, review, by=people.alice, now=revoked)
    submit_all(database, review, by=people.alice, now=revoked)
    assert [item.word for item in work(database, people.alice, revoked).returned] == ["Revoked"]
    sign_all(database, review, by, now=revoked)
    assert not work(database, people.alice, revoked).returned


def test_nothing_comes_back_of_a_retired_service(
    database: Database, people: People, revoked: datetime
) -> None:
    done(database, revoked, handovers.retire, "checkout", reason="Old.", by=people.alice)
    assert not work(database, people.alice, revoked).returned


def test_a_waiver_turned_down_is_told_under_the_new_name_of_its_question(
    database: Database, people: People, unmet: int, now: datetime
) -> None:
    asked = ask(database, unmet, people.alice, now)
    decide(database, unmet, asked, Decision.REFUSED, people.carol, now)
    release(database, now, newer_document(questions=renamed(ROLLBACK, "deployment.way-back")))
    apply(database, unmet, people.alice, now)
    assert [item.path for item in work(database, people.alice, now).returned] == [
        f"/waivers/{asked}"
    ]


def test_an_unmet_blocker_is_work_once_everything_is_sent(
    database: Database, people: People, unmet: int, now: datetime
) -> None:
    (item,) = work(database, people.alice, now).answers
    assert (item.word, item.path) == ("Blocked", f"/reviews/{unmet}/areas/deployment#{ROLLBACK}")
    waived(database, unmet, people.alice, people.carol, now)
    assert not work(database, people.alice, now).answers
    # At its end the work is there again, with no job having run.
    assert work(database, people.alice, now + timedelta(days=20)).answers


def test_a_hand_back_is_told_to_the_developers(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    since = accepted_service(database, people, by, now)
    hand_back(database, people.bob, since)
    (item,) = work(database, people.alice, since).custody
    assert item.word == "Handed back"
    assert item.path.endswith("/handover")
    assert not work(database, people.alice, since + timedelta(days=300)).custody


def test_a_hand_back_is_told_until_two_weeks_after_its_notice(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    since = accepted_service(database, people, by, now)
    hand_back(database, people.bob, since)
    with database.reading() as session:
        step = session.scalars(select(Handover).where(Handover.step == "handed_back")).one()
    assert step.effective_on
    noon = datetime.combine(step.effective_on, time(12), UTC)
    told = {
        days: bool(work(database, people.alice, noon + timedelta(days)).custody)
        for days in (14, 15)
    }
    assert told == {14: True, 15: False}


def test_one_query_finds_all_that_was_handed_back(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    since = accepted_service(database, people, by, now)
    hand_back(database, people.bob, since)
    before = queries(database, people.alice, since)
    with database.writing() as session:
        back = session.scalars(select(Handover).where(Handover.step == "handed_back")).one()
        for number in range(2):
            made = services.create(
                session, f"Other {number}", team="payments", facts=from_plain(FACTS),
                by=people.alice, now=since,
            )  # fmt: skip
            made.stage = "handed_back"
            session.flush()
            session.add(like(back, service_id=made.id))
        session.commit()
    assert len(work(database, people.alice, since).custody) == 3
    assert queries(database, people.alice, since) == before


def like(row: Handover, **changed: object) -> Handover:
    names = [each.key for each in Handover.__table__.columns if each.key != "id"]
    return Handover(**{name: getattr(row, name) for name in names} | changed)


def queries(database: Database, who: Actor, at: datetime) -> int:
    asked: list[object] = []

    def note(*said: object) -> None:
        asked.append(said)

    event.listen(database.reader, "before_cursor_execute", note)
    work(database, who, at)
    event.remove(database.reader, "before_cursor_execute", note)
    return len(asked)


def test_what_can_be_taken_over_is_told_to_those_who_signed(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    launched_service(database, people, by, now)
    later = now + SELF_MANAGED
    signed_handoff(database, people, by, later)
    assert [item.word for item in work(database, people.bob, later).custody] == ["To take over"]
    assert not work(database, people.alice, later).custody
    accept(database, people.bob, later)
    assert not work(database, people.bob, later).custody


def test_what_its_developers_have_to_run_first_cannot_be_taken_over(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    launched_service(database, people, by, now)
    early = now + SELF_MANAGED / 2
    signed_handoff(database, people, by, early)
    assert not work(database, people.bob, early).custody


def test_a_consultant_finds_the_review(database: Database, people: People, now: datetime) -> None:
    review = sent_review(database, people, now=now)
    cleo = make(database, "Cleo")
    done(database, now, consultants.name, review, cleo.person, seen=None, by=cleo)
    found = work(database, cleo, now)
    assert [item.path for item in found.advised] == [f"/reviews/{review}"]
    assert not found.count
