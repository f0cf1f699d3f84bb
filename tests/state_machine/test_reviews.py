"""Whatever everybody does in whatever order, nothing gets through that must not."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.conftest import BUDGET
from tests.state_machine.promise_moves import PromiseMoves
from tests.state_machine.reviewer_moves import ReviewerMoves
from tests.state_machine.team_moves import TeamMoves
from tests.state_machine.worlds import build

pytestmark = pytest.mark.once

#: How many plays there are, how many steps each has, and how many states come of it at least.
PLAYS, STEPS, LEAST = (420, 60, 20_000) if BUDGET == "full" else (8, 25, 120)


class Launching(TeamMoves, ReviewerMoves, PromiseMoves):
    """Everybody at one table."""


@pytest.fixture
def quick() -> Iterator[Path]:
    """Return a folder in memory where there is one: each play copies and writes a database."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    yield folder
    shutil.rmtree(folder)


def test_no_way_leads_to_an_approval_that_breaks_a_rule(template: Path, quick: Path) -> None:
    Launching.worlds, Launching.folder = build(template, quick), quick
    Launching.seen.clear()
    run_state_machine_as_test(
        Launching,
        settings=settings(
            max_examples=PLAYS,
            stateful_step_count=STEPS,
            suppress_health_check=list(HealthCheck),
            # A play can be read as it is, and shrinking it takes minutes.
            phases=[Phase.generate],
        ),
    )
    seen = Launching.seen
    print(f"{seen.total()} states were looked at: {dict(seen)}")
    assert seen.total() >= LEAST
    assert min(seen["approved"], seen["blocked"]) > LEAST / 20
