"""What changed from one revision of an answer to the next, in the words of its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readiness.core import answer_merges, text_changes
from readiness.core.answer_merges import REASON
from readiness.core.pieces import differences
from readiness.core.text_changes import Piece
from readiness.store.answers import AnswerRevision
from readiness.web import merge_words

#: What two pieces have in common of which one took the place of the other.
SHARED = ("url", "file", "description")
Evidence = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """`pieces` are the words of a text that went and came; else it was `before` and is `after`.

    `proof` is evidence that came or went, or what took the place of `old_proof`.
    """

    label: str
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()
    proof: Evidence | None = None
    old_proof: Evidence | None = None


def changes(
    old: AnswerRevision | None, new: AnswerRevision, words: Mapping[str, str]
) -> tuple[Change, ...]:
    """Return them in the order of the form, evidence last; of the first revision its evidence."""
    if old is None:
        return _evidence((), new.evidence)
    found = [
        Change(merge_words.label(part), pieces=_reason(part.theirs, part.mine))
        if part.name == REASON
        else Change(
            merge_words.label(part),
            merge_words.told(part.name, part.theirs, words),
            merge_words.told(part.name, part.mine, words),
        )
        for part in answer_merges.parts(new.value, old.value)
    ]
    return (*found, *_evidence(old.evidence, new.evidence))


def _reason(old: object, new: object) -> tuple[Piece, ...]:
    return text_changes.changed(str(old or ""), str(new or ""))


def _replaced(gone: list[Evidence], came: list[Evidence]) -> list[tuple[Evidence, Evidence]]:
    """Take out of both lists, and return, what took the place of what."""
    found = []
    for was in [*gone]:
        now = next((each for each in came if _is_heir(was, each)), None)
        if now is not None:
            gone.remove(was)
            came.remove(now)
            found.append((was, now))
    return found


def _is_heir(was: Evidence, now: Evidence) -> bool:
    return any(was.get(key) and was.get(key) == now.get(key) for key in SHARED)


def _evidence(old: Sequence[Evidence], new: Sequence[Evidence]) -> tuple[Change, ...]:
    """Return what came, went, or took the place of something, and nothing of what stayed."""
    came, gone = (list(each) for each in differences(old, new))
    replaced = _replaced(gone, came)
    return (
        *(Change("Evidence removed", proof=each) for each in gone),
        *(Change("Evidence changed", proof=now, old_proof=was) for was, now in replaced),
        *(Change("Evidence added", proof=each) for each in came),
    )
