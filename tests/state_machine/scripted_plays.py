"""Whole plays by many hands that go right up to a rule: by chance alone few would come as far."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from readiness.core.signoffs import Choice
from tests.state_machine.promise_moves import PromiseMoves
from tests.state_machine.reviewer_moves import ReviewerMoves
from tests.state_machine.table import AREAS, CONCERNED, GATES, OWNERS
from tests.state_machine.team_moves import TeamMoves
from tests.state_machine.worlds import COORDINATORS, TEAMS

some_owner, some_gate = st.sampled_from(sorted(OWNERS)), st.sampled_from(GATES)
anybody_first = st.permutations(sorted(CONCERNED))


class ScriptedPlays(TeamMoves, ReviewerMoves, PromiseMoves):
    """Each begins wherever the play stands, so that some of it may be refused."""

    @rule(who=some_owner, people=anybody_first)
    def go_for_the_launch(self, who: str, people: list[str]) -> None:
        """Put all right and let everybody sign."""
        self.put_everything_right(who)
        self.everybody_signs(people)

    @rule(who=some_owner, by=st.sampled_from(sorted(COORDINATORS)), people=anybody_first)
    def go_with_waivers(self, who: str, by: str, people: list[str]) -> None:
        """Say that something is not so, have that waived, and let everybody sign the rest."""
        self.answers(who, "deployment.rollback", "no")
        self.lean_on_a_waiver(who, by)
        self.send_changes(who)
        self.everybody_signs(people)

    @rule(gate=some_gate, people=anybody_first, which=st.integers(0, 1))
    def go_against_a_denial(self, gate: str, people: list[str], which: int) -> None:
        """Let somebody deny what the others sign, whether it was changed meanwhile or not."""
        denier = sorted(TEAMS[gate])[which]
        self.vote(denier, gate, Choice.DENY, True, 0)
        if which:
            self.reopen("Alice", {"deployment", "compliance"})
            self.answers("Alice", "deployment.rollback", "no")
        self.send("Alice", {gate})
        self.everybody_signs(people)

    @rule(author=st.sampled_from(["Olga", "Sam"]), people=anybody_first)
    def go_on_with_old_words(self, author: str, people: list[str]) -> None:
        """Renew, take all over, and let whoever wrote it before sign first."""
        if not self.play.is_approved():
            self.answers(author, "deployment.minutes", "good")
            self.go_for_the_launch("Alice", people)
        self.renew("Alice")
        self.confirm_everything("Anna")
        self.put_everything_right("Anna")
        self.everybody_signs(["Olga", "Sam", *people])

    @rule(people=anybody_first)
    def go_out_of_turn(self, people: list[str]) -> None:
        """Let the gates sign from the last to the first, as none may, and the last once more."""
        self.begin_to_sign()
        self.sign([*reversed(GATES), GATES[-1]], people)

    @rule(
        gate=some_gate,
        choice=st.sampled_from([Choice.DENY, Choice.REQUEST_CHANGES]),
        is_first=st.booleans(),
        people=anybody_first,
    )
    def go_back_on_a_word(
        self, gate: str, choice: Choice, is_first: bool, people: list[str]
    ) -> None:
        """Let somebody object while the others sign, before them or after them, and take it back."""
        self.begin_to_sign()
        self.sign(GATES[: GATES.index(gate)], people)
        objector, *others = self.eligible(gate, people) or people
        if is_first:
            self.vote(objector, gate, choice, True, 0)
        for who in others:
            self.vote(who, gate, Choice.APPROVE, True, 0)
        if not is_first:
            self.vote(objector, gate, choice, True, 0)
        by = self.number(objector)
        rows = [each.id for each in self.play.found().gate(gate).votes if each.by == by]
        self.takes_back(objector, objector, max(rows, default=0))

    @rule(who=some_owner, people=anybody_first)
    def go_below_the_mark(self, who: str, people: list[str]) -> None:
        """Leave open what does not block, so that nothing but the score speaks against it."""
        self.begin_to_sign()
        for question in ("deployment.minutes", "hygiene.restore"):
            self.answers(who, question, "?")
        self.send_changes(who)
        self.everybody_signs(people)

    def begin_to_sign(self) -> None:
        """Have all gates wait for their signatures."""
        if self.play.is_approved():
            self.reopen("Alice", set(AREAS))
        self.put_everything_right("Alice")

    def eligible(self, gate: str, people: list[str]) -> list[str]:
        barred, members = self.play.barred(gate), self.play.teams[gate]
        return [each for each in people if each in members and self.number(each) not in barred]

    def number(self, name: str) -> int:
        return self.play.who[name].person or 0
