"""The review story until its approval; test_review_story.py has the chapters in their order."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect

from tests.e2e.pages import reviewer
from tests.e2e.pages.cards import Card
from tests.e2e.review_cast import DUTIES, MINUTES, NAME, RESTORE, ROLLBACK, WAIVED_UNTIL, Scene
from tests.factories.people import PASSWORD
from tests.factories.reviews import (
    answer_everything,
)


class Approval(Scene):
    # It is filled out by two at once.

    def alice_starts_the_review_and_answers_most_of_it(self) -> None:
        self.start("launch")
        open_ = {ROLLBACK: {"choice": "unknown", "reason": ""}}
        answer_everything(self.database, self.id, by=self.alice, now=self.clock(), but=open_)
        self.gate_says("blocked", "gate_not_submitted")

    def alice_and_anna_answer_the_same_question_and_alice_merges_both(self) -> None:
        alice, anna = self.cast["Alice"], self.cast["Anna"]
        for each in (alice, anna):
            each.open(f"{self.review.path}/areas/deployment")
        self.answers(anna, ROLLBACK, "No", "The tool is bought.")
        card = Card(alice, ROLLBACK)
        card.choose("No")
        reason = card.article.locator('form[data-answer] [name="reason"]')
        reason.fill("It comes in December.")
        expect(card.article.locator(".conflict")).to_contain_text("The tool is bought.")
        self.cast.judge("Alice", "conflict")
        reason.fill("The tool is bought. It comes in December.")
        card.article.get_by_role("button", name="Keep mine").click()
        card.is_saved()
        anna.open(f"{self.review.path}/areas/deployment")
        theirs = Card(anna, ROLLBACK).article.locator('form[data-answer] [name="reason"]')
        expect(theirs).to_have_value("The tool is bought. It comes in December.")

    # A waiver with a control and its work, granted by somebody else.

    def alice_asks_for_a_waiver_and_carol_grants_it(self) -> None:
        carol = self.cast["Carol"]
        self.review.ask_waiver(ROLLBACK, "The tool is on its way.", WAIVED_UNTIL)
        carol.open("/waivers")
        carol.take_next_step("Decide the oldest")
        carol.reads("Each of them says so in the channel.")
        carol.reads("Let the pipeline ask for the second person")
        reviewer.decide_waiver(carol, "granted")
        carol.reads("Granted. It is listed wherever the verdict is, until it ends.")
        self.review.open()
        self.cast["Alice"].take_next_step("Send it")
        self.cast["Alice"].reads("Sent to SRE, Security and Launch.")

    # Reviewers ask, refuse, look again.

    def bob_asks_for_changes_and_dan_refuses(self) -> None:
        bob, dan = self.cast["Bob"], self.cast["Dan"]
        reviewer.open_gate_from_queue(bob, "SRE", NAME)
        reviewer.has_in_hand(bob, "Bob")
        reviewer.ask_for_changes(bob, MINUTES, "How was that measured?")
        reviewer.open_gate_from_queue(dan, "Security", NAME)
        reviewer.refuse(dan, "Nobody is named for these duties.")
        self.gate_says("blocked", "gate_denied")

    def alice_answers_both_and_sends(self) -> None:
        alice = self.cast["Alice"]
        self.review.open()
        alice.take_next_step("Go to the question")
        alice.reads("How was that measured?")
        self.answers(alice, MINUTES, "", "With a stopwatch, in May.")
        self.review.card(DUTIES)
        self.answers(alice, DUTIES, "Yes", "Anna does them.")
        self._send("Alice")

    def _send(self, name: str) -> None:
        author_ = self.cast[name]
        author_.open(self.review.path)
        author_.take_next_step("Send changes")
        self.press_send(author_)

    def bob_approves_and_is_asked_for_his_password_again(self) -> None:
        self.clock.forward(hours=2)
        bob = self.cast["Bob"]
        reviewer.open_gate_from_queue(bob, "SRE", NAME)
        bob.reads("What you asked about", "With a stopwatch, in May.")
        reviewer.prove(bob, PASSWORD)
        reviewer.approve(bob)

    def sam_lifts_the_refusal_by_naming_it(self) -> None:
        sam = self.cast["Sam"]
        reviewer.open_gate_from_queue(sam, "Security", NAME)
        reviewer.take_in_hand(sam)
        sam.reads("Nobody is named for these duties.", "It has changed since.")
        reviewer.name_refusal(sam, "Dan")
        reviewer.approve(sam)
        expect(sam.main.locator(".denial")).to_have_count(0)

    def anna_changes_an_answer_and_bob_signs_the_difference(self) -> None:
        anna, bob = self.cast["Anna"], self.cast["Bob"]
        anna.open(f"{self.review.path}/areas/hygiene")
        self.answers(anna, RESTORE, "", "Into an empty region.")
        self._send("Anna")
        self.gate_says("blocked", "gate_stale")
        reviewer.open_gate_from_queue(bob, "SRE", NAME)
        self.cast.judge("Bob", "stale")
        bob.reads("What changed since you looked", "When you looked", "Into an empty region.")
        expect(bob.page.locator(f'article[id="{ROLLBACK}"]')).to_be_hidden()
        reviewer.approve(bob)

    def sam_signs_for_carol_who_is_out_of_office(self) -> None:
        carol, sam = self.cast["Carol"], self.cast["Sam"]
        reviewer.open_gate_from_queue(carol, "Launch", NAME)
        reviewer.has_in_hand(carol, "Carol")
        reviewer.leave(carol, self.clock().date() + timedelta(days=3), "Sam")
        self.cast.judge("Carol", "away")
        reviewer.open_gate_from_queue(sam, "Launch", NAME)
        sam.reads("Out of office until 26 November. Sam stands in.")
        reviewer.approve(sam)
        said = self.gate_says("approved")
        assert [waiver["question"] for waiver in said["waivers"]] == [ROLLBACK]
