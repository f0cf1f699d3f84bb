"""Turns HTML that our own templates made into a PDF, and fetches nothing but what is packaged."""

from __future__ import annotations

import gc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any
from xml.etree import ElementTree

SCHEME = "asset:"
FOLDERS = (
    files("readiness.templates") / "report",
    files("readiness") / "web" / "static" / "vendor",
)
BASE = "base.css"
SHEETS = ("review.css", "answers.css")
SVG = "{http://www.w3.org/2000/svg}"

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
    """WeasyPrint, with what all reports share: how to parse, what to fetch, fonts and styles."""

    document: Any
    fetcher: Any
    fonts: Any
    sheets: tuple[Any, ...]


def render(html: str, *, identifier: bytes) -> Pdf:
    """Return the PDF. The same HTML and identifier give the same bytes.

    The HTML has to be well-formed XML too. Raises MissingAsset.
    """
    with _ONE_AT_A_TIME, _without_garbage_collector(), _fatal_told():
        engine = _engine()
        source = engine.document(html, engine.fetcher)
        document = source.render(font_config=engine.fonts, stylesheets=list(engine.sheets))
        content = document.write_pdf(pdf_identifier=identifier, finisher=_compress)
        return Pdf(content, len(document.pages))


@cache
def _engine() -> Engine:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fetcher, fonts = _fetcher(), FontConfiguration()
    base, *sheets = (
        weasyprint.CSS(string=packaged(name).decode(), font_config=fonts, url_fetcher=fetcher)
        for name in (BASE, *SHEETS)
    )
    return Engine(_document(base), fetcher, fonts, tuple(sheets))


def _document(base: Any) -> Any:
    from weasyprint import HTML, cssselect2

    class WellFormed(HTML):  # type: ignore[misc]
        """Takes the tree from the XML parser, which is a hundred times as fast as the one for HTML."""

        def __init__(self, html: str, fetcher: Any) -> None:
            self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
            self.etree_element = _tree(html)
            wrap = cssselect2.ElementWrapper.from_html_root
            self.wrapper_element = wrap(self.etree_element, content_language=None)

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [base]  # a method of WeasyPrint's: without it only the speed would be lost

    return WellFormed


def _tree(html: str) -> ElementTree.Element:
    """Return the document as an HTML parser would, with its drawings in their namespace."""
    # Our own templates made it, with every text escaped: there is no entity to expand in it.
    root = ElementTree.fromstring(html)  # nosec B314
    for drawing in list(root.iter("svg")):
        for element in drawing.iter():
            element.tag = SVG + element.tag
    return root


def _compress(_document: Any, pdf: Any) -> None:
    """Compress each stream once, and not as hard as it would be, twice, by default."""
    for each in pdf.objects:
        if getattr(each, "compress", False) and all(
            isinstance(part, bytes) for part in each.stream
        ):
            each.stream = [zlib.compress(b"\n".join(each.stream), level=6)]
            each.extra["Filter"] = "/FlateDecode"
            each.compress = False


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
    """Let the many boxes of a layout grow unsearched. They are rubbish for the next full collection."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # Counts everything as old: switched on, it would search all boxes at once, and all in vain.
        gc.freeze()
        gc.unfreeze()
        if was_on:
            gc.enable()
