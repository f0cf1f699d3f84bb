"""What changed from one revision of an answer to the next, in the words of its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readiness.core import answer_merges, text_changes
from readiness.core.answer_merges import REASON
from readiness.core.text_changes import Piece
from readiness.store.answers import AnswerRevision
from readiness.web import merge_words

EVIDENCE = "Evidence"


@dataclass(frozen=True, slots=True)
class Change:
    """`pieces` are the words of a text that went and came; else it was `before` and is `after`."""

    label: str
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()


def changes(
    old: AnswerRevision | None, new: AnswerRevision, words: Mapping[str, str]
) -> tuple[Change, ...]:
    """Return them in the order of the form, evidence last; nothing for the first revision."""
    if old is None:
        return ()
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


def _evidence(
    old: Sequence[Mapping[str, object]], new: Sequence[Mapping[str, object]]
) -> tuple[Change, ...]:
    gone = [Change(EVIDENCE, name(piece), "Removed") for piece in old if piece not in new]
    came = [Change(EVIDENCE, "Added", name(piece)) for piece in new if piece not in old]
    return (*gone, *came)


def name(piece: Mapping[str, object]) -> str:
    """Return what a piece of evidence is called."""
    said = (str(piece.get(key) or "") for key in ("description", "name", "url"))
    return next(filter(None, said), "A piece without a name")
