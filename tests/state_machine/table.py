"""What every move at the table needs: who draws, on which play, and what must hold afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from tests.state_machine.playing import Play
from tests.state_machine.worlds import COORDINATORS, EVERYBODY, STARTS, TEAMS, THIRD, World

OWNERS, LEADERS = TEAMS["payments"], TEAMS["payments"] | COORDINATORS
CONCERNED = LEADERS | TEAMS["sre"] | TEAMS["security"] | TEAMS["launch"]
QUESTIONS = [str(each["id"]) for each in (*THIRD,)] + ["deployment.minutes"]
AREAS, GATES = ("deployment", "hygiene", "compliance"), ("sre", "security", "launch")


def usually(names: set[str]) -> st.SearchStrategy[str]:
    """Draw somebody: mostly one of these, now and then anybody."""
    return st.sampled_from(sorted(names) * 3 + list(EVERYBODY))


owners, leaders, concerned = usually({"Alice", "Anna"}), usually(LEADERS), usually(CONCERNED)
signers = usually(CONCERNED - {"Alice", "Anna"})
questions, number = st.sampled_from(QUESTIONS), st.integers(0, 5)
some_gates = st.sets(st.sampled_from(GATES), min_size=1)
some_areas = st.sets(st.sampled_from(AREAS), min_size=1, max_size=2)


class Table(RuleBasedStateMachine):
    """`worlds` are set before it runs; `seen` counts the states that were looked at."""

    worlds: ClassVar[Mapping[str, World]] = {}
    folder: ClassVar[Path]
    seen: ClassVar[Counter[str]] = Counter()

    @initialize(start=st.sampled_from(["draft", *STARTS]))
    def begin(self, start: str) -> None:
        self.play = Play(self.worlds[start], self.folder)

    @property
    def review(self) -> int:
        return self.play.review

    @property
    def concerned(self) -> set[str]:
        """Return who may add action items and move them: it changes with the teams."""
        return LEADERS.union(*(self.play.teams[gate] for gate in GATES))

    def tries(self, *said: Any, **named: Any) -> Any:
        self.play.at += timedelta(minutes=1)
        return self.play.tries(*said, **named)

    def pick(self, rows: Any, which: int) -> int:
        """Return the id of one of the rows, or of none."""
        found = [row.id for row in rows]
        return found[which % len(found)] if found else 0

    @invariant()
    def everything_holds(self) -> None:
        if hasattr(self, "play"):
            verdict = self.play.look()
            self.seen[verdict] += 1

    def teardown(self) -> None:
        if hasattr(self, "play"):
            self.play.close()
