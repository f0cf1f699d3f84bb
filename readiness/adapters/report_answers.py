"""An answer as a report prints it: a line of words, a table, or both. Drafts may hold little."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from readiness.adapters import report_tables
from readiness.adapters.report_tables import Said, Table, typed
from readiness.adapters.report_text import day
from readiness.core.plain import Plain, text, whole


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
    choice = typed(value, "choice")
    words = WORDS.get(choice, "") or ("" if choice == "given" else "Not answered")
    if choice in ("given", "") and value:
        said, table = _PAYLOADS[text(kind, "type")](kind, value)
        words = said or words
    else:
        table = None
    return Answer(words, typed(value, "reason"), _WANTED[text(kind, "type")](kind), table)


def _quantity(kind: Plain, value: Plain) -> Said:
    number = typed(value, "number")
    return (f"{number} {text(kind, 'unit')}".strip() if number else ""), None


def _date(_kind: Plain, value: Plain) -> Said:
    found = typed(value, "date")
    return (day(found) if found else ""), None


def _yes_no(_kind: Plain, _value: Plain) -> Said:
    return "", None


_PAYLOADS: Mapping[str, Callable[[Plain, Plain], Said]] = {
    "yes_no": _yes_no,
    "counts": report_tables.counts,
    "alerts": report_tables.alerts,
    "coverage": report_tables.coverage,
    "dependencies": report_tables.dependencies,
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
