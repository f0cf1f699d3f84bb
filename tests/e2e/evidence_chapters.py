"""The evidence story's chapters; test_evidence_story.py has them in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.filling_chapters import Cast
from tests.e2e.pages.cards import Card
from tests.e2e.running import until
from tests.factories.mail_servers import Post
from tests.factories.people import PASSWORD

DUTIES = "compliance.duties"
#: Puts a picture into the clipboard, as a screenshot does.
COPY = """async () => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 300, height: 200});
    canvas.getContext("2d").fillRect(0, 0, 300, 200);
    const picture = await new Promise(done => canvas.toBlob(done, "image/png"));
    await navigator.clipboard.write([new ClipboardItem({"image/png": picture})]);
}"""
OFF = re.compile(r"^Switch off these mails .+: (\S+)", re.MULTILINE)
LINK = re.compile(r"^Open it: (\S+)", re.MULTILINE)


@dataclass(slots=True)
class Story:
    """Alice's review, of which Eve, of no team of hers, answers one question."""

    cast: Cast
    review: int
    post: Post
    folder: Path

    @property
    def area(self) -> str:
        return f"/reviews/{self.review}/areas/compliance"

    def everybody_signs_in(self) -> None:
        for name in ("Alice", "Bob", "Eve"):
            self.cast.enter(name).sign_in(PASSWORD)
        context = self.cast["Eve"].page.context
        context.grant_permissions(["clipboard-read", "clipboard-write"])

    def alice_hands_a_question_to_eve(self) -> None:
        alice = self.cast["Alice"]
        alice.open(self.area)
        self._card("Alice").get_by_role("link", name="Hand to somebody").click()
        alice.page.get_by_label("Who answers it").select_option(label="Eve")
        alice.fill(note="You know the duties best.")
        alice.press("Hand it over")
        alice.reads("to Eve, who is told of it.")

    def eve_hears_of_it_by_mail_and_answers(self) -> None:
        eve = self.cast["Eve"]
        eve.open(self._link_to("eve", "handed"))
        eve.reads("You know the duties best.")
        card = Card(eve, DUTIES)
        card.choose("Yes")
        card.is_saved()

    def eve_pastes_a_screenshot(self) -> None:
        eve = self.cast["Eve"]
        article = self._card("Eve")
        eve.page.evaluate(COPY)
        article.get_by_text("Add evidence").click()
        eve.page.keyboard.press("Control+V")
        expect(article.locator(".upload-state")).to_contain_text("Ready to be added: Screenshot")
        eve.page.keyboard.type("The signed list of duties")
        eve.press("Add it", within=article)
        expect(article.locator(".evidence").first).to_contain_text("The signed list of duties")
        until(lambda: self._is_drawn(article), "the thumbnail that the worker makes")

    def a_file_that_is_too_large_is_refused(self) -> None:
        large = self.folder / "large.bin"
        large.write_bytes(b"x" * 10_000_001)
        article = self._card("Eve")
        article.get_by_text("Add evidence").click()
        article.locator("input[type=file]").set_input_files(large)
        self.cast["Eve"].press("Add it", within=article)
        told = article.locator(".upload-state")
        expect(told).to_contain_text("“large.bin” is larger than 10 MB")
        expect(told).to_contain_text("what you typed is still here")

    def alice_and_eve_type_at_once_and_both_texts_are_merged(self) -> None:
        alice, eve = self.cast["Alice"], self.cast["Eve"]
        for person in (alice, eve):
            person.open(self.area)
        self._reason("Eve").fill("The lawyers read it in May.")
        self._reason("Eve").blur()
        Card(eve, DUTIES).is_saved()
        self._reason("Alice").fill("Anna keeps the list.")
        conflict = self._card("Alice").locator(".conflict")
        expect(conflict).to_contain_text("The lawyers read it in May.")
        conflict.locator('[name="merged-reason"]').fill("The lawyers read it; Anna keeps it.")
        alice.press("Save the chosen parts", within=conflict)
        expect(self._reason("Alice")).to_have_value("The lawyers read it; Anna keeps it.")
        expect(conflict).to_have_count(0)

    def bob_mentions_eve_in_a_thread(self) -> None:
        bob = self.cast["Bob"]
        bob.open(self.area)
        article = self._card("Bob")
        article.get_by_text("Add a comment").click()
        field = article.get_by_label("Your comment")
        field.press_sequentially("Who reads it **next year**? @ev")
        expect(article.get_by_role("option", name="Eve")).to_be_visible()
        field.press("Enter")
        expect(field).to_have_value("Who reads it **next year**? @eve ")
        bob.press("Comment", within=article)
        bob.reads("It is the turn of Eve", within=article)

    def eve_reads_the_mail_answers_and_resolves(self) -> None:
        eve = self.cast["Eve"]
        eve.open(self._link_to("eve", "Bob mentions Eve in a thread"))
        eve.is_told_next("It is your turn.")
        eve.main.get_by_label("Your answer").fill("The lawyers, each May.")
        eve.press("Answer and resolve")
        eve.is_told_next("This thread is resolved.")

    def bob_finds_the_answer_in_his_inbox(self) -> None:
        bob = self.cast["Bob"]
        bob.open("/inbox")
        bob.reads("Eve")
        bob.look("answered")

    def eve_switches_the_summary_off(self) -> None:
        eve = self.cast["Eve"]
        eve.open("/inbox")
        eve.page.locator(".person-menu summary").click()
        eve.follow("Notifications")
        daily = eve.main.get_by_label(re.compile(": .*daily", re.IGNORECASE))
        chosen = [each for each in daily.all() if each.is_checked()]
        assert chosen
        for each in chosen:
            kind = each.get_attribute("name")
            eve.main.locator(f'[name="{kind}"][value="off"]').check()
        eve.press("Save")
        expect(eve.main.locator('[value="daily"]:checked')).to_have_count(0)

    def who_has_the_mail_switches_its_kind_off_without_signing_in(self) -> None:
        text = self._texts("eve", "Bob mentions Eve in a thread")[-1]
        found = OFF.search(text)
        assert found, text
        anybody = self.cast.enter("Nobody")
        anybody.open(found[1])
        anybody.press("Switch off", within=anybody.page.locator("body"))
        anybody.reads("Eve gets no more mails of this kind")
        eve = self.cast["Eve"]
        eve.open("/account/notifications")
        expect(eve.main.locator('[name="threads"][value="off"]')).to_be_checked()

    def _link_to(self, name: str, words: str) -> str:
        """Return where the mail with these words leads to, once it has come."""
        until(lambda: bool(self._texts(name, words)), f"a mail to {name} with {words!r}")
        found = LINK.search(self._texts(name, words)[-1])
        assert found, self._texts(name, words)[-1]
        return found[1]

    def _texts(self, name: str, words: str) -> list[str]:
        mails = [mail for mail in self.post.mails if mail["To"] == f"{name}@example.com"]
        bodies = [mail.get_body(("plain",)) for mail in mails]
        texts = [body.get_content() for body in bodies if body is not None]
        return [text for text in texts if words in text]

    def _card(self, name: str) -> Locator:
        return Card(self.cast[name], DUTIES).article

    def _reason(self, name: str) -> Locator:
        return self._card(name).locator('form[data-answer] [name="reason"]')

    def _is_drawn(self, article: Locator) -> bool:
        self.cast["Eve"].open(self.area)
        return article.locator(".evidence img.thumbnail").count() > 0
