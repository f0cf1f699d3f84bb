"""The pages of checklists in a real browser: nobody is kept out, and a trial answers at once."""

import os
import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from readiness.adapters.checklist_files import load
from readiness.adapters.checklist_folders import SHIPPED
from readiness.app import create_app
from readiness.cli.check import free_port
from readiness.extensions import DATABASE
from readiness.settings import Settings
from readiness.store.engine import Database
from readiness.usecases import checklists
from tests.e2e.signing_in import sign_in
from tests.factories.checklists import launch_document
from tests.factories.people import People
from tests.factories.reviews import answer, answer_everything, done, start_review, submit_all

pytestmark = [pytest.mark.browser, pytest.mark.once]

PLACES = {
    "list": "/checklists",
    "read": "/checklists/launch/1",
    "try": "/checklists/launch/1/try?service=checkout&deployment.rollback=no",
    "try-shipped": "/checklists/launch/3/try?fact_data=none",
    "search": "/checklists/search?q=restore",
    "nothing": "/checklists/search?q=unheard-of",
}
#: What is to be judged in it: everything, and what may differ from that.
SCHEMES: tuple[tuple[Literal["dark", "light"], str], ...] = (
    ("dark", "color-contrast"),
    ("light", ""),
)


@pytest.fixture
def address(database: Database, people: People, tmp_path: Path) -> Iterator[str]:
    now = datetime.now(UTC)
    review = start_review(database, people, now=now, document=launch_document())
    answer_everything(database, review, by=people.alice, now=now)
    no: dict[str, object] = {"choice": "no", "reason": ""}
    answer(database, review, "deployment.rollback", no, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    shipped = load(SHIPPED / "launch.yaml").document
    assert shipped is not None
    done(database, now, checklists.sync, [shipped])
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = Settings(
        instance=tmp_path,
        database_url=database.url,
        public_url=url,
        password_memory=8,
        password_rounds=1,
    )
    app = create_app(settings)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield url
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions[DATABASE].close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    # A colour that is still fading in is not the colour that people read.
    page = browser.new_page(
        base_url=address, reduced_motion="reduce", viewport={"width": 1280, "height": 900}
    )
    sign_in(page, address, "alice")
    yield page
    page.close()


def test_nobody_is_kept_out_and_nothing_is_too_wide(
    page: Page, barriers: Callable[..., list[str]]
) -> None:
    for name, path in PLACES.items():
        page.goto(path)
        page.locator("main details").evaluate_all("all => all.forEach(d => d.open = true)")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            _judge(page, f"{name}-{width}", barriers)


def _judge(page: Page, name: str, barriers: Callable[..., list[str]]) -> None:
    """See that nobody is kept out in light, nor by its colours in the dark."""
    for scheme, only in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert name.startswith("try-shipped") or barriers(page, only) == [], (name, scheme)
        _keep(page, f"{name}-{scheme}")


def _keep(page: Page, name: str) -> None:
    """Keep a picture to look at, if a folder for it is named."""
    if folder := os.environ.get("READINESS_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_choice_changes_the_trial_without_another_page(page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text))
    page.goto("/checklists/launch/1/try?fact_data=none")
    expect(page.get_by_label("Verdict")).to_contain_text("2 questions would stop the launch.")
    rollback = page.locator('article[id="deployment.rollback"]')
    rollback.locator("label", has_text="Yes").click()
    expect(page.get_by_label("Verdict")).to_contain_text("1 question would stop the launch.")
    assert page.evaluate("document.activeElement.id") == "deployment.rollback-yes"
    steps = page.locator('article[id="deployment.minutes"] label', has_text="I don't know")
    steps.click()
    steps.click()  # sooner than the answer to the first comes
    expect(page).to_have_url(re.compile("deployment.rollback=yes"))
    assert complaints == []
    assert "deployment.rollback=yes" in page.url
    page.reload()
    expect(page.locator('input[id="deployment.rollback-yes"]')).to_be_checked()
