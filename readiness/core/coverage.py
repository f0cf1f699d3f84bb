"""Monitoring coverage: what shows each signal of each component, as a matrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TypedDict, cast

from readiness.core.checklists import Coverage
from readiness.core.fields import Fields
from readiness.core.measures import MET, Measure, Why, twice, unmet

PAYLOAD = ("rows",)
STATES = ("covered", "missing", "not_needed")
_NAMED_AT_MOST = 5


class Cell(TypedDict):
    state: str
    by: str


class Row(TypedDict):
    component: str
    cells: dict[str, Cell]


def read(kind: Coverage, fields: Fields) -> dict[str, object]:
    rows = [_row(kind, each) for each in fields.rows("rows")]
    return {"rows": [row for row in rows if row["component"] or _is_begun(row)]}


def _row(kind: Coverage, fields: Fields) -> Row:
    component = fields.name("component", "The component's name")
    inner = fields.inner("cells")
    cells = {signal: _cell(signal, inner.inner(signal)) for signal in kind.signals}
    inner.refuse_others()
    fields.refuse_others()
    return Row(component=component, cells=cells)


def _cell(signal: str, fields: Fields) -> Cell:
    cell = Cell(
        state=fields.one_of("state", f"The state of {signal}", STATES),
        by=fields.text("by", f"What covers {signal}"),
    )
    fields.refuse_others()
    return cell


def _is_begun(row: Row) -> bool:
    return any(cell["state"] or cell["by"] for cell in row["cells"].values())


def missing(answer: Mapping[str, object]) -> tuple[str, ...]:
    """Return what is lacking. A covered cell says what covers it, one not needed says why."""
    rows = cast("list[Row]", answer["rows"])
    if not rows:
        return ("Name at least one component.",)
    return (
        *(
            f"Component {at}: give it a name."
            for at, row in enumerate(rows, 1)
            if not row["component"]
        ),
        *twice([row["component"] for row in rows]),
        *(f"{place}: {_LACKS[lack]}." for place, cell in _cells(rows) if (lack := _lack(cell))),
    )


_LACKS = {
    "state": "choose what holds",
    "covered": "say what covers it",
    "not_needed": "say why it is not needed",
}


def _lack(cell: Cell) -> str | None:
    if not cell["state"]:
        return "state"
    return None if cell["by"] or cell["state"] == "missing" else cell["state"]


def _cells(rows: list[Row]) -> Iterator[tuple[str, Cell]]:
    for at, row in enumerate(rows, 1):
        for signal, cell in row["cells"].items():
            yield f"{row['component'] or f'Component {at}'}, {signal}", cell


def measure(answer: Mapping[str, object]) -> Measure:
    """Return the share of the needed cells that are covered; nothing needed is nothing covered."""
    cells = list(_cells(cast("list[Row]", answer["rows"])))
    needed = [(place, cell) for place, cell in cells if cell["state"] != "not_needed"]
    if not needed:
        return unmet(Why.NOT_COVERED, "No signal of any component is said to be needed.")
    bare = [place for place, cell in needed if cell["state"] != "covered"]
    if not bare:
        return MET
    covered = len(needed) - len(bare)
    named = "; ".join(bare[:_NAMED_AT_MOST]) + ("; …" if len(bare) > _NAMED_AT_MOST else "")
    sentence = f"{covered} of {len(needed)} signals are covered. Missing: {named}."
    return unmet(Why.NOT_COVERED, sentence, Fraction(covered, len(needed)))
