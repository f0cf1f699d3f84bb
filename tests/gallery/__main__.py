"""Serve the gallery, or photograph it in both schemes and widths: `python -m tests.gallery DIR`."""

import logging
import sys
import threading
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from tests.gallery.app import PAGES, create_gallery

WIDTHS = (1280, 360)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def photograph(browser: Browser, address: str, folder: Path, pages: tuple[str, ...]) -> None:
    for scheme in SCHEMES:
        for width in WIDTHS:
            view = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
            view.on("console", lambda message: print(message.text))
            for page in pages:
                view.goto(f"{address}/{page}")
                view.screenshot(path=folder / f"{page}-{scheme}-{width}.png", full_page=True)
            view.close()


def main(arguments: list[str]) -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0 if arguments else 5050, create_gallery(), threaded=True)
    if not arguments:
        print(f"http://127.0.0.1:{server.port}/{PAGES[0]}")
        server.serve_forever()
        return
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox"]
        )
        photograph(
            browser, f"http://127.0.0.1:{server.port}", folder, tuple(arguments[1:]) or PAGES
        )
    server.shutdown()


main(sys.argv[1:])
