"""Who is in the review story, and what its chapters share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import requests
from playwright.sync_api import Browser

from readiness.core.facts import from_plain
from readiness.core.rights import Scope
from readiness.store.engine import Database
from readiness.usecases import checklists, services, tokens
from tests.applications import Clock
from tests.e2e.pages import author, reviewer
from tests.e2e.pages.author import Review
from tests.e2e.pages.cards import Card
from tests.e2e.pages.person import Person, at_a_browser
from tests.e2e.watching import Watch
from tests.factories.checklists import launch_document
from tests.factories.kinds import handoff_document
from tests.factories.people import PASSWORD, People
from tests.factories.reviews import (
    FACTS,
    SLUG,
    done,
)
from tests.factories.signing import make

NAME = "Checkout"
ROLLBACK, MINUTES, DUTIES = "deployment.rollback", "deployment.minutes", "compliance.duties"
RESTORE = "hygiene.restore"
WAIVED_UNTIL = date(2026, 12, 16)


@dataclass(slots=True)
class Cast:
    """Six people at browsers of their own, who sign in again whenever that has ended.

    `watch` hears what the browsers complain about. `eyes` judge the pages that are handed to them:
    those in a state that no other story shows.
    """

    browser: Browser
    address: str
    watch: Watch
    eyes: Watch
    clock: Clock
    people: dict[str, Person] = field(default_factory=dict)
    since: dict[str, datetime] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = at_a_browser(self.browser, self.address, name, self.watch)
        begun = self.since.get(name)
        if begun is None or self.clock() - begun > timedelta(days=13):
            self.people[name].page.context.clear_cookies()
            self.people[name].sign_in(PASSWORD)
            self.since[name] = self.clock()
        return self.people[name]

    def judge(self, name: str, state: str) -> None:
        self.eyes.look(self.people[name].page, state)

    def leave(self) -> None:
        for person in self.people.values():
            person.page.context.close()


class Scene:
    """A service of Alice's, whose token a pipeline has; `review` is the one that is spoken of."""

    def __init__(self, database: Database, people: People, cast: Cast) -> None:
        self.database, self.cast, self.clock = database, cast, cast.clock
        self.alice, self.bob, self.carol = people.alice, people.bob, people.carol
        make(database, "Anna", "payments")
        self.dan = make(database, "Dan", "security")
        make(database, "Sam", "security", "launch")
        documents = [launch_document(), handoff_document()]
        done(database, self.clock(), checklists.sync, documents)
        named = {"team": "payments", "facts": from_plain(FACTS), "by": people.alice}
        done(database, self.clock(), services.create, NAME, **named)
        asked = {"by": people.ada, "scopes": [Scope.GATE], "days": 365}
        self.token = done(database, self.clock(), tokens.make, "CI", **asked)
        self.review: Review

    @property
    def id(self) -> int:
        return int(self.review.path.rpartition("/")[2])

    def gate_says(self, verdict: str, code: str = "") -> dict[str, Any]:
        # Over HTTP alone: the client of pipelines trusts no answer that is not of its own day.
        answer = requests.get(
            f"{self.cast.address}/api/v1/gate/{SLUG}",
            params={"environment": "production"},
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=10,
        )
        said: dict[str, Any] = answer.json()
        assert (answer.status_code, said["verdict"]) == (403 if code else 200, verdict), said
        codes = {reason["code"] for reason in said["reasons"]}
        assert code in codes if code else not codes, said
        return said

    def start(self, kind: str) -> None:
        alice = self.cast["Alice"]
        alice.open(f"/services/{SLUG}/reviews/new?checklist={kind}")
        author.start_review(alice)
        self.review = Review(alice)

    def answers(self, who: Person, question: str, word: str, reason: str) -> None:
        card = Card(who, question)
        if word:
            card.choose(word)
        field = card.article.locator('form[data-answer] [name="reason"]')
        field.fill(reason)
        field.blur()
        card.is_saved()

    def press_send(self, who: Person) -> None:
        Review(who).send_what_is_shown()
        who.reads("Sent to ")

    def approves(self, name: str, gate: str) -> None:
        """Sign by clicking, with the password where the sign-in is older than an hour."""
        person = self.cast[name]
        reviewer.open_gate_from_queue(person, gate, NAME)
        if self.clock() - self.cast.since[name] > timedelta(hours=1):
            reviewer.prove(person, PASSWORD)
        reviewer.approve(person)
