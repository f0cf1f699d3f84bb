"""Which earlier answer is offered: the newest of the same place, to the same question, if it still fits."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from readiness.core.checklist_documents import read
from readiness.core.checklists import Question
from readiness.core.suggestions import EarlierReview, claims_something, in_order, source
from tests.factories.checklists import launch_document
from tests.factories.checklists import question as definition

Kind = Mapping[str, object]
ID = "deployment.rollback"
COUNTS = {"type": "counts", "limits": [{"severity": "critical", "most": 0}]}
COVERAGE = {"type": "coverage", "signals": ["latency", "errors"]}
MINUTES = {"type": "number", "unit": "minutes", "maximum": "10"}


def asked(id_: str = ID, kind: Kind | None = None, was: tuple[str, ...] = ()) -> Question:
    document = launch_document(questions=[definition(id_, kind, was=list(was))])
    return read(document).questions[0]


def earlier(review: int, *questions: Question, here: bool = True, gave: int = 0) -> EarlierReview:
    """Return a review that answered all its questions, by the revision `gave`."""
    answers = {each.id: gave or review * 10 for each in questions}
    return EarlierReview(review, here, questions, answers)


def offered(question: Question, *reviews: EarlierReview) -> int | None:
    return source(question, in_order(reviews))


def test_the_newest_review_is_asked_first() -> None:
    assert offered(asked(), earlier(1, asked()), earlier(3, asked()), earlier(2, asked())) == 30


def test_the_same_environment_comes_before_a_newer_review_of_another() -> None:
    assert offered(asked(), earlier(1, asked()), earlier(2, asked(), here=False)) == 10


def test_another_environment_is_better_than_nothing() -> None:
    assert offered(asked(), earlier(2, asked(), here=False)) == 20


def test_without_an_earlier_answer_nothing_is_offered() -> None:
    unanswered = EarlierReview(4, True, (asked(),), {})
    assert offered(asked(), unanswered) is None
    assert offered(asked(), unanswered, earlier(1, asked("deployment.minutes"))) is None
    assert offered(asked(), unanswered, earlier(1, asked())) == 10


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (asked(was=("hygiene.undo",)), asked("hygiene.undo")),
        (asked("hygiene.undo"), asked(was=("hygiene.undo",))),
    ],
)
def test_a_renamed_question_is_the_same_either_way(now: Question, before: Question) -> None:
    assert offered(now, earlier(1, before)) == 10


def test_the_same_id_comes_before_an_earlier_one() -> None:
    both = EarlierReview(1, True, (asked("hygiene.undo"), asked()), {"hygiene.undo": 5, ID: 6})
    assert offered(asked(was=("hygiene.undo",)), both) == 6


@pytest.mark.parametrize(
    ("now", "before", "fits"),
    [
        (None, None, True),
        (None, MINUTES, False),
        (MINUTES, None, False),
        (MINUTES, MINUTES | {"maximum": "5"}, True),
        (MINUTES, MINUTES | {"unit": "seconds"}, False),
        (COUNTS, {**COUNTS, "limits": [{"severity": "critical", "most": 3}]}, True),
        (COUNTS, {**COUNTS, "limits": [{"severity": "high", "most": 0}]}, False),
        (COVERAGE, COVERAGE, True),
        (COVERAGE, COVERAGE | {"signals": ["latency"]}, False),
    ],
)
def test_an_answer_to_another_type_of_question_is_not_offered(
    now: Kind | None, before: Kind | None, fits: bool
) -> None:
    assert offered(asked(kind=now), earlier(1, asked(kind=before))) == (10 if fits else None)


def test_an_older_answer_does_not_stand_in_for_a_newer_one_that_no_longer_fits() -> None:
    newer, older = earlier(2, asked(kind=MINUTES)), earlier(1, asked())
    assert offered(asked(), newer, older) is None


@pytest.mark.parametrize(
    ("choice", "claims"),
    [("yes", True), ("no", True), ("given", True), ("unknown", False), ("", False)],
)
def test_not_knowing_is_no_answer_to_offer(choice: str, claims: bool) -> None:
    assert claims_something({"choice": choice}) is claims


def test_nothing_is_no_answer_to_offer() -> None:
    assert not claims_something({})
