"""The chapters of the launch story; test_launch_story.py has them in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.e2e import gift_cards, papers
from tests.e2e.filling_chapters import GATES, Cast, FillingOut
from tests.e2e.pages import administrator, author, reviewer
from tests.e2e.pages.cards import YES, Choice
from tests.e2e.pipeline import Pipeline
from tests.e2e.running import Running

ASKED_ABOUT = "monitoring.logs"


class Story(FillingOut):
    def __init__(self, installation: Running, cast: Cast) -> None:
        super().__init__(cast)
        self.installation = installation
        self.pipeline: Pipeline

    # Step 1: it is started, and people come in.

    def the_first_administrator_opens_the_printed_link(self) -> None:
        link = re.search(r"Open this once: (\S+)", self.installation.printed)
        assert link, self.installation.printed
        ada = self.cast.enter("Ada")
        administrator.become_the_first(ada, link[1])
        ada.is_told_next("Invite people")
        ada.reads("Name who reviews which gate", "Create a service", "of 5 done")

    def everybody_comes_by_a_link_of_their_own(self) -> None:
        administrator.create_team(self.cast["Ada"], "payments", "Payments")
        self._invite("Alice", teams=["payments"])
        self._invite("Bob", teams=["sre"])
        self._invite("Sam", teams=["security"])
        self._invite("Petra")
        self._invite("Carol", teams=["launch"], roles=["coordinator"])
        administrator.add_member(self.cast["Ada"], "Privacy", "Petra")

    def _invite(self, name: str, *, teams: Sequence[str] = (), roles: Sequence[str] = ()) -> None:
        email = f"{name.lower()}@example.com"
        link = administrator.invite(self.cast["Ada"], email, teams=teams, roles=roles)
        newcomer = self.cast.enter(name)
        newcomer.open(link)
        newcomer.fill_out_link()

    # Step 2: filling_chapters.py has the service and its review.

    def the_pipeline_is_blocked_from_the_beginning(self) -> None:
        token = author.make_token(self.cast["Alice"], gift_cards.SLUG)
        self.pipeline = Pipeline(self.installation.address, gift_cards.SLUG, token)
        self._the_gate_is_blocked_for("gate_not_submitted")

    def _the_gate_is_blocked_for(self, code: str) -> None:
        exit_code, said = self.pipeline.asks()
        assert (exit_code, said["verdict"], said["enforced"]) == (10, "blocked", True)
        assert code in {reason["code"] for reason in said["reasons"]}

    # Steps 4 and 5: its score, and a waiver. filling_chapters.py has the checklist, and sending it.

    def alice_sees_where_the_points_went_and_asks_for_a_waiver(self) -> None:
        self.review.open()
        before, lost = self.review.points()
        assert round(before + sum(lost), 1) == 100.0
        assert len(lost) == 3
        self._alice_improves("deployment.off-switch")
        self.review.open()
        after, _ = self.review.points()
        assert after > before
        self.cast["Alice"].reads("What stands in the way")
        until = datetime.now(UTC).date() + timedelta(days=60)
        self.review.ask_waiver(gift_cards.WAIVED, "Two people look at each release.", until)

    def _alice_improves(self, question: str) -> None:
        card = self.review.card(question)
        card.choose("Yes")
        card.give(YES)
        card.is_saved()
        card.says("Met")
        self.cast["Alice"].look("answered")

    def carol_grants_the_waiver(self) -> None:
        carol = self.cast["Carol"]
        carol.open("/")
        carol.reads("Waivers to decide")
        carol.open("/waivers")
        carol.take_next_step("Decide the oldest")
        reviewer.decide_waiver(carol, "granted")
        carol.reads("Granted. It is listed wherever the verdict is, until it ends.")
        self.review.card(gift_cards.WAIVED).says("Waived")

    # Step 8, its first half.

    def a_draft_of_the_report_says_so_on_every_page(self) -> None:
        bob = self.cast["Bob"]
        bob.open(f"{self.review.path}/report")
        bob.take_next_step("Make a draft")
        draft = papers.download(bob, "Download the draft")
        assert all("DRAFT" in page for page in draft.pages)

    # Steps 6 and 7: reviewers read, ask, sign.

    def bob_asks_for_changes_and_alice_answers(self) -> None:
        bob, alice = self.cast["Bob"], self.cast["Alice"]
        reviewer.open_gate_from_queue(bob, GATES["sre"], gift_cards.NAME)
        bob.reads("API", "Orders database", "Search in the tracker")
        bob.open(f"{self.review.path}/areas/defects")
        bob.look("read only")
        reviewer.open_gate_from_queue(bob, GATES["sre"], gift_cards.NAME)
        reviewer.ask_for_changes(bob, ASKED_ABOUT, "For how many days are they kept?")
        alice.open("/")
        alice.reads("Asked of your teams")
        alice.take_next_step("")
        card = self.review.card(ASKED_ABOUT)
        alice.reads("For how many days are they kept?")
        card.give(Choice("Yes", "For 30 days."))
        card.is_saved()
        self.review.open()
        alice.look("unsent")
        alice.take_next_step("Send changes")
        alice.reads("What reviewers see", "What you send", "For 30 days.")
        self.review.send_what_is_shown()
        alice.reads(f"Sent to {GATES['sre']}")

    def the_gates_are_signed_in_their_order(self) -> None:
        self.cast["Ada"].open(f"{self.review.path}/gates/sre")
        reviewer.may_not_vote(
            self.cast["Ada"], "Only members of the team that signs this gate can vote"
        )
        for name, gate in (("Bob", "sre"), ("Sam", "security"), ("Petra", "privacy")):
            reviewer.open_gate_from_queue(self.cast[name], GATES[gate], gift_cards.NAME)
            if name == "Bob":
                self.cast["Bob"].reads("What you asked about", "For 30 days.")
                self.cast["Bob"].look("changed")
            reviewer.approve(self.cast[name])
        self._the_gate_is_blocked_for("gate_waiting")
        reviewer.open_gate_from_queue(self.cast["Carol"], GATES["launch"], gift_cards.NAME)
        reviewer.approve(self.cast["Carol"])

    def page_and_gate_say_approved_at_once(self) -> None:
        exit_code, said = self.pipeline.asks()
        assert (exit_code, said["verdict"], said["reasons"]) == (0, "approved", [])
        assert [waiver["question"] for waiver in said["waivers"]] == [gift_cards.WAIVED]
        self.review.open()
        self.cast["Alice"].look("approved")
        self.cast["Alice"].is_told_next("It may launch.")
        score, _ = self.review.points()
        assert said["score"] == score

    # Step 8, its second half.

    def the_report_of_the_approval_is_there(self) -> None:
        petra = self.cast["Petra"]
        petra.open(f"{self.review.path}/report")
        report = papers.download(petra, "Download the PDF")
        assert gift_cards.NAME in report.pages[0]
        assert not any("DRAFT" in page for page in report.pages)
        for said in (
            *self.cast.people,
            *gift_cards.PROOFS.values(),
            "For 30 days.",
            "Orders database",
        ):
            assert said in report.text or said == "Ada", said

    # Step 9: the pipeline obeys.

    def a_reopened_area_blocks_until_it_is_signed_again(self) -> None:
        alice = self.cast["Alice"]
        self.review.reopen("Monitoring coverage", "The dashboards move to another place.")
        self._the_gate_is_blocked_for("gate_not_submitted")
        self.review.open()
        alice.take_next_step("Send it")
        self.review.send_what_is_shown()
        for name, gate in (("Bob", "sre"), ("Carol", "launch")):
            reviewer.open_gate_from_queue(self.cast[name], GATES[gate], gift_cards.NAME)
            reviewer.approve(self.cast[name])
        assert self.pipeline.asks()[0] == 0

    def alice_says_that_it_has_launched(self) -> None:
        alice = self.cast["Alice"]
        self.review.open()
        alice.take_next_step("We have launched")
        alice.press("We have launched")
        alice.reads("Launched. The sign-off was used and does not run out any more.")
        alice.open(f"/services/{gift_cards.SLUG}")
        expect(alice.main.locator('[aria-current="step"]')).to_contain_text("Launched")
        assert self.pipeline.asks()[0] == 0
