"""Reads the form of a question card into the raw answer that the core checks, one reader per type.

Fields are called as the core calls them in its faults: `rows.0.pages`, rows counted from 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from readiness.core.checklists import (
    Alerts,
    AnswerType,
    Counts,
    Coverage,
    DateAge,
    Dependencies,
    Number,
    YesNo,
)

Form = Mapping[str, str]
Raw = dict[str, object]
_ROW = re.compile(r"rows\.([0-9]{1,4})\.", re.ASCII)
UNTOUCHED = {"", "missing"}

#: What the choices between two answers are called in the form.
SIDE = "merge."


def read(kind: AnswerType, form: Form) -> Raw:
    """Return what was typed as it was typed. A row whose "Remove" was pressed is left out."""
    raw: Raw = {"choice": form.get("choice", ""), "reason": form.get("reason", "")}
    return raw | _READERS[type(kind)](kind, form)


def base(form: Form) -> int:
    """Return the revision that the person saw; one that is no number was never there."""
    typed = form.get("base", "")
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed, re.ASCII) else 0


def merged_with(form: Form) -> int | None:
    """Return the revision that this answer is merged with, None for an answer as it was typed."""
    return base({"base": form["merge"]}) if form.get("merge") else None


def sides(form: Form) -> tuple[dict[str, str], str | None]:
    """Return which side was chosen of each part, and the text that both reasons were merged into."""
    chosen = {name.removeprefix(SIDE): form[name] for name in form if name.startswith(SIDE)}
    return chosen, form.get("merged-reason")


def is_unsure(form: Form) -> bool:
    """Return whether the browser never heard what became of its last save."""
    return form.get("unsure") == "1"


def _yes_no(_kind: AnswerType, _form: Form) -> Raw:
    return {}


def _counts(kind: AnswerType, form: Form) -> Raw:
    assert isinstance(kind, Counts)
    return {"counts": {name: form.get(f"counts.{name}", "") for name, _ in kind.limits}}


def _alerts(_kind: AnswerType, form: Form) -> Raw:
    return _table(form, ("alert", "type", "pages"), ("actionable",))


def _dependencies(_kind: AnswerType, form: Form) -> Raw:
    return _table(form, ("name", "kind", "slow", "down", "wrong"), ("tested",))


def _table(form: Form, texts: Sequence[str], flags: Sequence[str]) -> Raw:
    rows: list[Raw] = [
        {name: form.get(at + name, "") for name in texts}
        | {name: at + name in form for name in flags}
        for at in _rows(form)
    ]
    return {"rows": _without_spares(rows), "none": "none" in form}


def _coverage(kind: AnswerType, form: Form) -> Raw:
    assert isinstance(kind, Coverage)
    return {"rows": _without_spares([_component(kind.signals, at, form) for at in _rows(form)])}


def _component(signals: Sequence[str], at: str, form: Form) -> Raw:
    """Return one row. "Missing" is where each cell starts, so that alone makes no row."""
    cells = {
        name: {part: form.get(f"{at}cells.{name}.{part}", "") for part in ("state", "by")}
        for name in signals
    }
    component = form.get(f"{at}component", "")
    is_touched = any(cell["by"] or cell["state"] not in UNTOUCHED for cell in cells.values())
    is_row = component.strip() or is_touched
    return {"component": component, "cells": cells if is_row else {}}


def _without_spares(rows: list[Raw]) -> list[Raw]:
    """Return the rows up to the last that holds something, so that each keeps its number."""
    while rows and not any(rows[-1].values()):
        rows.pop()
    return rows


def _rows(form: Form) -> Iterator[str]:
    """Yield what each row's fields begin with, in the order of their numbers."""
    numbers = {int(found[1]) for name in form if (found := _ROW.match(name))}
    removed = form.get("remove", "")
    return (f"rows.{at}." for at in sorted(numbers) if str(at) != removed)


def _number(_kind: AnswerType, form: Form) -> Raw:
    return {"number": form.get("number", "")}


def _date(_kind: AnswerType, form: Form) -> Raw:
    return {"date": form.get("date", "")}


_READERS: Mapping[type[AnswerType], Callable[[AnswerType, Form], Raw]] = {
    YesNo: _yes_no,
    Counts: _counts,
    Alerts: _alerts,
    Coverage: _coverage,
    Dependencies: _dependencies,
    Number: _number,
    DateAge: _date,
}
