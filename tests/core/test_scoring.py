"""The score and its explanation."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.core.checklists import AnswerType
from readiness.core.grades import Grade, Graded, Standing, Why, grade_failed_rule
from readiness.core.scoring import AreaScore, Loss, Score, score
from tests.factories.answers import KINDS, Answer, pairs
from tests.factories.questions import graded, question, yes_no

pytestmark = pytest.mark.once

PAGE = Path(__file__).parents[2] / "docs" / "scoring.md"
AREAS = ("alerts", "hygiene", "defects")


@st.composite
def reviews(draw: st.DrawFn) -> list[tuple[Graded, Graded]]:
    """Return the questions of a review, each graded by an answer and by one no worse."""
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=8))
    return [_one(draw, at, kind) for at, kind in enumerate(kinds)]


def _one(draw: st.DrawFn, at: int, kind: AnswerType) -> tuple[Graded, Graded]:
    area = draw(st.sampled_from(AREAS))
    asked = question(f"{area}.q{at}", kind, weight=draw(st.integers(1, 9)))
    worse, better = draw(pairs(kind))
    first: Answer | None = draw(st.sampled_from([worse, None]))
    return graded(asked, first), graded(asked, better)


@given(reviews())
def test_no_score_is_below_zero_or_above_a_hundred(review: list[tuple[Graded, Graded]]) -> None:
    result = score([worse for worse, _ in review])
    tenths = [result.total, *(area.tenths for area in result.areas)]
    assert all(t is not None and 0 <= t <= 1000 for t in tenths if review)


@given(reviews())
def test_a_better_answer_never_lowers_the_score(review: list[tuple[Graded, Graded]]) -> None:
    before, after = (score([pair[side] for pair in review]) for side in (0, 1))
    assert (before.total or 0) <= (after.total or 0)
    for poorer, richer in zip(before.areas, after.areas, strict=True):
        assert (poorer.tenths or 0) <= (richer.tenths or 0)


@given(reviews(), st.sampled_from(AREAS), st.integers(1, 9), st.integers(0, 8))
def test_an_inapplicable_question_changes_nothing(
    review: list[tuple[Graded, Graded]], area: str, weight: int, place: int
) -> None:
    asked = [worse for worse, _ in review]
    extra = graded(question(f"{area}.extra", weight=weight), yes_no("not_applicable"))
    with_it, without = score([*asked[:place], extra, *asked[place:]]), score(asked)
    assert (with_it.total, with_it.losses) == (without.total, without.losses)
    tenths = {each.area: each.tenths for each in with_it.areas}
    assert {**tenths, area: None} | {each.area: each.tenths for each in without.areas} == tenths


@given(reviews())
def test_what_is_left_out_counts_as_if_it_were_not_asked(
    review: list[tuple[Graded, Graded]],
) -> None:
    asked = [worse for worse, _ in review]
    left_out = frozenset(each.question.id for each in asked[::2])
    shorter, rest = score(asked, left_out), score(asked[1::2])
    assert (shorter.total, shorter.losses) == (rest.total, rest.losses)


@given(reviews())
def test_the_explanation_sums_to_the_score(review: list[tuple[Graded, Graded]]) -> None:
    result = score([worse for worse, _ in review])
    if result.total is not None:
        assert result.total + sum(loss.tenths for loss in result.losses) == 1000
    for area in result.areas:
        lost = sum(loss.area_tenths for loss in result.losses if loss.area == area.area)
        assert (area.tenths or 0) + lost == 1000


@given(reviews())
def test_every_question_that_is_not_met_is_explained_and_no_other(
    review: list[tuple[Graded, Graded]],
) -> None:
    asked = [worse for worse, _ in review]
    unmet = [(e.question.id, e.grade.sentence) for e in asked if e.grade.credit < 1]
    assert [(loss.question, loss.sentence) for loss in score(asked).losses] == unmet
    assert all(loss.tenths >= 0 and loss.area_tenths >= 0 for loss in score(asked).losses)


def test_thirds_are_rounded_down_and_the_earlier_question_loses_the_odd_tenth() -> None:
    asked = [graded(question(f"alerts.q{at}"), yes_no("no")) for at in (1, 2)]
    asked.append(graded(question("hygiene.q3"), yes_no("yes")))
    assert score(asked) == Score(
        333,
        (AreaScore("alerts", 0, 2, 2), AreaScore("hygiene", 1000, 1, 1)),
        (
            Loss("alerts.q1", "alerts", 334, 500, "The answer is no."),
            Loss("alerts.q2", "alerts", 333, 500, "The answer is no."),
        ),
    )


def test_a_weight_counts_that_many_times() -> None:
    light, heavy = question("alerts.a", weight=1), question("alerts.b", weight=3)
    assert score([graded(light, yes_no("no")), graded(heavy, yes_no("yes"))]).total == 750


def test_without_applicable_questions_there_is_no_score() -> None:
    nothing = graded(question("alerts.a"), yes_no("not_applicable"))
    assert score([]) == Score(None, (), ())
    assert score([nothing]) == Score(None, (AreaScore("alerts", None, 1, 1),), ())


def test_a_question_without_weight_neither_earns_nor_loses() -> None:
    assert score([graded(question(weight=0), yes_no("no"))]).total is None


def test_a_rule_that_failed_loses_all_of_its_question() -> None:
    asked = question("alerts.a")
    assert score([Graded(asked, grade_failed_rule(asked))]).losses[0].tenths == 1000


def test_the_example_on_the_page_about_scoring_is_right() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+\.\w+) \| (\d) \| (\S+) \| (\S+) \| (\S+) \|$", page, re.MULTILINE)
    result = score([_earning(id_, int(weight), Fraction(part)) for id_, weight, part, *_ in rows])
    lost = {each.question: (each.tenths, each.area_tenths) for each in result.losses}
    for id_, _, _, of_total, of_area in rows:
        assert lost.get(id_, (0, 0)) == (_tenths(of_total), _tenths(of_area))
    told = [_tenths(points) for points in re.findall(r"\*\*([\d.]+)\*\*", page)]
    assert told == [result.total, *(area.tenths for area in result.areas)]


def _tenths(points: str) -> int:
    return int(Fraction(points) * 10)


def _earning(id_: str, weight: int, part: Fraction) -> Graded:
    return Graded(question(id_, weight=weight), Grade(part, Standing.PARTLY, Why.PARTLY, "So far."))
