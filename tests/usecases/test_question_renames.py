"""A question that goes by another id keeps its answer, its history and who contributed to it."""

from datetime import datetime, timedelta

import pytest

from readiness.core.errors import Conflict, NotFound
from readiness.core.grades import Standing, Why
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import answers, applying, comments, readings, submissions
from tests.factories.applying import (
    MINUTES,
    ROLLBACK,
    apply,
    ids,
    newer_document,
    release,
    renamed,
    stale,
)
from tests.factories.checklists import QUESTIONS, question
from tests.factories.people import People
from tests.factories.reviews import (
    answer,
    answer_everything,
    done,
    reviewers,
    sign,
    start_review,
)
from tests.factories.signing import change, found, make, minutes, read, sent_review, states
from tests.factories.waivers import ask

NEW = "deployment.way-back"
MOVED, UNSENT = "hygiene.minutes", "compliance.minutes"
YES = {"choice": "yes", "reason": ""}
NO = {"choice": "no", "reason": ""}


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return sent_review(database, people, now=now)


def rename(database: Database, people: People, review: int, new: str, now: datetime) -> None:
    release(database, now, newer_document(questions=renamed(ROLLBACK, new)))
    apply(database, review, people.alice, now)


def test_a_renamed_question_keeps_its_answer(
    database: Database, people: People, review: int, now: datetime
) -> None:
    before = found(database, review, now).answer(ROLLBACK)
    release(database, now, newer_document(questions=renamed(ROLLBACK, NEW)))
    preview = apply(database, review, people.alice, now)
    assert (preview.effects.added, preview.effects.removed) == ((), ())
    assert ids(preview.effects.changed) == [NEW]
    assert stale(preview) == {"sre": (NEW,), "launch": (NEW,)}
    dossier = found(database, review, now)
    after = dossier.answer(NEW)
    assert before is not None
    assert after is not None
    assert after.id == before.id
    assert dossier.unsent == ()


def test_revisions_count_on_under_the_new_id(
    database: Database, people: People, review: int, now: datetime
) -> None:
    rename(database, people, review, NEW, now)
    with pytest.raises(Conflict) as refused:
        done(database, now, answers.save, review, NEW, NO, base=0, by=people.alice)
    assert refused.value.number == 1
    saved = done(database, now, answers.save, review, NEW, NO, base=1, by=people.alice)
    assert (saved.revision.question, saved.revision.number) == (NEW, 2)
    with database.reading() as session:
        rows = answers.area_history(session, review, "deployment", by=people.alice)
        assert [row.number for row in rows if row.question in (NEW, ROLLBACK)] == [2, 1]


def test_numbers_count_on_when_the_version_is_taken_back_and_applied_again(
    database: Database, people: People, review: int, now: datetime
) -> None:
    rename(database, people, review, NEW, now)
    done(database, now, applying.undo, review, by=people.alice)
    answer(database, review, ROLLBACK, NO, by=people.alice, now=now)
    apply(database, review, people.alice, now)
    newest = found(database, review, now).answer(NEW)
    assert newest is not None
    assert newest.value["choice"] == "no"
    answer(database, review, NEW, YES, by=people.alice, now=now)
    after = found(database, review, now).answer(NEW)
    assert after is not None
    assert (after.value["choice"], after.number) == ("yes", 3)


def test_a_page_that_was_opened_before_still_saves(
    database: Database, people: People, review: int, now: datetime
) -> None:
    rename(database, people, review, NEW, now)
    saved = done(database, now, answers.save, review, ROLLBACK, NO, base=1, by=people.alice)
    assert saved.revision.question == NEW
    with database.reading() as session:
        assert answers.question_of(session, review, ROLLBACK, by=people.alice).id == NEW
        with pytest.raises(NotFound):
            answers.question_of(session, review, "deployment.nothing", by=people.alice)


def test_who_answered_under_the_old_id_contributed_to_the_new_area(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    erin = make(database, "Erin", "payments", "security")
    review = start_review(database, people, now=now)
    answer(database, review, ROLLBACK, YES, by=erin, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    done(database, now, submissions.submit, review, ["sre", "security"], by=people.alice)
    assert erin.person not in found(database, review, now).gate("security").ballot.contributors
    rename(database, people, review, "compliance.way-back", now)
    dossier = found(database, review, now)
    assert erin.person in dossier.gate("security").ballot.contributors
    assert erin.person in dossier.gate("sre").ballot.contributors


def test_an_answer_that_moves_to_another_area_was_sent_with_either(
    database: Database, people: People, review: int, now: datetime
) -> None:
    change(database, review, "9", people.alice, now)
    release(database, now, newer_document(questions=renamed(MINUTES, MOVED)))
    apply(database, review, people.alice, now)
    moved = found(database, review, now)
    assert moved.unsent == ()
    assert moved.seen.revisions[MOVED].value["number"] == "9"
    answer(database, review, MOVED, minutes("8"), by=people.alice, now=now)
    edited = found(database, review, now)
    assert edited.unsent == (MOVED,)
    assert edited.seen.revisions[MOVED].value["number"] == "9"


def test_what_a_reviewer_looked_at_before_it_was_sent_again_is_known(
    database: Database, people: People, review: int, now: datetime
) -> None:
    release(database, now, newer_document(questions=renamed(MINUTES, MOVED)))
    apply(database, review, people.alice, now)
    seen = found(database, review, now).gate("security").ballot.digest
    before = found(database, review, now).gate("sre").ballot.digest
    answer(database, review, MOVED, minutes("8"), by=people.alice, now=now)
    done(database, now, submissions.send_changes, review, by=people.alice)
    assert found(database, review, now).gate("security").ballot.digest == seen
    with database.reading() as session:
        reading = readings.reading(session, review, "sre", by=people.bob, now=now, seen=before)
    assert reading.changed == (MOVED,)


def test_an_edit_that_moves_to_an_area_sent_later_is_seen(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    done(database, now, submissions.submit, review, ["sre"], by=people.alice)
    answer(database, review, MINUTES, minutes("8"), by=people.alice, now=now)
    done(database, now, submissions.submit, review, ["security"], by=people.alice)
    release(database, now, newer_document(questions=renamed(MINUTES, UNSENT)))
    apply(database, review, people.alice, now)
    assert found(database, review, now).seen.revisions[UNSENT].value["number"] == "8"
    before = found(database, review, now).gate("security").ballot.digest
    answer(database, review, UNSENT, minutes("7"), by=people.alice, now=now)
    done(database, now, submissions.send_changes, review, by=people.alice)
    with database.reading() as session:
        reading = readings.reading(session, review, "security", by=people.bob, now=now, seen=before)
    assert reading.changed == (UNSENT,)


def test_an_answer_that_moves_to_an_area_never_sent_is_seen_as_it_stands(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    done(database, now, submissions.submit, review, ["sre"], by=people.alice)
    answer(database, review, MINUTES, minutes("8"), by=people.alice, now=now)
    release(database, now, newer_document(questions=renamed(MINUTES, UNSENT)))
    apply(database, review, people.alice, now)
    seen = found(database, review, now).seen.revisions[UNSENT]
    assert seen.value["number"] == "8"


def test_a_question_of_another_type_is_open_again_and_its_history_kept(
    database: Database, people: People, review: int, now: datetime
) -> None:
    questions = [
        question(MINUTES, {"type": "date", "max_age_days": 90}) if each["id"] == MINUTES else each
        for each in QUESTIONS
    ]
    release(database, now, newer_document(questions=questions))
    preview = apply(database, review, people.alice, now)
    assert ids(preview.effects.again) == [MINUTES]
    dossier = found(database, review, now)
    assert dossier.answer(MINUTES) is None
    grade = dossier.graded(MINUTES).grade
    assert (grade.standing, grade.why) == (Standing.OPEN, Why.MISFIT)
    day = {"choice": "given", "reason": "", "date": now.date().isoformat()}
    saved = done(database, now, answers.save, review, MINUTES, day, base=0, by=people.alice)
    assert saved.revision.number == 2


def test_evidence_alone_is_no_answer_that_was_lost(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    link = {"url": "https://wiki.example.com/back", "description": "The way back"}
    done(database, now, answers.add_evidence, review, ROLLBACK, **link, by=people.alice)
    release(database, now, newer_document(questions=renamed(ROLLBACK, NEW)))
    preview = apply(database, review, people.alice, now)
    assert (preview.effects.again, preview.effects.kept) == ((), 0)
    kept = found(database, review, now).answer(NEW)
    assert kept is not None
    assert len(kept.evidence) == 1


def test_a_waiver_goes_with_its_question(database: Database, people: People, now: datetime) -> None:
    review = start_review(database, people, now=now)
    answer(database, review, ROLLBACK, NO, by=people.alice, now=now)
    day = (now + timedelta(days=20)).date()
    ask(database, review, people.alice, now, ROLLBACK, until=day)
    rename(database, people, review, NEW, now)
    assert [each.question for each in found(database, review, now).waivers] == [NEW]


def test_what_was_said_of_the_question_is_read_under_its_new_id(
    database: Database, people: People, review: int, now: datetime
) -> None:
    done(database, now, comments.comment, review, "Is it so?", question=ROLLBACK, by=people.bob)
    sign(database, review, "sre", by=people.bob, now=now)
    rename(database, people, review, NEW, now)
    reading = read(database, review, "sre", people.bob, now)
    row = next(each for each in reading.questions if each.graded.question.id == NEW)
    assert [each.said[0].body for each in row.threads] == ["Is it so?"]
    assert row.before is not None
    assert row.before["answer"] == row.now["answer"]
    assert (reading.changed, reading.gone) == ((NEW,), ())


def test_a_reviewer_reads_what_is_not_asked_any_more(
    database: Database, people: People, review: int, now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    release(database, now, newer_document(questions=[QUESTIONS[0], *QUESTIONS[2:]]))
    apply(database, review, people.alice, now)
    reading = read(database, review, "sre", people.bob, now)
    assert [(each.question.id, each.kind["type"]) for each in reading.gone] == [(MINUTES, "number")]
    assert states(database, review, now)["sre"] == "stale"
