"""The look holds on every gallery page: accessible, inside the content policy, no wider than the screen."""

import threading
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page
from werkzeug.serving import make_server

from tests.gallery.app import PAGES, create_gallery

pytestmark = [pytest.mark.browser, pytest.mark.once]

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_gallery(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=SCHEMES)
def view(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(color_scheme=request.param, viewport={"width": 1280, "height": 800})
    yield page
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_kept_out_at_any_width_and_the_browser_has_nothing_to_complain_about(
    view: Page, address: str, name: str, barriers: Callable[[Page], list[str]]
) -> None:
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    view.on("console", note)
    view.goto(f"{address}/{name}")
    assert complaints == []
    assert barriers(view) == []
    view.set_viewport_size({"width": 320, "height": 640})
    assert view.evaluate("document.documentElement.scrollWidth") <= 320


def test_keys_move_between_questions_until_they_are_switched_off(view: Page, address: str) -> None:
    view.goto(f"{address}/area")
    view.keyboard.press("j")
    view.keyboard.press("j")
    assert view.locator("[data-question]:focus h2").inner_text().startswith("Is every deployment")
    view.keyboard.press("?")
    view.get_by_label("Single-key shortcuts are on").uncheck()
    view.keyboard.press("Escape")
    view.keyboard.press("k")
    assert not view.locator("#q1").evaluate("card => card === document.activeElement")


def test_a_chosen_theme_outlives_the_page(view: Page, address: str) -> None:
    view.goto(f"{address}/lists")
    view.get_by_text("Alice Meyer", exact=True).click()
    view.get_by_role("button", name="Switch light or dark").click()
    chosen = view.locator("html").get_attribute("data-bs-theme")
    view.reload()
    assert chosen in SCHEMES
    assert view.locator("html").get_attribute("data-bs-theme") == chosen


def test_on_a_phone_the_time_of_a_row_takes_no_column_from_its_text(
    view: Page, address: str
) -> None:
    view.set_viewport_size({"width": 390, "height": 800})
    view.goto(f"{address}/lists")
    for row in view.locator(".row-item:has(.row-side)").all():
        text, side = (row.locator(each).bounding_box() for each in (".row-main", ".row-side"))
        assert text
        assert side
        assert side["y"] >= text["y"] + text["height"]
        assert abs(side["x"] - text["x"]) < 1
