"""What can be promised instead: waivers, and work that is owed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from readiness.core.blockers import blockers
from readiness.core.waivers import Decision
from readiness.usecases import action_item_moves, action_items, standing_items, waivers
from tests.factories.waivers import request
from tests.state_machine.table import (
    OWNERS,
    Table,
    concerned,
    number,
    questions,
    usually,
)
from tests.state_machine.worlds import COORDINATORS


class PromiseMoves(Table):
    """Waivers and action items."""

    @rule(who=usually(OWNERS), question=questions, days=st.integers(1, 60))
    def ask(self, who: str, question: str, days: int) -> None:
        until = (self.play.at + timedelta(days=days)).date()
        wanted = request(self.play.who["Alice"], until=until, item_due_on=until)
        self.tries(who, OWNERS, waivers.ask, self.review, question, wanted)

    @rule(who=st.sampled_from(sorted(OWNERS)), by=st.sampled_from(sorted(COORDINATORS)))
    def lean_on_a_waiver(self, who: str, by: str) -> None:
        """Ask for a waiver of what stops the launch, and let somebody grant it."""
        for each in blockers(self.play.found().claimed.graded, frozenset()):
            self.ask(who, each.question.id, 20)
        for standing in self.play.found().waivers:
            granted = (self.review, standing.row.id, Decision.GRANTED)
            self.tries(by, COORDINATORS, waivers.decide, *granted, comment="As agreed.")

    @rule(
        who=usually(COORDINATORS),
        which=number,
        decision=st.sampled_from([Decision.GRANTED, Decision.GRANTED, *Decision]),
        days=st.none() | st.integers(1, 30),
    )
    def decide(self, who: str, which: int, decision: Decision, days: int | None) -> None:
        waiver = self.pick([each.row for each in self.play.found().waivers], which)
        score = self.play.found().case.score
        said: dict[str, Any] = {"comment": "As agreed."}
        if days is not None:
            said["until"] = (self.play.at + timedelta(days=days)).date()
        decided = (self.review, waiver, decision)
        self.tries(who, COORDINATORS, waivers.decide, *decided, **said)
        assert self.play.found().case.score == score

    @rule(who=usually(OWNERS), which=number)
    def take_request_back(self, who: str, which: int) -> None:
        waiver = self.pick([each.row for each in self.play.found().waivers], which)
        self.tries(who, OWNERS, waivers.withdraw, self.review, waiver)

    @rule(who=concerned, is_before=st.booleans())
    def add_item(self, who: str, is_before: bool) -> None:
        said = {
            "title": "Move the alerts",
            "link": "",
            "owner": self.play.who["Alice"].person,
            "due_on": (self.play.at + timedelta(days=9)).date(),
            "before_launch": is_before,
        }
        self.tries(who, self.concerned, action_items.add, self.review, **said)

    @rule(who=concerned, which=number, move=st.sampled_from(["close", "close", "drop", "reopen"]))
    def move_item(self, who: str, which: int, move: str) -> None:
        with self.play.database.reading() as session:
            item = self.pick([e.row for e in standing_items.load(session, self.review)], which)
        said = {} if move == "close" else {"reason": "The vendor is late."}
        verb = getattr(action_item_moves, move)
        self.tries(who, self.concerned, verb, self.review, item, **said)
