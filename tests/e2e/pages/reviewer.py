"""A member of a reviewing team, and the coordinator: the queue, a gate, a vote, a waiver."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from tests.e2e.pages.person import Person


def open_gate_from_queue(bob: Person, gate: str, service: str) -> None:
    bob.open("/queue")
    bob.follow(f"{gate} gate of {service}")
    expect(bob.page.get_by_role("heading", level=1)).to_have_text(f"{gate} of {service}")


def approve(bob: Person) -> None:
    _vote(bob, "approve")
    bob.reads("Your approval is recorded.")


def ask_for_changes(bob: Person, question: str, comment: str) -> None:
    bob.page.get_by_text("Point at questions that need a change").click()
    bob.page.locator(f'#vote [name="questions"][value="{question}"]').check()
    bob.page.locator('#vote [name="comment"]').fill(comment)
    _vote(bob, "request_changes")
    bob.reads("You asked for changes.")


def _vote(bob: Person, choice: str) -> None:
    panel = bob.page.locator("#vote")
    panel.locator(f'[name="choice"][value="{choice}"]').check()
    bob.press("Record my vote", panel)
    expect(bob.page.get_by_role("status").first).to_be_attached()
    bob.look("voted")


def may_not_vote(bob: Person, because: str) -> None:
    panel = bob.page.locator("#vote")
    expect(panel.get_by_role("radio")).to_have_count(0)
    expect(panel).to_contain_text(because)


def decide_waiver(carol: Person, decision: str) -> None:
    carol.page.locator(f'[name="decision"][value="{decision}"]').check()
    carol.page.locator('[name="comment"]').fill("Fine until then.")
    carol.press("Record my decision", carol.page.locator("body"))
    carol.look("decided")


def refuse(dan: Person, comment: str) -> None:
    dan.page.locator('#vote [name="comment"]').fill(comment)
    _vote(dan, "deny")
    dan.reads("You refused the signature.")


def prove(bob: Person, password: str) -> None:
    """Give the password that is asked for again."""
    bob.page.locator('#vote [name="password"]').fill(password)


def name_refusal(sam: Person, whose: str) -> None:
    field = sam.page.locator('#vote [name="denial"]')
    option = field.locator("option", has_text=f"{whose}:")
    field.select_option(option.get_attribute("value"))


def has_in_hand(bob: Person, who: str) -> None:
    """Read whom the gate was given to."""
    expect(bob.page.locator("#hand .hand-who")).to_contain_text(who)


def take_in_hand(bob: Person) -> None:
    bob.press("Take it", bob.page.locator("#hand"))
    bob.reads("You have this gate in hand.")
    bob.look("in hand")


def leave(carol: Person, until: date, substitute: str) -> None:
    carol.open("/account")
    form = carol.page.locator("#absence")
    form.locator('[name="until"]').fill(until.isoformat())
    form.locator('[name="substitute"]').select_option(label=substitute)
    carol.press("I am out of office", form)
    carol.reads("Others see beside your name that you are away.")
    carol.look("away")
