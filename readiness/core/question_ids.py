"""Under which ids the answers to a question are kept: its own, and those that it had before."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.core.checklists import Checklist


def current_ids(checklist: Checklist) -> dict[str, str]:
    """Return for each id, earlier ones too, the question of this checklist that it stands for."""
    return {id_: each.id for each in checklist.questions for id_ in each.ids}


def moved(checklist: Checklist) -> dict[str, str]:
    """Return the area in which each question is now that stood in another under an earlier id."""
    return {
        id_: each.area
        for each in checklist.questions
        for id_ in each.was
        if not id_.startswith(f"{each.area}.")
    }


def counted(checklist: Checklist, newest: Mapping[str, int]) -> dict[str, int]:
    """Return the newest revision of each question of this checklist, whichever id it is kept under.

    `newest` holds the number of the newest revision by the id that it was saved under. What the
    checklist asks no more is left out.
    """
    current, found = current_ids(checklist), dict[str, int]()
    for stored, revision in newest.items():
        if stored in current:
            question = current[stored]
            found[question] = max(found.get(question, 0), revision)
    return found
