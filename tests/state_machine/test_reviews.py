"""Whatever everybody does in whatever order, nothing gets through that must not."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from readiness.core.signoffs import Choice, VoteState, state_of_vote
from readiness.core.verdicts import judge
from tests.conftest import BUDGET
from tests.state_machine.scripted_plays import ScriptedPlays
from tests.state_machine.table import CONCERNED
from tests.state_machine.worlds import build

# To watch each line that it runs takes as long again, and others run them too.
pytestmark = [pytest.mark.once, pytest.mark.no_cover]

#: How many plays there are, how many steps each has, and how many states come of it at least.
PLAYS, STEPS, LEAST = (420, 60, 20_000) if BUDGET == "full" else (8, 25, 120)
#: The plays in parts, so that several processes can play at once.
PARTS = 6 if BUDGET == "full" else 1
PEOPLE = sorted(CONCERNED)


class Launching(ScriptedPlays):
    """Everybody at one table."""


@pytest.fixture(scope="module", autouse=True)
def worlds(template: Path) -> Iterator[None]:
    """Build them in memory where there is one: each play copies and writes a database."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    Launching.worlds, Launching.folder = build(template, folder), folder
    yield
    shutil.rmtree(folder)


@pytest.fixture
def table(request: pytest.FixtureRequest) -> Iterator[Launching]:
    """Return a table at which nobody has played yet, at the start that the test names."""
    table = Launching()
    table.begin(start=request.param)
    yield table
    table.everything_holds()
    table.teardown()


@pytest.mark.parametrize("part", range(PARTS))
def test_no_way_leads_to_an_approval_that_breaks_a_rule(part: int) -> None:
    Launching.seen.clear()
    run_state_machine_as_test(
        Launching,
        settings=settings(
            max_examples=PLAYS // PARTS,
            stateful_step_count=STEPS,
            suppress_health_check=list(HealthCheck),
            # A play can be read as it is, and shrinking it takes minutes.
            phases=[Phase.generate],
        ),
    )
    seen = Launching.seen
    print(f"{seen.total()} states were looked at in part {part}: {dict(seen)}")
    assert seen.total() >= LEAST / PARTS
    assert min(seen["approved"], seen["blocked"]) > LEAST / PARTS / 20


# Which plays are drawn is chance, so each that goes right up to a rule is played once for sure.


@pytest.mark.parametrize("table", ["approved"], indirect=True)
def test_nobody_signs_what_they_wrote_before_the_renewal(table: Launching) -> None:
    table.go_on_with_old_words("Olga", PEOPLE)
    assert any("taken over from an earlier review" in each for each in table.play.refusals)
    assert table.play.is_approved()


@pytest.mark.parametrize("table", ["sent"], indirect=True)
def test_no_gate_signs_before_its_turn(table: Launching) -> None:
    table.go_out_of_turn(PEOPLE)
    assert any("It is the turn of" in each for each in table.play.refusals)


@pytest.mark.parametrize("table", ["sent"], indirect=True)
@pytest.mark.parametrize(("gate", "is_first"), [("sre", False), ("launch", True)])
def test_no_gate_is_signed_by_taking_an_objection_back(
    table: Launching, gate: str, is_first: bool
) -> None:
    table.go_back_on_a_word(gate, Choice.REQUEST_CHANGES, is_first, PEOPLE)
    found = table.play.found().gate(gate)
    assert VoteState.CLEARED in {state_of_vote(found.ballot, each.id) for each in found.votes}


@pytest.mark.parametrize("table", ["sent"], indirect=True)
def test_nothing_passes_below_the_mark(table: Launching) -> None:
    table.go_below_the_mark("Anna", PEOPLE)
    reasons = judge(table.play.found().case, table.play.at).reasons
    assert [each.code for each in reasons] == ["score_low"]


@pytest.mark.parametrize("table", ["sent"], indirect=True)
def test_nobody_votes_by_a_right_that_was_read_too_early(table: Launching) -> None:
    table.vote_too_late("Eve", "sre")
    assert any("changed meanwhile" in each for each in table.play.refusals)
