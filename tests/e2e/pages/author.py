"""A member of the service's team: creates the service, fills out its review, sends it, launches."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from playwright.sync_api import Locator, expect

from tests.e2e.pages.cards import YES, Answer, Card, Choice
from tests.e2e.pages.person import Person

FIGURE = re.compile(r"\d+\.\d")


def create_service(alice: Person, name: str, facts: Mapping[str, Collection[str]]) -> None:
    """Answer every fact; a fact that is not named stays at "I don't know"."""
    alice.follow("Services")
    alice.follow("Create a service")
    alice.fill(name=name)
    for fact, values in facts.items():
        for value in values:
            box = alice.page.locator(f'[name="fact_{fact}"][value="{value}"]')
            alice.main.locator("label", has=box).click()
    if not alice.has_scripts and "data" in facts:
        # The script unticks "I don't know" once something applies.
        alice.main.locator('[name="fact_data"][value="unknown"]').uncheck()
    alice.press("Create the service")
    expect(alice.page.get_by_role("heading", level=1)).to_have_text(name)
    alice.look("new")


def start_review(alice: Person) -> None:
    alice.press("Start the review")
    alice.reads("The review is started.")
    alice.look("empty")


class Review:
    """One review as its author works on it."""

    def __init__(self, author: Person) -> None:
        self.author = author
        self.path = author.page.url.partition("?")[0].removeprefix(_address(author))

    def open(self) -> None:
        self.author.open(self.path)

    def areas(self) -> list[tuple[str, str]]:
        """Return name and address of each area of which something is asked."""
        cards = self.author.main.locator("a.area-card").all()
        names = [card.locator(".area-name").inner_text() for card in cards]
        return [(name, _href(card)) for name, card in zip(names, cards, strict=True)]

    def fill_out(self, answers: Mapping[str, Answer], proofs: Mapping[str, str]) -> None:
        """Go through all areas; a question without an answer of its own is answered with yes."""
        for name, path in self.areas():
            self.author.open(path)
            expect(self.author.page.get_by_role("heading", level=1)).to_have_text(name)
            self._fill_out_area(answers, proofs)

    def _fill_out_area(self, answers: Mapping[str, Answer], proofs: Mapping[str, str]) -> None:
        done: list[str] = []
        while left := [id_ for id_ in self.asked() if id_ not in done]:
            for id_ in left:
                Card(self.author, id_).give(answers.get(id_, YES))
            done += left
            self._are_saved(len(done))
        for id_ in done:
            if id_ in proofs:
                Card(self.author, id_).prove(f"https://wiki.example.com/{id_}", proofs[id_])
                Card(self.author, id_).says("Partly met" if _is_partly(answers, id_) else "Met")

    def _are_saved(self, count: int) -> None:
        saved = self.author.page.locator("[data-question] .saved-state.is-saved")
        expect(saved.filter(has_text="Saved")).to_have_count(count)

    def asked(self) -> list[str]:
        ids: list[str] = self.author.page.locator("[data-question]").evaluate_all(
            "all => all.map(one => one.id)"
        )
        return ids

    def card(self, question: str) -> Card:
        """Open the area of a question, and return its card."""
        self.author.open(f"{self.path}/areas/{question.partition('.')[0]}")
        return Card(self.author, question)

    def points(self) -> tuple[float, list[float]]:
        """Return the score and what each question took away, as the explanation has them."""
        figures = self.author.main.locator(".score-parts td").all_inner_texts()
        *parts, score = [float(FIGURE.findall(each)[0]) for each in figures]
        return score, parts[1:]

    def gate(self, title: str) -> Locator:
        return self.author.main.locator(".gate").filter(
            has=self.author.page.get_by_role("link", name=title, exact=True)
        )

    def send_to(self, gate: str) -> None:
        self.author.press(f"Send to {gate}", self.gate(gate))

    def send_what_is_shown(self) -> None:
        """Send from the page that tells what it will do."""
        self.author.look("to be sent")
        self.author.page.get_by_role("button", name=re.compile("^Send to ")).click()

    def is_refused_for(self, count: int) -> list[str]:
        """Read that it was not sent; return where the links of the open questions lead."""
        summary = self.author.page.get_by_role("alert")
        told = re.compile(r"Not sent: (.+) (is|are) (still open|missing)\.")
        expect(summary).to_contain_text(told)
        said = told.search(summary.inner_text())
        assert said is not None
        assert sum(map(int, re.findall(r"\d+", said[1]))) == count
        links = summary.get_by_role("link")
        expect(links).to_have_count(count)
        self.author.look("refused")
        return [_href(each) for each in links.all()]

    def ask_waiver(self, question: str, reason: str, until: date) -> None:
        card = self.card(question)
        card.open("Ask for a waiver")
        form = card.article.locator("form", has=self.author.page.locator('[name="control"]'))
        form.locator('[name="reason"]').fill(reason)
        form.locator('[name="control"]').fill("Each of them says so in the channel.")
        form.locator('[name="until"]').fill(until.isoformat())
        form.locator('[name="item_title"]').fill("Let the pipeline ask for the second person")
        form.locator('[name="item_owner"]').select_option(label=self.author.name)
        form.locator('[name="item_due"]').fill((until - timedelta(days=7)).isoformat())
        self.author.press("Ask for the waiver", form)
        expect(card.article.locator(".waiver-line")).to_contain_text("Waiver asked for")

    def reopen(self, area: str, reason: str) -> None:
        self.open()
        self.author.follow("Reopen areas")
        self.author.tick(area)
        self.author.fill(reason=reason)
        self.author.press("Reopen and block the launch")
        self.author.reads("Reopened. The launch is blocked now")
        self.author.look("reopened")


def make_token(alice: Person, service: str) -> str:
    """Return the token; the page shows it this once."""
    alice.open(f"/services/{service}")
    alice.follow("Tokens of this service")
    alice.fill(name="Launch pipeline")
    alice.press("Make the token")
    alice.reads("Your new token")
    alice.look("made")
    return alice.page.locator(".secret-value").inner_text()


def _href(link: Locator) -> str:
    return link.get_attribute("href") or ""


def _address(author: Person) -> str:
    return re.sub(r"^(https?://[^/]+).*", r"\1", author.page.url)


def _is_partly(answers: Mapping[str, Answer], question: str) -> bool:
    answer = answers.get(question, YES)
    return isinstance(answer, Choice) and answer.word == "Partly"
