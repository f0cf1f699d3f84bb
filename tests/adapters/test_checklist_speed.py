"""Loading what is shipped, and deciding which questions of a long checklist apply, is quick."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from readiness.adapters.checklist_files import load
from readiness.adapters.checklist_folders import SHIPPED, files_of
from readiness.core.applicability import asked
from readiness.core.checklist_documents import read
from tests.factories.long_checklists import QUESTIONS, RISKY, long_checklist

pytestmark = pytest.mark.once


def seconds(work: Callable[[], object]) -> float:
    """Return the best of three, as others share the machine."""
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def test_everything_shipped_is_loaded_and_checked_within_a_second() -> None:
    files = list(files_of([SHIPPED]))
    assert len(files) >= 4
    assert seconds(lambda: [load(file) for file in files]) < 1


def test_which_of_150_questions_apply_is_decided_within_50_milliseconds() -> None:
    checklist = read(long_checklist())
    assert len(checklist.questions) == QUESTIONS
    assert seconds(lambda: asked(checklist, RISKY, {})) < 0.05
