"""In a real browser nothing of what people typed runs, also where the content policy is taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route

from tests.conftest import BUDGET
from tests.e2e.serving import serving
from tests.e2e.signing_in import sign_in
from tests.payloads import FEW, MANY, payloads
from tests.payloads.walking import Trial
from tests.rights.test_table import ENDING

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.no_cover]

IS_FULL = BUDGET == "full"
SOME = payloads(MANY if IS_FULL else FEW)
#: A name stands on every page; with the small budget not all of them are opened for it.
LEFT_OUT = {*ENDING} if IS_FULL else {*ENDING, "accounts.change_profile"}
#: Each payload ends with its number.
NUMBERED = re.compile(r"(?<=\s)p\d+\b")
READERS = {"owner": "alice", "administrator": "ada"}
#: All that the page holds once scripts have run: text, fields, attributes.
HELD = """() => {
    const held = [];
    for (const each of document.querySelectorAll("*")) {
        held.push(...[...each.childNodes].map((one) => one.nodeValue ?? ""));
        held.push(...[...each.attributes].map((one) => one.value));
        if ("value" in each) held.push(String(each.value));
    }
    return held.join(" ");
}"""
RAN = "() => [window.ran, document.title.startsWith('ran')].filter(Boolean)"


class Guard:
    """Notes whatever runs: dialogs, requests that leave, and what the policy had to refuse."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.faults: list[str] = []
        self.host = urlsplit(address).netloc
        context.on("dialog", self.dismiss)
        context.on("request", lambda request: self.ask(request.url))
        context.on("console", lambda message: self.hear(message.text))

    def dismiss(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def ask(self, url: str) -> None:
        if urlsplit(url).netloc != self.host and not url.startswith("data:image/svg+xml"):
            self.faults.append(f"asked for {url}")

    def hear(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.faults.append(text)


def without_policy(route: Route) -> None:
    """Answer as the server does, but without the header that would stop what got through."""
    if route.request.resource_type != "document":
        route.continue_()
        return
    answer = route.fetch(max_redirects=0)
    headers = {name: said for name, said in answer.headers.items() if "security" not in name}
    assert len(headers) < len(answer.headers)
    route.fulfill(response=answer, headers=headers)


@pytest.fixture
def typed(trial: Trial) -> dict[str, list[str]]:
    """Fill every field of a review's world; return by reader the pages that show any of it."""
    spots = trial.spots([0])
    trial.begin(0)
    trial.is_one_world = True
    lasting = {known: spot for known, spot in spots.items() if known.endpoint not in LEFT_OUT}
    trial.try_everything(lasting, SOME, most=8 if IS_FULL else 1)
    shown = {
        path: role for role in READERS for path, html in trial.pages(role) if NUMBERED.search(html)
    }
    return {role: [path for path in shown if shown[path] == role] for role in READERS}


@pytest.fixture
def address(typed: dict[str, list[str]], database_url: str, tmp_path: Path) -> Iterator[str]:
    assert typed
    with serving(database_url, tmp_path) as url:
        yield url


def test_nothing_that_was_typed_runs_with_the_policy_and_without_it(
    browser: Browser, address: str, typed: dict[str, list[str]]
) -> None:
    seen: set[str] = set()
    for role, name in READERS.items():
        for has_policy in (True, False):
            context = browser.new_context()
            guard, page = Guard(context, address), context.new_page()
            sign_in(page, address, name)
            if not has_policy:
                context.route("**/*", without_policy)
            # With the small budget every page is opened once, one with the policy, one without.
            step = 1 if IS_FULL else 2
            for path in typed[role][has_policy and step - 1 :: step]:
                seen |= look(page, f"{address}{path}")
                assert guard.faults == [], (path, has_policy)
            context.close()
    assert len(seen) >= (len(SOME) if IS_FULL else len(SOME) / 2)


def look(page: Page, url: str) -> set[str]:
    """Open the page and return its payloads; nothing ran, and all that the server sent are there."""
    answer = page.goto(url)
    assert answer is not None
    numbers = set(NUMBERED.findall(answer.text()))
    held = set(NUMBERED.findall(page.evaluate(HELD)))
    assert numbers <= held, (url, sorted(numbers - held))
    assert page.evaluate(RAN) == [], url
    return numbers
