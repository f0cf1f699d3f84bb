"""Questions out of the lines of a Markdown page or of pasted text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from readiness.adapters.import_marks import Line, Mark, cells_of, lines_of
from readiness.adapters.import_tables import Row, from_rows
from readiness.core.checklist_drafts import Found, Left, Raw

_TOLD = re.compile(
    r"(?:(?P<why>why|rationale|reason|because)|(?P<proof>proof|evidence|verified by)"
    r"|(?P<help>help|hint|how|notes?))\b(?: it matters| to)?\s*[:\u2013-]\s*(?P<text>.*)",
    re.IGNORECASE,
)
_ENDS = (".", "?", "!", ":", ";")


@dataclass(slots=True)
class _Open:
    """A question whose further lines are still to come."""

    line: int
    area: str
    text: str
    told: dict[str, list[str]] = field(default_factory=dict)
    last: str = ""

    def add(self, key: str, text: str) -> None:
        self.told.setdefault(key, []).append(text)
        self.last = key

    def go_on(self, text: str) -> None:
        """Add the rest of a line that was broken."""
        if self.last:
            self.told[self.last][-1] += f" {text}"
        else:
            self.text += f" {text}"

    def raw(self) -> Raw:
        why, proof, help_ = ("\n".join(self.told.get(key, ())) for key in ("why", "proof", "help"))
        return Raw(self.line, self.text, self.area, why, proof, help_)


@dataclass(slots=True)
class _Page:
    is_plain: bool
    has_items: bool
    raws: list[Raw] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    question: _Open | None = None
    base: int | None = None
    after_blank: bool = False

    def area(self) -> str:
        self.used.update(heading.number for heading in self.headings)
        return ": ".join(heading.text for heading in self.headings)

    def close(self) -> None:
        if self.question:
            self.raws.append(self.question.raw())
        self.question = None

    def under(self, heading: Line) -> None:
        self.close()
        above = [each for each in self.headings if each.level < heading.level]
        self.headings, self.base = [*above, heading], None

    def ask(self, line: Line) -> None:
        self.close()
        self.question, self.base = _Open(line.number, self.area(), line.text), line.indent

    def item(self, line: Line, below: Line | None) -> None:
        if _heads(line, below):
            # In a page it stands below all headings; in pasted text it is as good as any.
            level = 3 if self.is_plain else 8
            self.under(Line(line.number, Mark.HEADING, line.text.rstrip(": "), level=level))
        elif self.question is None or self.base is None or line.indent <= self.base + 1:
            self.ask(line)
        else:
            self.tell(self.question, line.text)

    def text(self, line: Line) -> None:
        if self.question and self._goes_on(self.question, line):
            self.question.go_on(line.text)
        elif self.question and (_TOLD.fullmatch(line.text) or line.indent > (self.base or 0)):
            self.tell(self.question, line.text)
        elif self.is_plain and (not self.has_items or line.text.endswith("?")):
            self.ask(line)
        else:
            self.close()
            self.left.append(Left(line.number, line.text))

    def _goes_on(self, question: _Open, line: Line) -> bool:
        if self.after_blank or _TOLD.fullmatch(line.text):
            return False
        said = question.told[question.last][-1] if question.last else question.text
        is_broken = line.text[:1].islower() and not said.endswith(_ENDS)
        return is_broken or not (self.is_plain or said.endswith(_ENDS))

    def tell(self, question: _Open, text: str) -> None:
        told = _TOLD.fullmatch(text)
        key = next(key for key in ("why", "proof", "help") if not told or told[key])
        question.add(key if told else "help", told["text"] if told else text)


def from_page(text: str, *, is_plain: bool) -> Found:
    lines = lines_of(text, is_plain=is_plain)
    title = _title(lines)
    page = _Page(is_plain, any(line.mark is Mark.ITEM for line in lines))
    _read([line for line in lines if line is not title], page)
    page.close()
    headings = [line for line in lines if line.mark is Mark.HEADING and line is not title]
    unused = [Left(each.number, each.text) for each in headings if each.number not in page.used]
    return Found(title.text if title else "", tuple(page.raws), (*page.left, *unused))


def _title(lines: Sequence[Line]) -> Line | None:
    """Return the first heading if it stands over all others."""
    headings = [line for line in lines if line.mark is Mark.HEADING]
    first = headings[0] if headings else None
    asked = next((line for line in lines if line.mark in (Mark.ITEM, Mark.TABLE)), None)
    if first is None or (asked and asked.number < first.number):
        return None
    return first if all(first.level < each.level for each in headings[1:]) else None


def _read(lines: Sequence[Line], page: _Page) -> None:
    table: list[Row] = []
    for line, below in zip(lines, _below(lines), strict=True):
        if line.mark is Mark.TABLE:
            table.append(Row(line.number, cells_of(line.text)))
            continue
        table = _end(table, page)
        if line.mark is Mark.HEADING:
            page.under(line)
        elif line.mark is Mark.ITEM:
            page.item(line, below)
        elif line.mark is Mark.TEXT:
            page.text(line)
        page.after_blank = line.mark is Mark.BLANK
    _end(table, page)


def _below(lines: Sequence[Line]) -> list[Line | None]:
    """Return for each line the next one that is not blank."""
    found: list[Line | None] = []
    below: Line | None = None
    for line in reversed(lines):
        found.append(below)
        below = below if line.mark is Mark.BLANK else line
    return found[::-1]


def _end(table: list[Row], page: _Page) -> list[Row]:
    """Take in the table, and return an empty one."""
    if table:
        page.close()
        found = from_rows(table, page.area())
        page.raws += found.raws
        page.left += found.left
    return []


def _heads(line: Line, below: Line | None) -> bool:
    """Tell whether the item stands over those below it."""
    if below is None or below.mark is not Mark.ITEM:
        return False
    if below.indent > line.indent + 1:
        return line.text.endswith(":")
    is_short = len(line.text) <= 60 and not line.text.endswith("?")
    return is_short and line.is_numbered and not below.is_numbered
