"""Turns HTML that our own templates made into a PDF, and fetches nothing but what is packaged."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any

SCHEME = "asset:"
FOLDERS = (
    files("readiness.templates") / "report",
    files("readiness") / "web" / "static" / "vendor",
)
SHEETS = ("review.css", "answers.css")
VARIANT = "pdf/ua-1"

# Neither the font configuration nor the switch of the garbage collector is made for two threads.
_ONE_AT_A_TIME = Lock()


class MissingAsset(RuntimeError):
    """A font or style sheet of ours is not where it was packaged: nothing is rendered without it."""


@dataclass(frozen=True, slots=True)
class Pdf:
    content: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Engine:
    """WeasyPrint, with the fonts and style sheets that all reports share."""

    weasyprint: Any
    fetcher: Any
    fonts: Any
    sheets: tuple[Any, ...]


def render(html: str, *, identifier: bytes) -> Pdf:
    """Return the PDF. The same HTML and identifier give the same bytes. Raises MissingAsset."""
    with _ONE_AT_A_TIME, _without_garbage_collector(), _fatal_told():
        engine = _engine()
        source = engine.weasyprint.HTML(string=html, url_fetcher=engine.fetcher)
        options = {"stylesheets": list(engine.sheets), "pdf_variant": VARIANT}
        document = source.render(font_config=engine.fonts, **options)
        content = document.write_pdf(pdf_identifier=identifier, pdf_variant=VARIANT)
        return Pdf(content, len(document.pages))


@cache
def _engine() -> Engine:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fetcher, fonts = _fetcher(), FontConfiguration()
    sheets = tuple(
        weasyprint.CSS(string=packaged(name).decode(), font_config=fonts, url_fetcher=fetcher)
        for name in SHEETS
    )
    return Engine(weasyprint, fetcher, fonts, sheets)


def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Packaged(URLFetcher):  # type: ignore[misc]
        """Serves our own assets by name and refuses every other address."""

        def fetch(self, url: str, headers: object = None) -> Any:
            if not url.startswith(SCHEME):
                raise PermissionError(f"A report fetches nothing: {url[:80]!r} was refused.")
            try:
                return URLFetcherResponse(url, packaged(url.removeprefix(SCHEME)))
            except MissingAsset as error:
                raise FatalURLFetchingError(str(error)) from error

    return Packaged()


def packaged(name: str) -> bytes:
    """Return one of the files that reports are made with, by its bare name."""
    for folder in FOLDERS:
        path = folder / name
        if "/" not in name and path.is_file():
            return path.read_bytes()
    raise MissingAsset(f"{name!r} is not packaged with Readiness.")


@contextmanager
def _fatal_told() -> Iterator[None]:
    """Raise what WeasyPrint throws past every handler as an error of ours."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise MissingAsset(str(error)) from error


@contextmanager
def _without_garbage_collector() -> Iterator[None]:
    """Let the many boxes of a layout grow without being searched again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
