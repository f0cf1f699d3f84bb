"""A report as somebody who downloaded it reads it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.pages.person import Person


@dataclass(frozen=True, slots=True)
class Paper:
    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.pages)


def download(reader: Person, label: str) -> Paper:
    """Wait on the report's page until the worker has made it, then save it."""
    step = reader.page.get_by_label("Next step")
    expect(step.get_by_role("link", name=label)).to_be_visible(timeout=60_000)
    reader.look(label)
    with reader.page.expect_download() as saved:
        step.get_by_role("link", name=label).click()
    content = Path(saved.value.path()).read_bytes()
    assert content.startswith(b"%PDF")
    return read(content)


def read(content: bytes) -> Paper:
    """Return its pages with single spaces, as lines break anywhere."""
    pages = PdfReader(BytesIO(content)).pages
    return Paper(tuple(" ".join(page.extract_text().split()) for page in pages))
