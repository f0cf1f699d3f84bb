"""Takes the pictures of the README from the example: `python -m tests.gallery.readme DIR`."""

from __future__ import annotations

import re
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.running import Running, environment_of, running

SIZE = (1280, 800)
PAPER, GAP = "#d7dbe2", 32
PERSON = re.compile(r"(alice@example\.com) +(\S+)")
COLOURS = 200
MOST_BYTES = 250_000


def sign_in(view: Page, demo: Running) -> None:
    found = PERSON.search(demo.printed)
    assert found
    view.goto(f"{demo.address}/sign-in")
    view.get_by_label("E-mail address").fill(found[1])
    view.get_by_label("Password").fill(found[2])
    view.get_by_role("button", name="Sign in").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("Home")


def open_review(view: Page, demo: Running, slug: str) -> None:
    view.goto(f"{demo.address}/services/{slug}")
    view.get_by_role("link", name=re.compile(r"^Launch review \d+$")).first.click()
    expect(view.get_by_role("heading", level=1)).to_contain_text("Launch review of")


def shown(view: Page) -> Image.Image:
    return Image.open(BytesIO(view.screenshot()))


def report(view: Page) -> Image.Image:
    """Return cover and summary of the report of the review that is open, side by side."""
    view.get_by_role("link", name="Report", exact=True).click()
    link = view.get_by_role("link", name="Download the PDF")
    expect(link).to_be_visible(timeout=60_000)
    with view.expect_download() as saved:
        link.click()
    return side_by_side(Path(saved.value.path()).read_bytes())


def side_by_side(content: bytes) -> Image.Image:
    width = (SIZE[0] - 3 * GAP) // 2
    pages = []
    with pypdfium2.PdfDocument(content) as document:
        for number in (0, 2):
            page = document[number]
            drawn = page.render(scale=2 * width / page.get_width()).to_pil()
            pages.append(drawn.resize((width, drawn.height // 2), Image.Resampling.LANCZOS))
    ground = Image.new("RGB", (SIZE[0], pages[0].height + 2 * GAP), PAPER)
    for number, drawn in enumerate(pages):
        ground.paste(drawn, (GAP + number * (width + GAP), GAP))
    return ground


def keep(picture: Image.Image, path: Path) -> None:
    """Write it with few colours, which text and plain areas do not show."""
    small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    print(f"{path}: {path.stat().st_size // 1000} kB")
    assert path.stat().st_size < MOST_BYTES


def photograph(view: Page, demo: Running, folder: Path) -> None:
    sign_in(view, demo)
    open_review(view, demo, "refunds")
    keep(shown(view), folder / "review.png")
    view.locator("a.area-card", has_text="Monitoring").click()
    expect(view.locator("[data-question]").first).to_be_visible()
    keep(shown(view), folder / "area.png")
    open_review(view, demo, "checkout")
    keep(report(view), folder / "report.png")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as play:
        environment = environment_of(Path(place) / "instance")
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox"]
        )
        view = browser.new_page(
            viewport={"width": SIZE[0], "height": SIZE[1]},
            color_scheme="light",
            reduced_motion="reduce",
            timezone_id="Europe/Berlin",
            locale="en-GB",
        )
        with running("start", "--demo", environment=environment) as demo:
            photograph(view, demo, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
