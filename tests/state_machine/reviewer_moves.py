"""What reviewers and coordinators can do, and what ends a review or opens it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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
        """Let somebody vote: only a member of now can, and only once the gates before it signed.

        Nobody does who wrote what the gate covers, here or in an earlier review.
        """
        signed = self.signed() if gate in AFTER else set[str]()
        may = self.play.teams[gate] if signed.issuperset(AFTER.get(gate, ())) else set[str]()
        vote = self.tries(who, may, signoffs.vote, self.review, gate, choice, **said)
        assert vote is None or vote.by not in self.play.barred(gate), f"{who} signed their own"

    def signed(self) -> set[str]:
        return {gate.rule.id for gate in self.play.found().gates if gate.is_signed}

    @rule(people=st.permutations(sorted(CONCERNED)))
    def everybody_signs(self, people: list[str]) -> None:
        self.sign(GATES, people)

    def sign(self, gates: Iterable[str], people: Iterable[str]) -> None:
        """Let all sign what they can, one gate after the other, each denial named that stands."""
        for gate in gates:
            for who in [each for each in people if each in self.play.teams[gate]]:
                found = self.play.found().gate(gate)
                if found.is_signed:
                    break
                denials: list[int | None] = [each.id for each in found.tally.denials]
                for denial in denials or [None]:
                    said = {"digest": found.ballot.digest, "denial": denial}
                    self.votes(who, gate, Choice.APPROVE, **said)

    @rule(who=concerned, is_own=st.booleans(), which=number)
    def withdraw(self, who: str, is_own: bool, which: int) -> None:
        rows = [row for gate in self.play.found().gates for row in gate.votes]
        vote = rows[-1 - which % len(rows)] if rows else None
        names = {actor.person: name for name, actor in self.play.who.items()}
        author = names[vote.by] if vote else who
        self.takes_back(author if is_own else who, author, vote.id if vote else 0)

    def takes_back(self, who: str, author: str, vote: int) -> None:
        """Let somebody take a vote back, which only its author can."""
        with self.signing_nothing("taking a vote back"):
            self.tries(who, {author}, signoffs.withdraw, self.review, vote)

    @contextmanager
    def signing_nothing(self, what: str) -> Iterator[None]:
        """Hold that this signs no gate, unless the review is approved and goes on as it was."""
        was_approved, before = self.play.is_approved(), self.signed()
        yield
        assert was_approved or not self.play.is_approved(), f"{what} approved it"
        assert was_approved or self.signed() <= before, f"{what} signed a gate"

    @rule(who=st.sampled_from(["Bob", "Ben", "Sam", "Eve"]))
    def join_or_leave(self, who: str) -> None:
        """Let the administrator take somebody out of SRE, or into it: that approves nothing."""
        joins = who not in self.play.teams["sre"]
        verb = teams.add if joins else teams.remove
        with self.signing_nothing("a change of the team"):
            self.tries("Ada", {"Ada"}, verb, "sre", self.play.who[who].person)
        self.play.moved(who, "sre", joins=joins)

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
