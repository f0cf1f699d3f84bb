"""Earlier answers are offered one by one, count for nothing unconfirmed, and are then one's own."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select

from readiness.core.errors import BadInput, Conflict, Forbidden, NotFound, NotSignedIn, WrongMoment
from readiness.core.rights import NOBODY, Action, Actor
from readiness.core.scoring import score
from readiness.core.signoffs import Choice
from readiness.store.carried_answers import CarriedAnswer
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.usecases import answers, dossiers, reviews, signoffs, starting, suggestions
from readiness.usecases.suggestions import Suggestion
from tests.factories.checklists import QUESTIONS, launch_document, question
from tests.factories.people import People
from tests.factories.renewals import answered_before, given_up, start_of
from tests.factories.reviews import (
    EVIDENCE,
    SLUG,
    answer,
    approved_review,
    digest_of,
    done,
    reviewers,
    start_review,
    submit_all,
)
from tests.factories.signing import MINUTES, found, make, minutes

ROLLBACK, DUTIES = "deployment.rollback", "compliance.duties"
YES: dict[str, object] = {"choice": "yes", "reason": ""}
UNKNOWN: dict[str, object] = {"choice": "unknown", "reason": ""}
Offered = Mapping[str, Suggestion]


def waiting(
    database: Database, review: int, by: Actor, now: datetime, *, area: str = ""
) -> Offered:
    with database.reading() as session:
        dossier = dossiers.dossier(session, review, by=by, now=now)
        return suggestions.waiting(session, dossier, by=by, area=area)


def confirm(
    database: Database, review: int, question: str, by: Actor, now: datetime, base: int = 0
) -> answers.Saved:
    source = waiting(database, review, by, now)[question].revision.id
    named = {"base": base, "by": by}
    return done(database, now, suggestions.confirm, review, question, source, **named)


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


def test_each_question_is_offered_its_earlier_answer_with_where_it_comes_from(
    database: Database, people: People, earlier: int, review: int, later: datetime
) -> None:
    offered = waiting(database, review, people.alice, later)
    assert list(offered) == [
        ROLLBACK,
        MINUTES,
        "hygiene.defects",
        "hygiene.restore",
        DUTIES,
    ]
    assert offered[DUTIES].revision.value == YES
    assert offered[DUTIES].revision.evidence == [EVIDENCE]
    assert (offered[DUTIES].review.id, offered[DUTIES].by) == (earlier, "Alice")
    assert offered[DUTIES].review.environment == "production"
    assert offered[DUTIES].checklist == "Launch readiness review, version 1"


def test_one_area_is_looked_at_alone(
    database: Database, people: People, review: int, later: datetime
) -> None:
    offered = waiting(database, review, people.alice, later, area="deployment")
    assert list(offered) == [ROLLBACK, MINUTES]


def test_what_is_offered_counts_for_nothing(
    database: Database, people: People, review: int, later: datetime
) -> None:
    waiting(database, review, people.alice, later)
    dossier = found(database, review, later)
    assert dossier.claimed.revisions == {}
    assert score(dossier.claimed.graded).total == 0
    assert carried(database) == {}


def test_a_first_review_is_offered_nothing(
    database: Database, people: People, now: datetime
) -> None:
    first = start_review(database, people, now=now)
    assert waiting(database, first, people.alice, now) == {}


def test_another_services_answers_are_not_offered(
    database: Database, people: People, earlier: int, now: datetime
) -> None:
    assert earlier
    other = start_of(database, people, "Ledger", now=now)
    assert waiting(database, other, people.alice, now) == {}


def test_a_later_review_offers_nothing_to_an_earlier_one(
    database: Database, people: People, now: datetime
) -> None:
    first = start_review(database, people, now=now)
    named = {"environment": "staging", "planned_at": now + timedelta(days=9), "by": people.alice}
    second = done(database, now, starting.start, SLUG, **named).id
    answer(database, second, ROLLBACK, YES, by=people.alice, now=now)
    assert waiting(database, first, people.alice, now) == {}
    answer(database, first, MINUTES, minutes("4"), by=people.alice, now=now)
    assert list(waiting(database, second, people.alice, now)) == [MINUTES]


def test_an_answered_question_is_offered_nothing_and_a_link_alone_is_no_answer(
    database: Database, people: People, review: int, later: datetime
) -> None:
    answer(database, review, ROLLBACK, UNKNOWN, by=people.alice, now=later)
    link = {"url": "https://wiki.example.com/new", "description": "New"}
    done(database, later, answers.add_evidence, review, DUTIES, **link, by=people.alice)
    offered = waiting(database, review, people.alice, later)
    assert ROLLBACK not in offered
    assert DUTIES in offered
    saved = confirm(database, review, DUTIES, people.alice, later, base=1)
    assert saved.revision.evidence == [link, EVIDENCE]


@pytest.mark.parametrize("value", [UNKNOWN, {"choice": "", "reason": "Half a thought"}])
def test_not_knowing_is_not_offered_nor_what_was_claimed_before_it(
    database: Database,
    people: People,
    earlier: int,
    now: datetime,
    later: datetime,
    value: dict[str, object],
) -> None:
    assert earlier
    second = start_review(database, people, now=now)
    answer(database, second, ROLLBACK, value, by=people.alice, now=now)
    given_up(database, second, people, now)
    third = start_review(database, people, now=later)
    offered = waiting(database, third, people.alice, later)
    assert ROLLBACK not in offered
    assert offered[MINUTES].review.id == earlier


def test_a_renamed_question_keeps_its_answer_and_one_of_another_type_does_not(
    database: Database, people: People, earlier: int, later: datetime
) -> None:
    assert earlier
    changed = [
        question("deployment.undo", was=[ROLLBACK]),
        question(MINUTES, {"type": "number", "unit": "minutes", "maximum": "5"}),
        question("hygiene.defects"),
        *QUESTIONS[3:],
    ]
    renewed = start_review(
        database, people, now=later, document=launch_document(version=2, questions=changed)
    )
    offered = waiting(database, renewed, people.alice, later)
    assert list(offered) == ["deployment.undo", MINUTES, "hygiene.restore", DUTIES]
    confirm(database, renewed, "deployment.undo", people.alice, later)
    assert found(database, renewed, later).answer("deployment.undo") is not None


def test_confirming_saves_it_as_ones_own_with_its_evidence(
    database: Database, people: People, review: int, later: datetime
) -> None:
    zoe = make(database, "Zoe", "payments")
    source = waiting(database, review, zoe, later)[DUTIES].revision
    saved = confirm(database, review, DUTIES, zoe, later)
    assert saved.is_new
    assert (saved.revision.value, saved.revision.evidence) == (YES, [EVIDENCE])
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
        saved = done(
            database,
            later,
            suggestions.confirm,
            review,
            ROLLBACK,
            source,
            base=0,
            by=people.alice,
        )
        assert saved.is_new is is_new
    assert len(carried(database)) == 1


def test_an_answer_that_came_meanwhile_is_a_conflict(
    database: Database, people: People, review: int, later: datetime
) -> None:
    source = waiting(database, review, people.alice, later)[ROLLBACK].revision.id
    no = {"choice": "no", "reason": ""}
    answer(database, review, ROLLBACK, no, by=people.alice, now=later)
    with pytest.raises(Conflict) as refused:
        done(
            database,
            later,
            suggestions.confirm,
            review,
            ROLLBACK,
            source,
            base=0,
            by=people.alice,
        )
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
            done(
                database,
                later,
                suggestions.confirm,
                review,
                ROLLBACK,
                source,
                base=0,
                by=people.alice,
            )
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
        done(
            database,
            later,
            suggestions.confirm,
            review,
            ROLLBACK,
            source,
            base=0,
            by=people.bob,
        )
    with database.reading() as session:
        dossier = dossiers.load(session, review, now=later)
        with pytest.raises(NotSignedIn):
            suggestions.waiting(session, dossier, by=NOBODY)
        with pytest.raises(NotSignedIn):
            suggestions.carried(session, review, by=NOBODY)
        with pytest.raises(NotSignedIn):
            suggestions.offered(session, review, ROLLBACK, source, by=NOBODY)


def test_an_approved_review_is_offered_nothing_and_a_reopened_one_in_its_open_areas(
    database: Database, people: People, now: datetime, later: datetime
) -> None:
    by = reviewers(database, people, now)
    approved_review(database, people, by, now=now)
    second = approved_review(database, people, by, now=later)
    done(
        database,
        later,
        reviews.reopen,
        second,
        ["deployment"],
        reason="The drill failed.",
        by=people.alice,
    )
    nothing = {"choice": "", "reason": ""}
    answer(database, second, ROLLBACK, nothing, by=people.alice, now=later)
    assert list(waiting(database, second, people.alice, later)) == [ROLLBACK]
    given_up(database, second, people, later)
    assert waiting(database, second, people.alice, later) == {}
    with pytest.raises(WrongMoment):
        done(database, later, suggestions.confirm, second, ROLLBACK, 1, base=0, by=people.alice)


def test_an_area_costs_few_statements_however_many_questions_and_reviews(
    database: Database, people: People, now: datetime, later: datetime
) -> None:
    many = [question(f"deployment.q{at}") for at in range(15)]
    document = launch_document(questions=many)
    for _ in range(4):
        answered_before(database, people, now=now, document=document)
    review = start_review(database, people, now=later, document=document)
    said: list[str] = []
    with database.reading() as session:
        dossier = dossiers.load(session, review, now=later)
        session.expunge_all()
        event.listen(
            session.get_bind(), "before_cursor_execute", lambda *given: said.append(given[2])
        )
        assert len(suggestions.waiting(session, dossier, by=people.alice)) == 15
    assert len(said) <= 6, said
