"""What the queues know of each gate that was sent, kept beside its review so that none is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from readiness.core.plain import Plain, flag, mappings, text, texts, whole
from readiness.core.turns import Span

KEY = "turns"


@dataclass(frozen=True, slots=True)
class GateNote:
    """One gate that was sent: its clocks' days, the spans of its reviewers' turn, who could sign.

    `sent_at` is when its newest round was opened, `has_vote` whether anybody voted in it.
    `excluded` asked or answered, `approved` are the people whose approval counts.
    """

    gate: str
    respond: int
    decide: int
    sent_at: datetime
    has_vote: bool
    spans: tuple[Span, ...]
    areas: tuple[str, ...]
    excluded: frozenset[int]
    approved: frozenset[int]


def plain(note: GateNote) -> dict[str, object]:
    return {
        "gate": note.gate,
        "respond": note.respond,
        "decide": note.decide,
        "sent_at": note.sent_at.isoformat(),
        "has_vote": note.has_vote,
        "spans": [_told(span) for span in note.spans],
        "areas": list(note.areas),
        "excluded": sorted(note.excluded),
        "approved": sorted(note.approved),
    }


def _told(span: Span) -> dict[str, object]:
    end = span.end.isoformat() if span.end else ""
    return {"start": span.start.isoformat(), "end": end}


def read(summary: Plain) -> Mapping[str, GateNote]:
    """Return the notes by gate; a summary of an earlier release has none yet."""
    found = [_note(each) for each in mappings(summary, KEY)] if KEY in summary else []
    return {note.gate: note for note in found}


def _note(document: Plain) -> GateNote:
    return GateNote(
        gate=text(document, "gate"),
        respond=whole(document, "respond"),
        decide=whole(document, "decide"),
        sent_at=datetime.fromisoformat(text(document, "sent_at")),
        has_vote=flag(document, "has_vote"),
        spans=tuple(_span(each) for each in mappings(document, "spans")),
        areas=texts(document, "areas"),
        excluded=_people(document, "excluded"),
        approved=_people(document, "approved"),
    )


def _span(document: Plain) -> Span:
    end = text(document, "end")
    start = datetime.fromisoformat(text(document, "start"))
    return Span(start, datetime.fromisoformat(end) if end else None)


def _people(document: Plain, key: str) -> frozenset[int]:
    found = document.get(key)
    return frozenset(found) if isinstance(found, list | tuple) else frozenset()
