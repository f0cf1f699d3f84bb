"""A thread of comments as pages draw it: each text as markup, and whose turn it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from readiness.adapters import markdown
from readiness.core import addresses
from readiness.usecases.threads import Said, Thread, Threads

LONGEST_EXCERPT = 140


@dataclass(frozen=True, slots=True)
class Earlier:
    """A text that its author changed since, and when it was written."""

    at: datetime
    html: Markup


@dataclass(frozen=True, slots=True)
class SaidView:
    """`body` is the newest text as it was typed, `number` that of the edit which made it."""

    id: int
    by: str
    at: datetime
    html: Markup
    body: str
    number: int
    edited_at: datetime | None
    earlier: tuple[Earlier, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into one form of a thread and not taken; `theirs` stands there meanwhile."""

    thread: int
    form: str
    body: str
    sentence: str
    base: int = 0
    faults: Mapping[str, str] = field(default_factory=dict)
    theirs: Markup | None = None


@dataclass(frozen=True, slots=True)
class ThreadView:
    """`told` says whose turn it is; `excerpt` is how the last word begins."""

    id: int
    path: str
    is_open: bool
    told: str
    said: tuple[SaidView, ...]
    excerpt: str
    typed: Typed | None = None

    @property
    def started_by(self) -> str:
        return self.said[0].by

    @property
    def count(self) -> str:
        return "1 comment" if len(self.said) == 1 else f"{len(self.said)} comments"


def views(
    every: Threads, shown: Sequence[Thread], typed: Typed | None = None
) -> tuple[ThreadView, ...]:
    """Return the shown ones of the review's threads: what is open first, the oldest first."""
    ordered = sorted(shown, key=lambda each: (not each.is_open, each.id))
    return tuple(_view(every, each, typed) for each in ordered)


def _view(every: Threads, each: Thread, typed: Typed | None) -> ThreadView:
    return ThreadView(
        id=each.id,
        path=addresses.thread(each.first.review_id, each.id),
        is_open=each.is_open,
        told=every.told(each),
        said=tuple(_said(one, every.names, every.reader) for one in each.said),
        excerpt=markdown.beginning(each.said[-1].body, LONGEST_EXCERPT),
        typed=typed if typed and typed.thread == each.id else None,
    )


def _said(one: Said, names: Mapping[int, str], reader: int) -> SaidView:
    mentioned = {spelling: names[person] for spelling, person in one.named.items()}
    return SaidView(
        id=one.row.id,
        by=names[one.row.by],
        at=one.row.at,
        html=markdown.html(one.body, mentioned),
        body=one.body,
        number=len(one.edits),
        edited_at=one.edits[-1].at if one.edits else None,
        earlier=_earlier(one),
        is_mine=one.row.by == reader,
    )


def _earlier(one: Said) -> tuple[Earlier, ...]:
    """Return the texts before the newest, newest first."""
    texts = [(one.row.at, one.row.body), *((each.at, each.body) for each in one.edits)]
    return tuple(Earlier(at, markdown.html(body)) for at, body in reversed(texts[:-1]))
