"""The renderer fetches nothing, misses nothing silently, and gives the same bytes each time."""

import io
import logging
import socket
from typing import Any

import pypdf
import pytest

from readiness.adapters import pdf

pytestmark = pytest.mark.once

HOSTILE = """
<style>@import url("http://127.0.0.1/a.css"); @font-face { font-family: X; src: url("file:///etc/hosts") }
p { background: url("http://[::1]/b.png"); font-family: X }</style>
<link rel="stylesheet" href="file:///etc/passwd"/>
<link rel="attachment" href="file:///etc/passwd"/>
<img src="http://169.254.169.254/latest/meta-data" alt="x"/>
<img src="data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=" alt="x"/>
<img src="file:///etc/hostname" alt="x"/><embed src="gopher://127.0.0.1/"/><object data="ftp://127.0.0.1/x"/>
"""


def document(body: str) -> str:
    return f'<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>{body}</body></html>'


def reader(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def test_every_address_but_our_own_assets_is_refused(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("The renderer opened a connection.")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    with caplog.at_level(logging.WARNING, "weasyprint"):
        made = pdf.render(document(f"<p>Kept</p>{HOSTILE}"), identifier=b"1")
    found = reader(made.content)
    assert "Kept" in found.pages[0].extract_text()
    assert not found.attachments
    refused = [each for each in caplog.messages if "A report fetches nothing" in each]
    for address in ("127.0.0.1", "file:///etc/passwd", "169.254", "data:image/svg", "etc/hostname"):
        assert any(address in each for each in refused), (address, caplog.messages)


@pytest.mark.parametrize(
    "address", ["asset:nothing.woff2", "asset:../../settings.py", "asset:licences/inter.txt"]
)
def test_an_asset_that_is_not_packaged_stops_the_rendering(address: str) -> None:
    with pytest.raises(pdf.MissingAsset, match="not packaged"):
        pdf.render(document(f'<img src="{address}" alt="x"/>'), identifier=b"1")


def test_a_style_sheet_or_font_that_is_gone_stops_the_rendering(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pdf._engine.cache_clear()
    monkeypatch.setattr(pdf, "FOLDERS", pdf.FOLDERS[:1])
    with pytest.raises(pdf.MissingAsset, match=r"inter-latin-400-normal\.woff2"):
        pdf.render(document("<p>x</p>"), identifier=b"1")


def test_the_same_document_gives_the_same_bytes_whatever_came_between() -> None:
    html, other = (
        document("<h1>Ready?</h1><p>Yes ✓</p>"),
        document("<table><tr><td>1</td></tr></table>"),
    )
    first = pdf.render(html, identifier=b"1")
    pdf.render(other, identifier=b"2")
    assert pdf.render(html, identifier=b"1") == first
    assert pdf.render(html, identifier=b"2").content != first.content


def test_it_has_a_title_and_a_language_and_says_how_many_pages_it_has() -> None:
    made = pdf.render(document('<p>a</p><p style="break-before: page">b</p>'), identifier=b"1")
    found = reader(made.content)
    assert made.pages == len(found.pages) == 2
    assert found.metadata is not None
    assert found.metadata.title == "T"
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == "en"
