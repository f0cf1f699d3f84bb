"""What is said once work was handed to somebody, or taken back."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.core.briefs import counted
from readiness.core.listings import in_words
from readiness.store.delegations import Delegation
from readiness.usecases.dossiers import Dossier
from readiness.usecases.handed_work import Work


def handed(found: Dossier, rows: Sequence[Delegation], name: str, *, is_own: bool) -> str:
    """Return who has what now; without rows it was the same before."""
    if not rows:
        had = "You have" if is_own else f"{name} has"
        return f"{had} that already, with the same note and day. Nothing was changed."
    what = _what(found, rows)
    if is_own:
        return f"You took on {what}. Your home page lists what of it is open."
    return f"You handed {what} to {name}, who is told of it."


def returned(found: Dossier, rows: Sequence[Delegation], left: Work) -> str:
    """Return who answers it from now on: the owner's team, or who has the area of the question."""
    if not rows:
        return "That was taken back already. Nothing was changed."
    areas = (left.of_area(row.area) if row.question else None for row in rows)
    who = sorted({area.name if area else found.owner.name for area in areas})
    verb = "is" if len(rows) == 1 else "are"
    what = _what(found, rows)
    return f"{what[:1].upper()}{what[1:]} {verb} with {in_words(who)} again."


def _what(found: Dossier, rows: Sequence[Delegation]) -> str:
    """Return one by its name, as in "“Alerts”", and more as in "1 area and 3 questions"."""
    if len(rows) == 1:
        return f"“{_title(found, rows[0])}”"
    questions = sum(bool(row.question) for row in rows)
    both = {"area": len(rows) - questions, "question": questions}
    return in_words(counted(number, kind) for kind, number in both.items() if number)


def _title(found: Dossier, row: Delegation) -> str:
    checklist = found.pinned.checklist
    if row.question:
        return next(each.text for each in checklist.questions if row.question in each.ids)
    return next(each.title for each in checklist.areas if each.id == row.area)
