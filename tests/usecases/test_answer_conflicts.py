"""Two people on one answer: whoever comes second reads what the first said, and loses nothing."""

from __future__ import annotations

from datetime import datetime

import pytest

from readiness.core.errors import Conflict
from readiness.store.engine import Database
from readiness.usecases import answers
from tests.factories.delegating import hand
from tests.factories.people import People
from tests.factories.reviews import EVIDENCE, answer, done, start_review
from tests.factories.waivers import ROLLBACK

YES, NO = {"choice": "yes"}, {"choice": "no"}


@pytest.mark.parametrize("base", [0, 2])
def test_what_was_saved_meanwhile_comes_back_with_its_number(
    database: Database, people: People, now: datetime, base: int
) -> None:
    review = start_review(database, people, now=now)
    answer(database, review, ROLLBACK, YES, by=people.alice, now=now)
    with pytest.raises(Conflict) as refused:
        done(database, now, answers.save, review, ROLLBACK, NO, base=base, by=people.alice)
    assert (refused.value.number, refused.value.theirs["choice"]) == (1, "yes")


def test_a_revision_that_is_not_there_is_no_base(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    with pytest.raises(Conflict) as refused:
        done(database, now, answers.save, review, ROLLBACK, NO, base=1, by=people.alice)
    assert refused.value.number == 0


def test_who_never_heard_of_their_own_save_goes_on_from_it(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    unsure = {"base": 0, "is_unsure": True}
    answer(database, review, ROLLBACK, YES, by=people.alice, now=now)
    saved = done(database, now, answers.save, review, ROLLBACK, NO, **unsure, by=people.alice)
    assert saved.revision.number == 2
    # It was two saves ago, or somebody else's: then both are shown.
    with pytest.raises(Conflict):
        done(database, now, answers.save, review, ROLLBACK, YES, **unsure, by=people.alice)
    hand(database, review, people.eve, ROLLBACK, by=people.alice, now=now)
    unsure = {"base": 1, "is_unsure": True}
    with pytest.raises(Conflict):
        done(database, now, answers.save, review, ROLLBACK, YES, **unsure, by=people.eve)


def test_evidence_on_top_of_their_own_save_does_not_make_it_another_ones(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    hand(database, review, people.eve, ROLLBACK, by=people.alice, now=now)

    def attach(words: str) -> None:
        piece = EVIDENCE | {"description": words}
        done(database, now, answers.add_evidence, review, ROLLBACK, **piece, by=people.eve)

    attach("Before the answer")
    answer(database, review, ROLLBACK, YES, by=people.alice, now=now)
    attach("After it")
    unsure = {"base": 0, "is_unsure": True}
    with pytest.raises(Conflict):
        done(database, now, answers.save, review, ROLLBACK, NO, **unsure, by=people.eve)
    saved = done(database, now, answers.save, review, ROLLBACK, NO, **unsure, by=people.alice)
    assert (saved.revision.number, len(saved.revision.evidence)) == (4, 2)


def test_evidence_that_came_meanwhile_is_no_other_answer(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer(database, review, ROLLBACK, YES, by=people.alice, now=now)
    hand(database, review, people.eve, ROLLBACK, by=people.alice, now=now)
    done(database, now, answers.add_evidence, review, ROLLBACK, **EVIDENCE, by=people.eve)
    saved = done(database, now, answers.save, review, ROLLBACK, NO, base=1, by=people.alice)
    assert (saved.revision.number, len(saved.revision.evidence)) == (3, 1)
    with pytest.raises(Conflict):
        done(database, now, answers.save, review, ROLLBACK, YES, base=1, by=people.eve)


def test_evidence_before_the_first_answer_is_no_other_answer(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    done(database, now, answers.add_evidence, review, ROLLBACK, **EVIDENCE, by=people.alice)
    saved = done(database, now, answers.save, review, ROLLBACK, NO, base=0, by=people.alice)
    assert (saved.revision.number, len(saved.revision.evidence)) == (2, 1)
