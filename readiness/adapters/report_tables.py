"""The structured answers of a report as tables. Drafts may hold little, or anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from readiness.adapters.report_text import NOTHING
from readiness.core.plain import Plain, mappings, text, texts, whole


@dataclass(frozen=True, slots=True)
class Cell:
    """`mark` is met, unmet or nothing; `note` stands smaller below the text."""

    text: str
    note: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in percent; numbers stand at the right."""

    title: str
    width: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    kind: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


#: An answer in words, in a table, or neither.
Said = tuple[str, Table | None]


def typed(value: Mapping[str, object], key: str) -> str:
    """Return what is there as text; a draft may lack it."""
    found = value.get(key)
    return "" if found is None else str(found)


def _rows(value: Plain) -> tuple[Plain, ...]:
    found = value.get("rows")
    return (
        tuple(row for row in found if isinstance(row, Mapping)) if isinstance(found, list) else ()
    )


def _inner(value: Plain, key: str) -> Plain:
    found = value.get(key)
    return found if isinstance(found, Mapping) else {}


def counts(kind: Plain, value: Plain) -> Said:
    found = _inner(value, "counts")
    columns = (
        Column("Severity", 40),
        Column("Open", 20, is_number=True),
        Column("At most", 20, is_number=True),
        Column("", 20),
    )
    limits = mappings(kind, "limits")
    rows = (_count(text(each, "severity"), whole(each, "most"), found) for each in limits)
    return "", Table("counts", columns, tuple(rows))


def _count(severity: str, most: int, counts: Plain) -> tuple[Cell, ...]:
    found = counts.get(severity)
    limit = Cell(f"{most:,}")
    if not isinstance(found, int):
        return Cell(severity), Cell(NOTHING), limit, Cell("not given", mark="unmet")
    is_within = found <= most
    verdict = Cell("within" if is_within else "over", mark="met" if is_within else "unmet")
    return Cell(severity), Cell(f"{found:,}"), limit, verdict


def alerts(_kind: Plain, value: Plain) -> Said:
    rows = _rows(value)
    if not rows:
        return ("No pager alerts" if value.get("none") else ""), None
    columns = (
        Column("Alert", 46),
        Column("Type", 16),
        Column("Pages a week", 18, is_number=True),
        Column("Actionable", 20),
    )
    total = Cell(f"{sum((_number(row.get('pages')) for row in rows), Decimal()):f}")
    foot = (Cell("Together"), Cell(""), total, Cell(""))
    return "", Table("alerts", columns, (*map(_alert, rows), foot))


def _alert(row: Plain) -> tuple[Cell, ...]:
    is_actionable = bool(row.get("actionable"))
    return (
        Cell(typed(row, "alert")),
        Cell(typed(row, "type")),
        Cell(typed(row, "pages") or NOTHING),
        Cell("yes" if is_actionable else "no", mark="met" if is_actionable else "unmet"),
    )


def _number(raw: object) -> Decimal:
    try:
        return Decimal(str(raw or 0))
    except InvalidOperation:
        return Decimal()


_CELLS = {"covered": ("Covered", "met"), "missing": ("Missing", "unmet")}


def coverage(kind: Plain, value: Plain) -> Said:
    rows, signals = _rows(value), texts(kind, "signals")
    if not rows:
        return "", None
    first = 22
    width = (100 - first) // max(1, len(signals))
    columns = (Column("Component", first), *(Column(name.capitalize(), width) for name in signals))
    return "", Table("coverage", columns, tuple(_component(row, signals) for row in rows))


def _component(row: Plain, signals: tuple[str, ...]) -> tuple[Cell, ...]:
    cells = _inner(row, "cells")
    return Cell(typed(row, "component")), *(_signal(_inner(cells, name)) for name in signals)


def _signal(cell: Plain) -> Cell:
    state = typed(cell, "state")
    usual = ("Not needed" if state == "not_needed" else NOTHING, "")
    words, mark = _CELLS.get(state, usual)
    return Cell(words, typed(cell, "by"), mark)


def dependencies(_kind: Plain, value: Plain) -> Said:
    rows = _rows(value)
    if not rows:
        return ("No dependencies" if value.get("none") else ""), None
    columns = (
        Column("Dependency", 20),
        Column("When slow", 22),
        Column("When down", 22),
        Column("When wrong", 22),
        Column("Tested", 14),
    )
    return "", Table("dependencies", columns, tuple(map(_dependency, rows)))


def _dependency(row: Plain) -> tuple[Cell, ...]:
    told = (typed(row, when) for when in ("slow", "down", "wrong"))
    is_tested, is_hard = bool(row.get("tested")), row.get("kind") == "hard"
    mark = "met" if is_tested else "unmet" if is_hard else ""
    return (
        Cell(typed(row, "name"), typed(row, "kind")),
        *(Cell(words) if words else Cell("not said", mark="unmet") for words in told),
        Cell("yes" if is_tested else "no", mark=mark),
    )
