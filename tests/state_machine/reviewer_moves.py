"""What reviewers and coordinators can do, and what ends a review or opens it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from readiness.core.signoffs import Choice
from readiness.usecases import launches, reviews, signoffs, starting, teams
from tests.factories.reviews import SLUG
from tests.state_machine.table import (
    CONCERNED,
    GATES,
    LEADERS,
    Table,
    concerned,
    leaders,
    number,
    signers,
    some_areas,
)
from tests.state_machine.worlds import AFTER


class ReviewerMoves(Table):
    """Votes, and the moves of the whole review."""

    @rule(
        who=signers,
        gate=st.sampled_from(GATES),
        choice=st.sampled_from([Choice.APPROVE, Choice.APPROVE, *Choice]),
        is_current=st.sampled_from([True, True, True, False]),
        which=number,
    )
    def vote(self, who: str, gate: str, choice: Choice, is_current: bool, which: int) -> None:
        found = self.play.found().gate(gate)
        old = [row.digest for row in found.votes] or ["0" * 64]
        digest = found.ballot.digest if is_current else old[which % len(old)]
        denial = self.pick(found.tally.denials, which) or None
        said = {"digest": digest, "comment": "See there.", "denial": denial}
        self.votes(who, gate, choice, **said)

    def votes(self, who: str, gate: str, choice: Choice, **said: Any) -> None:
        """Let somebody vote: only a member of now can, and only once the gates before it signed."""
        before = [self.play.found().gate(each).is_signed for each in AFTER.get(gate, ())]
        may = self.play.teams[gate] if all(before) else set[str]()
        self.tries(who, may, signoffs.vote, self.review, gate, choice, **said)

    @rule(people=st.permutations(sorted(CONCERNED)))
    def everybody_signs(self, people: list[str]) -> None:
        """Let all sign what they can, one gate after the other, each denial named that stands."""
        for gate in GATES:
            for who in [each for each in people if each in self.play.teams[gate]]:
                found = self.play.found().gate(gate)
                denials: list[int | None] = [each.id for each in found.tally.denials]
                for denial in () if found.is_signed else denials or [None]:
                    said = {"digest": found.ballot.digest, "denial": denial}
                    self.votes(who, gate, Choice.APPROVE, **said)

    @rule(who=concerned, is_own=st.booleans(), which=number)
    def withdraw(self, who: str, is_own: bool, which: int) -> None:
        rows = [row for gate in self.play.found().gates for row in gate.votes]
        vote = rows[-1 - which % len(rows)] if rows else None
        names = {actor.person: name for name, actor in self.play.who.items()}
        author = names[vote.by] if vote else who
        was_approved = self.play.is_approved()
        self.tries(
            author if is_own else who,
            {author},
            signoffs.withdraw,
            self.review,
            vote.id if vote else 0,
        )
        assert was_approved or not self.play.is_approved(), "taking a vote back approved it"

    @rule(who=st.sampled_from(["Bob", "Ben", "Sam", "Eve"]))
    def join_or_leave(self, who: str) -> None:
        """Let the administrator take somebody out of SRE, or into it: that approves nothing."""
        joins, was_approved = who not in self.play.teams["sre"], self.play.is_approved()
        verb = teams.add if joins else teams.remove
        self.tries("Ada", {"Ada"}, verb, "sre", self.play.who[who].person)
        self.play.moved(who, "sre", joins=joins)
        assert was_approved or not self.play.is_approved(), "a change of the team approved it"

    @rule(who=st.sampled_from(["Bob", "Ben", "Eve"]), gate=st.sampled_from(GATES))
    def vote_too_late(self, who: str, gate: str) -> None:
        """Let somebody vote as who they were before they left the team, or never were."""
        known = self.play.who[who]
        self.play.who[who] = replace(known, teams=known.teams | {gate})
        digest = self.play.found().gate(gate).ballot.digest
        self.votes(who, gate, Choice.DENY, digest=digest, comment="Late.")
        self.play.who[who] = known

    @rule(who=leaders, areas=some_areas)
    def reopen(self, who: str, areas: set[str]) -> None:
        said = {"reason": "There is more to it."}
        self.tries(who, LEADERS, reviews.reopen, self.review, sorted(areas), **said)

    @rule(who=leaders, is_meant=st.integers(0, 4))
    def abandon(self, who: str, is_meant: int) -> None:
        if not is_meant:
            self.tries(who, LEADERS, reviews.abandon, self.review, reason="We start again.")

    @rule(who=leaders, is_meant=st.integers(0, 2))
    def launch(self, who: str, is_meant: int) -> None:
        if not is_meant:
            self.tries(who, LEADERS, launches.launched, self.review)

    @rule(who=leaders)
    def renew(self, who: str) -> None:
        planned = {"environment": "production", "planned_at": self.play.at + timedelta(days=14)}
        started = self.tries(who, LEADERS, starting.start, SLUG, **planned)
        if started is not None:
            self.play.reviews.append(started.id)
