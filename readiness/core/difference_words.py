"""The changes between two versions of a checklist, put in order for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from readiness.core.checklist_changes import Change, ChangeKind
from readiness.core.plain import Plain

NOTHING = "Nothing differs but the version."


def grouped(
    changes: Sequence[Change],
) -> tuple[tuple[ChangeKind, tuple[tuple[Change, ...], ...]], ...]:
    """Return each kind of change with, one after the other, all of that kind of one thing."""
    return tuple(
        (kind, tuple(tuple(same) for _, same in groupby(found, key=lambda each: each.about)))
        for kind, found in groupby(changes, key=lambda each: each.kind)
    )


def as_text(changes: Sequence[Change]) -> str:
    """Return a heading for each kind and a line for each change."""
    if not changes:
        return NOTHING
    told = [
        "\n".join(
            (f"{kind.capitalize()}:", *(f"  {each.line}" for same in things for each in same))
        )
        for kind, things in grouped(changes)
    ]
    return "\n\n".join(told)


def lines(changes: Sequence[Change], most: int) -> list[str]:
    """Return a line for each change, and how many more there are beyond the most."""
    told = [f"{change.kind}: {change.line}" for change in changes[:most]]
    more = len(changes) - most
    return [*told, f"and {more} more"] if more > 0 else told


def as_plain(old: Plain, new: Plain, changes: Sequence[Change]) -> dict[str, object]:
    """Return the changes as JSON holds them, with the checklist and its two versions."""
    return {
        "checklist": new["id"],
        "from": old["version"],
        "to": new["version"],
        "changes": [_as_plain(change) for change in changes],
    }


def _as_plain(change: Change) -> dict[str, object]:
    return {
        "kind": str(change.kind),
        "part": str(change.part),
        "subject": change.subject,
        "title": change.title,
        "sentence": change.sentence,
        "is_weaker": change.is_weaker,
        "before": change.before,
        "after": change.after,
    }
