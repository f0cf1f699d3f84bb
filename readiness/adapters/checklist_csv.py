"""A checklist as a table for spreadsheets: one row for each question."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO

from readiness.core import checklist_words as words
from readiness.core.answer_words import good_answer
from readiness.core.checklists import Checklist, Question
from readiness.core.condition_words import in_words

#: With these a spreadsheet takes a cell for a formula and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(checklist: Checklist) -> str:
    """Return the table with a line of headings."""
    areas = {area.id: area.title for area in checklist.areas}
    texts = {question.id: question.text for question in checklist.questions}
    rows = [_row(checklist, question, areas, texts) for question in checklist.questions]
    written = StringIO()
    table = csv.DictWriter(written, fieldnames=list(rows[0]) if rows else [])
    table.writeheader()
    table.writerows({name: harmless(cell) for name, cell in row.items()} for row in rows)
    return written.getvalue()


def harmless(cell: str) -> str:
    """Return the cell so that it is read as text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _row(
    checklist: Checklist, question: Question, areas: Mapping[str, str], texts: Mapping[str, str]
) -> dict[str, str]:
    condition = question.applies_if
    return {
        "Area": areas[question.area],
        "Id": question.id,
        "Question": question.text,
        "Why": question.why,
        "Proof": question.proof,
        "Help": question.help,
        "Answer": good_answer(question.answer),
        "Weight": str(question.weight),
        "Blocks": "yes" if question.blocks else "no",
        "If it is not met": words.if_unmet(question, checklist.kind),
        "Not applicable": words.not_applicable(question),
        "Evidence": words.evidence(question),
        "Minutes": str(question.minutes),
        "Asked if": in_words(condition, texts) if condition else "",
        "Asked from": question.asked_from.value,
        "Measure": question.measure,
        "Origin": question.origin,
        "Earlier ids": ", ".join(question.was),
    }
