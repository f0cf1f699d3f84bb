"""What stops the launch whatever the score."""

from __future__ import annotations

import pytest

from readiness.core.blockers import blockers
from readiness.core.grades import Graded, grade_failed_rule
from tests.factories.questions import graded, question, yes_no

pytestmark = pytest.mark.once

NOBODY = frozenset[str]()


@pytest.mark.parametrize("choice", ["partly", "no", "unknown", "not_applicable", ""])
def test_a_blocking_question_blocks_until_it_is_met(choice: str) -> None:
    stopping = graded(question(blocks=True), yes_no(choice))
    assert blockers([stopping], NOBODY) == (stopping,)


def test_a_met_question_does_not_block() -> None:
    assert blockers([graded(question(blocks=True), yes_no("yes"))], NOBODY) == ()


def test_a_question_that_may_not_apply_does_not_block_when_it_does_not() -> None:
    asked = question(blocks=True, may_not_apply=True)
    assert blockers([graded(asked, yes_no("not_applicable"))], NOBODY) == ()


def test_an_unmet_question_that_does_not_block_lets_the_launch_go() -> None:
    assert blockers([graded(question(), yes_no("no"))], NOBODY) == ()


def test_a_waived_question_does_not_block() -> None:
    stopping = graded(question("hygiene.runbook", blocks=True), None)
    assert blockers([stopping], frozenset({"hygiene.runbook"})) == ()


def test_a_blocking_question_whose_rule_failed_blocks() -> None:
    asked = question(blocks=True)
    stopping = Graded(asked, grade_failed_rule(asked))
    assert blockers([stopping], NOBODY) == (stopping,)
