"""The review story after its approval; test_review_story.py has the chapters in their order."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import expect

from readiness.core.rights import Actor
from tests.e2e.pages import handover
from tests.e2e.review_cast import ROLLBACK
from tests.e2e.review_chapters import Approval
from tests.factories.handovers import CONSULTING, NOTICE, SELF_MANAGED
from tests.factories.renewals import confirm, waiting
from tests.factories.reviews import (
    SLUG,
    answer_everything,
    sign,
    submit_all,
)


class Story(Approval):
    # The waiver ends by itself, and the approval is renewed.

    def the_waiver_ends_and_the_gate_closes_by_itself(self) -> None:
        self.clock.moment = datetime(2026, 12, 16, 9, 59, tzinfo=UTC)
        self.gate_says("approved")
        self.clock.forward(minutes=1)
        self.gate_says("blocked", "waiver_ended")
        self.cast["Alice"].open(self.review.path)
        self.cast.judge("Alice", "ended")

    def alice_mends_it_and_it_is_signed_again(self) -> None:
        alice = self.cast["Alice"]
        self.review.reopen("Deployment process", "The tool has come.")
        self.review.card(ROLLBACK)
        self.answers(alice, ROLLBACK, "Yes", "With one command.")
        self.review.open()
        alice.take_next_step("Send it")
        self.press_send(alice)
        for name, gate in (("Bob", "SRE"), ("Carol", "Launch")):
            self.approves(name, gate)
        self.gate_says("approved")

    def it_is_renewed_without_a_gap(self) -> None:
        first, alice = self.id, self.cast["Alice"]
        self.clock.forward(days=10)
        self.start("launch")
        alice.reads("The approval of 16 December 2026 stands until this review replaces it")
        card = self.review.card(ROLLBACK)
        card.article.get_by_role("button", name="Confirm").click()
        card.is_saved()
        for question in waiting(self.database, self.id, self.alice, self.clock()):
            confirm(self.database, self.id, question, self.alice, self.clock())
        self.review.open()
        alice.take_next_step("Send it")
        for name, gate in (("Bob", "SRE"), ("Dan", "Security"), ("Carol", "Launch")):
            assert self._governs() == first
            self.approves(name, gate)
        assert self._governs() == self.id != first

    def _governs(self) -> int:
        return int(self.gate_says("approved")["review"]["id"])

    # It launches, is handed off, and handed back.

    def alice_says_that_it_has_launched(self) -> None:
        self.review.open()
        self.cast["Alice"].take_next_step("We have launched")
        self.cast["Alice"].press("We have launched")
        self.cast["Alice"].reads("Launched. The sign-off was used and does not run out any more.")

    def sre_accepts_it_after_its_handoff_review(self) -> None:
        self.clock.forward(days=1)
        self.start("handoff")
        now = self.clock()
        answer_everything(self.database, self.id, by=self.alice, now=now)
        submit_all(self.database, self.id, by=self.alice, now=now)
        self.approves("Bob", "SRE")
        self._signs("security", self.dan)
        self._signs("launch", self.carol)
        self.clock.moment += SELF_MANAGED
        handover.take_over(self.cast["Bob"], SLUG)
        self.cast.judge("Bob", "taken over")
        self._is_at("SRE-managed")

    def _signs(self, gate: str, who: Actor) -> None:
        sign(self.database, self.id, gate, by=who, now=self.clock())

    def _is_at(self, stage: str) -> None:
        alice = self.cast["Alice"]
        alice.open(f"/services/{SLUG}")
        expect(alice.main.locator('[aria-current="step"]')).to_contain_text(stage)

    def sre_hands_it_back_and_the_notice_ends(self) -> None:
        self.clock.forward(days=60)
        ends = self.clock().date() + NOTICE
        reason = "It pages twice a night."
        handover.hand_back(self.cast["Bob"], SLUG, reason, ends, ends + CONSULTING)
        self.cast.judge("Bob", "handed back")
        self._is_at("Notice")
        self.clock.moment += NOTICE
        self._is_at("Handed back")
        self.cast["Alice"].reads("Payments runs it themselves again")
        self.gate_says("approved")
