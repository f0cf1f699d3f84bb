"""Comments of a draft that its author has not dealt with yet."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from readiness.adapters.checklist_sources import Source
from readiness.adapters.checklist_swallowed import texts
from readiness.adapters.faults import Complaint, place_of

_MARK = re.compile(r"(?:^|[ \t])#[ \t]*(?P<mark>guess|not understood|TODO)\b", re.MULTILINE)


def complaints(source: Source) -> Iterator[Complaint]:
    """Complain about each mark that the import has made, and about what people note likewise."""
    spans = [scalar.span for scalar in texts(source.root)] if source.root else []
    starts = [start for start, _ in spans]
    for found in _MARK.finditer(source.text):
        at = found.start("mark")
        before = bisect_right(starts, at)
        if not before or at >= spans[before - 1][1]:
            sentence = f"`{found['mark']}` marks a draft; see to it, and delete the comment."
            yield Complaint(place_of(source.text, at), sentence)
