"""An earlier answer that is confirmed is the confirmer's own, and only what was offered can be."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from readiness.core.errors import BadInput, Conflict, Forbidden, NotFound, NotSignedIn
from readiness.core.pieces import all_said
from readiness.core.rights import NOBODY, Action
from readiness.core.signoffs import Choice
from readiness.store.carried_answers import CarriedAnswer
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.usecases import answers, dossiers, signoffs, suggestions
from tests.factories.people import People
from tests.factories.renewals import answered_before, confirm, confirm_source, start_of, waiting
from tests.factories.reviews import (
    EVIDENCE,
    answer,
    digest_of,
    done,
    start_review,
    submit_all,
)
from tests.factories.signing import MINUTES, found, make

ROLLBACK, DUTIES = "deployment.rollback", "compliance.duties"
YES: dict[str, object] = {"choice": "yes", "reason": ""}
UNKNOWN: dict[str, object] = {"choice": "unknown", "reason": ""}


def carried(database: Database) -> dict[int, int]:
    with database.reading() as session:
        rows = session.scalars(select(CarriedAnswer)).all()
        return {row.revision_id: row.from_revision_id for row in rows}


@pytest.fixture
def earlier(database: Database, people: People, now: datetime) -> int:
    return answered_before(database, people, now=now)


@pytest.fixture
def review(database: Database, people: People, earlier: int, now: datetime) -> int:
    assert earlier
    return start_review(database, people, now=now + timedelta(days=200))


@pytest.fixture
def later(now: datetime) -> datetime:
    return now + timedelta(days=200)


def test_confirming_saves_it_as_ones_own_with_its_evidence(
    database: Database, people: People, review: int, later: datetime
) -> None:
    zoe = make(database, "Zoe", "payments")
    source = waiting(database, review, zoe, later)[DUTIES].revision
    saved = confirm(database, review, DUTIES, zoe, later)
    assert saved.is_new
    assert (saved.revision.value, all_said(saved.revision.evidence)) == (YES, [EVIDENCE])
    assert (saved.revision.by, saved.revision.at) == (zoe.person, later)
    assert carried(database) == {saved.revision.id: source.id}
    assert DUTIES not in waiting(database, review, zoe, later)
    with database.reading() as session:
        into = suggestions.carried(session, review, by=zoe)
        assert into == {saved.revision.id: (source.review_id, source.at)}


def test_who_confirms_is_a_contributor_and_signs_nothing_that_covers_it(
    database: Database, people: People, review: int, later: datetime
) -> None:
    both = make(database, "Zoe", "payments", "security")
    for each in waiting(database, review, people.alice, later):
        by = both if each == DUTIES else people.alice
        confirm(database, review, each, by, later)
    submit_all(database, review, by=people.alice, now=later)
    digest = digest_of(database, review, "security", later)
    with pytest.raises(Forbidden):
        done(
            database,
            later,
            signoffs.vote,
            review,
            "security",
            Choice.APPROVE,
            digest=digest,
            by=both,
        )


def test_the_ledger_tells_that_it_was_confirmed(
    database: Database, people: People, earlier: int, review: int, later: datetime
) -> None:
    confirm(database, review, ROLLBACK, people.alice, later)
    with database.reading() as session:
        events = {row.event: row.about for row in session.scalars(select(LedgerEntry))}
    assert "answer.saved" in events
    assert events["answer.carried"]["earlier"] == earlier


def test_confirming_twice_is_one_revision(
    database: Database, people: People, review: int, later: datetime
) -> None:
    source = waiting(database, review, people.alice, later)[ROLLBACK].revision.id
    for is_new in (True, False):
        saved = confirm_source(database, review, ROLLBACK, source, by=people.alice, now=later)
        assert saved.is_new is is_new
    assert len(carried(database)) == 1


def test_an_answer_that_came_meanwhile_is_a_conflict(
    database: Database, people: People, review: int, later: datetime
) -> None:
    source = waiting(database, review, people.alice, later)[ROLLBACK].revision.id
    no = {"choice": "no", "reason": ""}
    answer(database, review, ROLLBACK, no, by=people.alice, now=later)
    with pytest.raises(Conflict) as refused:
        confirm_source(database, review, ROLLBACK, source, by=people.alice, now=later)
    assert (refused.value.theirs, refused.value.number) == (no, 1)
    assert carried(database) == {}


def test_evidence_of_both_that_is_too_much_is_refused(
    database: Database, people: People, review: int, later: datetime
) -> None:
    for at in range(answers.MOST_EVIDENCE):
        link = {"url": f"https://wiki.example.com/{at}", "description": "New"}
        done(database, later, answers.add_evidence, review, DUTIES, **link, by=people.alice)
    with pytest.raises(BadInput, match="at most 20"):
        confirm(database, review, DUTIES, people.alice, later, base=answers.MOST_EVIDENCE)


def test_a_revision_that_this_service_did_not_offer_is_not_found(
    database: Database, people: People, earlier: int, review: int, later: datetime
) -> None:
    other = start_of(database, people, "Ledger", now=later)
    answer(database, other, ROLLBACK, YES, by=people.alice, now=later)
    foreign = found(database, other, later).answer(ROLLBACK)
    wrong = found(database, earlier, later).answer(MINUTES)
    assert foreign
    assert wrong
    for source in (foreign.id, wrong.id, 10**6):
        with pytest.raises(NotFound, match="not offered here"):
            confirm_source(database, review, ROLLBACK, source, by=people.alice, now=later)
    with database.reading() as session, pytest.raises(NotFound):
        suggestions.offered(session, review, ROLLBACK, foreign.id, by=people.alice)


def test_the_offered_revision_is_told_for_a_page_that_shows_it_again(
    database: Database, people: People, review: int, later: datetime
) -> None:
    source = waiting(database, review, people.alice, later)[ROLLBACK].revision.id
    answer(database, review, ROLLBACK, UNKNOWN, by=people.alice, now=later)
    with database.reading() as session:
        row = suggestions.offered(session, review, ROLLBACK, source, by=people.bob)
        assert row.value == YES


def test_only_who_answers_is_offered_and_confirms(
    database: Database, people: People, review: int, later: datetime
) -> None:
    source = waiting(database, review, people.alice, later)[ROLLBACK].revision.id
    assert waiting(database, review, people.bob, later) == {}
    with pytest.raises(Forbidden, match=str(Action.ANSWER)):
        confirm_source(database, review, ROLLBACK, source, by=people.bob, now=later)
    with database.reading() as session:
        dossier = dossiers.load(session, review, now=later)
        with pytest.raises(NotSignedIn):
            suggestions.waiting(session, dossier, by=NOBODY)
        with pytest.raises(NotSignedIn):
            suggestions.carried(session, review, by=NOBODY)
        with pytest.raises(NotSignedIn):
            suggestions.offered(session, review, ROLLBACK, source, by=NOBODY)
