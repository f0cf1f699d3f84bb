"""The chapters in which a team fills out its review: with scripts, and in plain forms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, expect

from tests.e2e import gift_cards
from tests.e2e.pages import author
from tests.e2e.pages.author import Review
from tests.e2e.pages.cards import Card
from tests.e2e.pages.person import Person, at_a_browser
from tests.e2e.watching import Watch

GATES = {"sre": "Site reliability", "security": "Security", "privacy": "Privacy"}
GATES["launch"] = "Launch"


@dataclass(slots=True)
class Cast:
    """Whoever is in the story, each at a browser of their own."""

    browser: Browser
    address: str
    watch: Watch
    has_scripts: bool = True
    people: dict[str, Person] = field(default_factory=dict)

    def enter(self, name: str) -> Person:
        self.people[name] = at_a_browser(
            self.browser, self.address, name, self.watch, has_scripts=self.has_scripts
        )
        return self.people[name]

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def leave(self) -> None:
        for person in self.people.values():
            person.page.context.close()


class FillingOut:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.review: Review

    # Step 2: a service, its preview, its review.

    def alice_creates_the_service_and_starts_its_review(self) -> None:
        alice = self.cast["Alice"]
        author.create_service(alice, gift_cards.NAME, gift_cards.FACTS)
        alice.follow("Start a review")
        alice.reads(re.compile(r"\d\d questions, about \d hours"), *GATES.values())
        alice.reads("Bob", "Sam", "Petra", "Carol", "After Site reliability, Security and Privacy")
        author.start_review(alice)
        self.review = Review(alice)

    # Step 3: the checklist, and sending it.

    def alice_cannot_send_what_is_not_filled_out(self) -> None:
        self.review.open()
        self.review.send_to(GATES["privacy"])
        links = self.review.is_refused_for(8)
        assert all("/areas/compliance#compliance." in link for link in links)
        alice = self.cast["Alice"]
        alice.page.get_by_role("alert").get_by_role("link").first.click()
        expect(Card(alice, links[0].partition("#")[2]).article).to_be_in_viewport()

    def alice_fills_out_the_checklist(self) -> None:
        self.review.open()
        self.review.fill_out(gift_cards.ANSWERS, gift_cards.PROOFS)
        assert gift_cards.FOLLOW_UP in self._asked_in("architecture")

    def _asked_in(self, area: str) -> list[str]:
        self.cast["Alice"].open(f"{self.review.path}/areas/{area}")
        return self.review.asked()

    def alice_sends_it_to_every_gate(self) -> None:
        alice = self.cast["Alice"]
        self.review.open()
        alice.look("complete")
        alice.is_told_next("Everything asked is answered.")
        alice.take_next_step("Send it")
        alice.reads("Sent to Site reliability, Security, Privacy and Launch.")
