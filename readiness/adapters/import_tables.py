"""Questions out of a table: a spreadsheet as CSV, or a table within a text."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from readiness.adapters.import_columns import Column, columns_of, is_name_of_questions
from readiness.core.checklist_drafts import Found, Left, Raw

_DELIMITERS = ",;\t"
#: A title, a date and an empty line often stand above the names of the columns.
LINES_ABOVE = 10
Columns = dict[Column, int]


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        return " | ".join(cell for cell in self.cells if cell)

    def cell(self, columns: Columns, column: Column) -> str:
        index = columns.get(column, len(self.cells))
        return self.cells[index] if index < len(self.cells) else ""


def from_csv(text: str) -> Found:
    """Read the table. Raises csv.Error where it is none, such as one cell of many pages."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text))
    rows, line = [], 1
    for cells in reader:
        rows.append(Row(line, tuple(cell.strip() for cell in cells)))
        line = reader.line_num + 1
    return from_rows([row for row in rows if row.text])


def delimiter_of(text: str) -> str:
    """Return what parts the columns' names, else what stands in the first lines most often."""
    for line in text.split("\n", LINES_ABOVE)[:LINES_ABOVE]:
        for delimiter in _DELIMITERS:
            if delimiter in line and Column.QUESTION in columns_of(line.split(delimiter)):
                return delimiter
    return max(_DELIMITERS, key=text[:5000].count)


def from_rows(rows: Sequence[Row], area: str = "") -> Found:
    """Take each row for a question, under the names of the columns if there are any."""
    for index, row in enumerate(rows[:LINES_ABOVE]):
        columns = columns_of(row.cells)
        if len(columns) > 1 or is_name_of_questions(row.cell(columns, Column.QUESTION)):
            above = [each.text for each in rows[:index]]
            left = [Left(each.line, each.text) for each in rows[1:index]]
            left.append(Left(row.line, row.text, is_names=True))
            return _found(rows[index + 1 :], columns, row.cells, area, "".join(above[:1]), left)
    return _found(rows, {}, (), area, "", [])


def _found(
    rows: Sequence[Row],
    columns: Columns,
    names: Sequence[str],
    area: str,
    title: str,
    left: list[Left],
) -> Found:
    """Take the rows. A row with one cell alone heads those below it, if no column says the area."""
    if Column.QUESTION not in columns:
        columns = {**columns, Column.QUESTION: _widest(rows, set(columns.values()))}
    raws: list[Raw] = []
    unused: Row | None = None
    for row in rows:
        if _is_heading(row, columns):
            left += [Left(unused.line, unused.text)] if unused else []
            area, unused = row.text, row
        elif row.cell(columns, Column.QUESTION):
            # Merged cells are told in their first row only.
            area, unused = row.cell(columns, Column.AREA) or area, None
            raws.append(_raw(row, columns, names, area))
        else:
            left.append(Left(row.line, row.text))
    left += [Left(unused.line, unused.text)] if unused else []
    return Found(title, tuple(raws), tuple(left))


def _is_heading(row: Row, columns: Columns) -> bool:
    filled = [index for index, cell in enumerate(row.cells) if cell]
    if filled == [columns.get(Column.AREA)]:
        return True
    is_alone = len(filled) == 1 < len(row.cells) and Column.AREA not in columns
    return is_alone and len(row.text) <= 60 and not row.text.endswith("?")


def _raw(row: Row, columns: Columns, names: Sequence[str], area: str) -> Raw:
    others = tuple(
        f"{_name(names, index)}: {cell}"
        for index, cell in enumerate(row.cells)
        if cell and index not in columns.values()
    )
    return Raw(
        row.line,
        row.cell(columns, Column.QUESTION),
        area=area,
        why=row.cell(columns, Column.WHY),
        proof=row.cell(columns, Column.PROOF),
        help=row.cell(columns, Column.HELP),
        weight=row.cell(columns, Column.WEIGHT),
        priority=row.cell(columns, Column.PRIORITY),
        blocks=row.cell(columns, Column.BLOCKS),
        others=others,
    )


def _name(names: Sequence[str], index: int) -> str:
    return (names[index] if index < len(names) else "") or f"column {index + 1}"


def _widest(rows: Sequence[Row], but: set[int]) -> int:
    """Return the column that has the most letters, as questions have."""
    letters = Counter[int]()
    for row in rows:
        letters.update({i: len(cell) for i, cell in enumerate(row.cells) if i not in but})
    return letters.most_common(1)[0][0] if letters else 0
