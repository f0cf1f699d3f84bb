"""What the team that wants to launch can do, and what changes around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from readiness.core.errors import Refused
from readiness.core.facts import from_plain
from readiness.usecases import answers, applying, services, submissions, suggestions
from tests.factories.reviews import EVIDENCE, FACTS, SLUG, good_answer
from tests.state_machine.table import (
    LEADERS,
    OWNERS,
    Table,
    leaders,
    owners,
    questions,
    some_gates,
)


class TeamMoves(Table):
    """The answers and all that they rest on."""

    @rule(who=owners, question=questions, word=st.sampled_from(["good", "good", "no", "n/a", "?"]))
    def answer(self, who: str, question: str, word: str) -> None:
        self.answers(who, question, word)

    def answers(self, who: str, question: str, word: str) -> None:
        found = self.play.found()
        known = {str(each["id"]): each for each in found.pinned.document["questions"]}
        is_yes_no = question in known and known[question]["answer"]["type"] == "yes_no"
        value: Mapping[str, object] = {"choice": "unknown", "reason": ""}
        if word == "good" and question in known:
            value = good_answer(known[question], self.play.at)
        elif word == "n/a":
            value = {"choice": "not_applicable", "reason": "We have none."}
        elif word == "no" and is_yes_no:
            value = {"choice": "no", "reason": "Not yet."}
        before = found.answer(question)
        base = before.number if before else 0
        self.tries(who, OWNERS, answers.save, self.review, question, value, base=base)

    @rule(who=st.sampled_from(sorted(OWNERS)))
    def confirm_everything(self, who: str) -> None:
        """Take over what earlier reviews answered, which is nothing before a renewal."""
        with self.play.database.reading() as session:
            found, by = self.play.found(), self.play.who[who]
            offered = suggestions.waiting(session, found, by=by)
            sources = {each: told.revision.id for each, told in offered.items()}
        for question, source in sources.items():
            before = found.answer(question)
            base = before.number if before else 0
            verb = suggestions.confirm
            self.tries(who, OWNERS, verb, self.review, question, source, base=base)

    @rule(who=owners, question=questions, is_added=st.booleans())
    def evidence(self, who: str, question: str, is_added: bool) -> None:
        if is_added:
            self.tries(who, OWNERS, answers.add_evidence, self.review, question, **EVIDENCE)
        else:
            url = EVIDENCE["url"]
            self.tries(who, OWNERS, answers.remove_evidence, self.review, question, url=url)

    @rule(who=owners, gates=some_gates)
    def send(self, who: str, gates: set[str]) -> None:
        self.tries(who, OWNERS, submissions.submit, self.review, sorted(gates))

    @rule(who=owners)
    def send_changes(self, who: str) -> None:
        self.tries(who, OWNERS, submissions.send_changes, self.review)

    @rule(who=st.sampled_from(sorted(OWNERS)))
    def put_everything_right(self, who: str) -> None:
        """Answer all that is not met, and send it."""
        for each in self.play.found().claimed.graded:
            if not each.grade.is_met:
                self.answers(who, each.question.id, "good")
        duties = "compliance.duties"
        self.tries(who, OWNERS, answers.add_evidence, self.review, duties, **EVIDENCE)
        gates = [gate.rule.id for gate in self.play.found().gates if not gate.ballot.round]
        self.tries(who, OWNERS, submissions.submit, self.review, gates)
        self.tries(who, OWNERS, submissions.send_changes, self.review)

    @rule(is_personal=st.booleans(), who=leaders)
    def change_facts(self, is_personal: bool, who: str) -> None:
        facts = from_plain({**FACTS, "data": ["personal"] if is_personal else []})
        self.tries(who, LEADERS, services.change_facts, SLUG, facts)

    @rule()
    def release(self) -> None:
        self.play.release()

    @rule(who=owners, facts=st.booleans(), version=st.booleans())
    def apply(self, who: str, facts: bool, version: bool) -> None:
        chosen = {"facts": facts, "version": version}
        self.tries(who, OWNERS, applying.apply, self.review, seen=self.shown(chosen), **chosen)

    def shown(self, chosen: Mapping[str, bool]) -> str:
        """Return the digest of what applying these would do, nothing if it is refused."""
        with self.play.database.reading() as session:
            try:
                alice, now = self.play.who["Alice"], self.play.at
                return applying.preview(session, self.review, by=alice, now=now, **chosen).digest
            except Refused:
                return ""

    @rule(who=owners)
    def take_back(self, who: str) -> None:
        self.tries(who, OWNERS, applying.undo, self.review)

    @rule(hours=st.sampled_from([1, 20, 72, 24 * 10, 24 * 35]))
    def wait(self, hours: int) -> None:
        self.play.at += timedelta(hours=hours)
