"""Whatever everybody does in whatever order, nothing gets through that must not."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from readiness.core.signoffs import Choice
from tests.conftest import BUDGET
from tests.state_machine.promise_moves import PromiseMoves
from tests.state_machine.reviewer_moves import ReviewerMoves
from tests.state_machine.table import CONCERNED, GATES, OWNERS
from tests.state_machine.team_moves import TeamMoves
from tests.state_machine.worlds import COORDINATORS, TEAMS, build

pytestmark = pytest.mark.once

#: How many plays there are, how many steps each has, and how many states come of it at least.
PLAYS, STEPS, LEAST = (420, 60, 20_000) if BUDGET == "full" else (8, 25, 120)


some_owner = st.sampled_from(sorted(OWNERS))
anybody_first = st.permutations(sorted(CONCERNED))


class Launching(TeamMoves, ReviewerMoves, PromiseMoves):
    """Everybody at one table."""

    @rule(who=some_owner, people=anybody_first)
    def go_for_the_launch(self, who: str, people: list[str]) -> None:
        """Put all right and let everybody sign: by chance alone few would come as far."""
        self.put_everything_right(who)
        self.everybody_signs(people)

    @rule(who=some_owner, by=st.sampled_from(sorted(COORDINATORS)), people=anybody_first)
    def go_with_waivers(self, who: str, by: str, people: list[str]) -> None:
        """Say that something is not so, have that waived, and let everybody sign the rest."""
        self.answers(who, "deployment.rollback", "no")
        self.lean_on_a_waiver(who, by)
        self.send_changes(who)
        self.everybody_signs(people)

    @rule(gate=st.sampled_from(GATES), people=anybody_first, which=st.integers(0, 1))
    def go_against_a_denial(self, gate: str, people: list[str], which: int) -> None:
        """Let somebody deny what the others sign, whether it was changed meanwhile or not."""
        denier = sorted(TEAMS[gate])[which]
        self.vote(denier, gate, Choice.DENY, True, 0)
        if which:
            self.reopen("Alice", {"deployment", "compliance"})
            self.answers("Alice", "deployment.rollback", "no")
        self.send("Alice", {gate})
        self.everybody_signs(people)


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
