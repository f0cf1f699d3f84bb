"""Files in a browser: a screenshot from the clipboard, one that is dropped, one that is too large."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from readiness.store.engine import Database
from tests.e2e.desks import Typist
from tests.factories.jobs import work_off
from tests.factories.people import People
from tests.factories.reviews import start_review
from tests.factories.widgets import widget_document

pytestmark = [pytest.mark.browser, pytest.mark.once]

DUTIES = "compliance.duties"
SHOTS = os.environ.get("READINESS_SHOTS", "")
COPY = """async () => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 900, height: 500});
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#2a52c8"; pen.fillRect(0, 0, 900, 500);
    pen.fillStyle = "white"; pen.font = "60px sans-serif"; pen.fillText("p99 latency", 60, 260);
    const picture = await new Promise(done => canvas.toBlob(done, "image/png"));
    await navigator.clipboard.write([new ClipboardItem({"image/png": picture})]);
}"""
DROP = """(form) => {
    const files = new DataTransfer();
    files.items.add(new File(["drill log"], "drill.txt", {type: "text/plain"}));
    for (const kind of ["dragover", "drop"]) {
        form.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: files}));
    }
}"""


@pytest.fixture
def alice(browser: Browser, address: str, database: Database, people: People) -> Iterator[Typist]:
    now = datetime.now(UTC)
    review = start_review(database, people, now=now, document=widget_document())
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    made = Typist(context, address, review, database, context.new_page())
    made.sign_in()
    made.open(DUTIES)
    yield made
    context.close()


def look(page: Page, name: str) -> None:
    """Keep pictures of the page, for who asks for them: wide and narrow, light and dark."""
    for width, colours in ((1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")):
        if SHOTS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
            page.screenshot(path=f"{SHOTS}/{name}-{width}-{colours}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")


def test_a_screenshot_is_pasted_and_a_file_dropped(
    alice: Typist,
    barriers: Callable[..., list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("READINESS_INSTANCE", str(tmp_path))
    card = alice.card(DUTIES)
    alice.reason(DUTIES).fill("As the graph shows")
    alice.says("Saved", DUTIES)
    alice.page.evaluate(COPY)
    card.get_by_text("Add evidence").click()
    alice.page.keyboard.press("Control+V")
    expect(card.locator(".upload-state")).to_contain_text("Ready to be added: Screenshot")
    alice.page.keyboard.type("The latency of a week")
    look(alice.page, "pasted")
    card.get_by_role("button", name="Add it").click()
    expect(card.locator(".evidence").first).to_contain_text("The latency of a week")
    expect(card.locator(".evidence").first).to_contain_text("PNG picture, 900 × 500")
    card.get_by_text("Add evidence").click()
    card.locator("form[data-upload]").evaluate(DROP)
    alice.page.keyboard.press("Enter")
    expect(card.locator(".evidence").first).to_contain_text("drill.txt")
    card.get_by_label("Yes", exact=True).check()  # on top of the revisions of the evidence
    alice.says("Saved", DUTIES)
    assert "conflict" not in (card.inner_text()).lower()
    work_off(alice.database, datetime.now(UTC))
    alice.open(DUTIES)
    expect(card.locator("img.thumbnail").first).to_be_visible()
    # A picture out of sight is loaded when one comes near it.
    alice.page.wait_for_function("document.querySelector('img.thumbnail').naturalWidth === 480")
    assert barriers(alice.page) == []
    look(alice.page, "attached")


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(
    alice: Typist, tmp_path: Path
) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(b"x" * 10_000_001)
    sent: list[str] = []
    alice.page.on("request", lambda request: sent.append(request.method))
    card = alice.card(DUTIES)
    card.get_by_text("Add evidence").click()
    card.locator("input[type=file]").set_input_files(large)
    card.locator('[name="description"]').fill("Everything")
    card.get_by_role("button", name="Add it").click()
    told = card.locator(".upload-state")
    expect(told).to_contain_text("“large.bin” is larger than 10 MB")
    expect(told).to_contain_text("what you typed is still here")
    expect(card.locator('[name="description"]')).to_have_value("Everything")
    look(alice.page, "refused")
    assert "POST" not in sent
