"""An answer as a report prints it: a line of words, a table, or both. Drafts may hold little."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from readiness.adapters.report_text import NOTHING, day
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


@dataclass(frozen=True, slots=True)
class Answer:
    """`wanted` says what was asked for, in the words of the checklist's limits."""

    words: str
    reason: str
    wanted: str
    table: Table | None


WORDS = {
    "yes": "Yes",
    "partly": "Partly",
    "no": "No",
    "unknown": "Not known",
    "not_applicable": "Does not apply",
    "given": "",
}


def answer(kind: Plain, given: Plain | None) -> Answer:
    """Return the answer in words. `kind` is the answer type as the checklist's document has it."""
    value = given or {}
    choice = _text(value, "choice")
    words = WORDS.get(choice, "") or ("" if choice == "given" else "Not answered")
    if choice in ("given", "") and value:
        said, table = _PAYLOADS[text(kind, "type")](kind, value)
        words = said or words
    else:
        table = None
    return Answer(words, _text(value, "reason"), _WANTED[text(kind, "type")](kind), table)


def _text(value: Mapping[str, object], key: str) -> str:
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


Said = tuple[str, Table | None]


def _counts(kind: Plain, value: Plain) -> Said:
    counts = _inner(value, "counts")
    columns = (
        Column("Severity", 40),
        Column("Open", 20, is_number=True),
        Column("At most", 20, is_number=True),
        Column("", 20),
    )
    limits = mappings(kind, "limits")
    rows = (_count(text(each, "severity"), whole(each, "most"), counts) for each in limits)
    return "", Table("counts", columns, tuple(rows))


def _count(severity: str, most: int, counts: Plain) -> tuple[Cell, ...]:
    found = counts.get(severity)
    limit = Cell(f"{most:,}")
    if not isinstance(found, int):
        return Cell(severity), Cell(NOTHING), limit, Cell("not given", mark="unmet")
    is_within = found <= most
    verdict = Cell("within" if is_within else "over", mark="met" if is_within else "unmet")
    return Cell(severity), Cell(f"{found:,}"), limit, verdict


def _alerts(_kind: Plain, value: Plain) -> Said:
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
        Cell(_text(row, "alert")),
        Cell(_text(row, "type")),
        Cell(_text(row, "pages") or NOTHING),
        Cell("yes" if is_actionable else "no", mark="met" if is_actionable else "unmet"),
    )


def _number(raw: object) -> Decimal:
    try:
        return Decimal(str(raw or 0))
    except InvalidOperation:
        return Decimal()


_CELLS = {"covered": ("Covered", "met"), "missing": ("Missing", "unmet")}


def _coverage(kind: Plain, value: Plain) -> Said:
    rows, signals = _rows(value), texts(kind, "signals")
    if not rows:
        return "", None
    first = 22
    width = (100 - first) // max(1, len(signals))
    columns = (Column("Component", first), *(Column(name.capitalize(), width) for name in signals))
    return "", Table("coverage", columns, tuple(_component(row, signals) for row in rows))


def _component(row: Plain, signals: tuple[str, ...]) -> tuple[Cell, ...]:
    cells = _inner(row, "cells")
    return Cell(_text(row, "component")), *(_signal(_inner(cells, name)) for name in signals)


def _signal(cell: Plain) -> Cell:
    state = _text(cell, "state")
    usual = ("Not needed" if state == "not_needed" else NOTHING, "")
    words, mark = _CELLS.get(state, usual)
    return Cell(words, _text(cell, "by"), mark)


def _dependencies(_kind: Plain, value: Plain) -> Said:
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
    told = (_text(row, when) for when in ("slow", "down", "wrong"))
    is_tested, is_hard = bool(row.get("tested")), row.get("kind") == "hard"
    mark = "met" if is_tested else "unmet" if is_hard else ""
    return (
        Cell(_text(row, "name"), _text(row, "kind")),
        *(Cell(words) if words else Cell("not said", mark="unmet") for words in told),
        Cell("yes" if is_tested else "no", mark=mark),
    )


def _quantity(kind: Plain, value: Plain) -> Said:
    number = _text(value, "number")
    return (f"{number} {text(kind, 'unit')}".strip() if number else ""), None


def _date(_kind: Plain, value: Plain) -> Said:
    found = _text(value, "date")
    return (day(found) if found else ""), None


def _yes_no(_kind: Plain, _value: Plain) -> Said:
    return "", None


_PAYLOADS: Mapping[str, Callable[[Plain, Plain], Said]] = {
    "yes_no": _yes_no,
    "counts": _counts,
    "alerts": _alerts,
    "coverage": _coverage,
    "dependencies": _dependencies,
    "number": _quantity,
    "date": _date,
}


def _number_wanted(kind: Plain) -> str:
    unit = text(kind, "unit")
    limits = (("at least", kind.get("minimum")), ("at most", kind.get("maximum")))
    told = [f"{word} {limit} {unit}".rstrip() for word, limit in limits if limit is not None]
    return " and ".join(told)


def _alerts_wanted(kind: Plain) -> str:
    pages, share = kind["pages_per_week"], kind["actionable_percent"]
    return f"at most {pages} pages a week, of which at least {share} % need action"


_WANTED: Mapping[str, Callable[[Plain], str]] = {
    "yes_no": lambda _: "",
    "counts": lambda _: "",
    "alerts": _alerts_wanted,
    "coverage": lambda _: "every signal that is needed is covered",
    "dependencies": lambda _: "each is described; hard ones are tested",
    "number": _number_wanted,
    "date": lambda kind: f"at most {whole(kind, 'max_age_days'):,} days ago",
}
