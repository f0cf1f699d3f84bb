"""Which evidence of the answers that were sent is damaged, by what the last look at the files found."""

from __future__ import annotations

from sqlalchemy.orm import Session

from readiness.core.reasons import DamagedFile
from readiness.store import files
from readiness.usecases.claims import Claims


def of(session: Session, seen: Claims) -> tuple[DamagedFile, ...]:
    """Return each piece that rests on a damaged file. Only asked where the review has one."""
    named = [
        (each.question, str(piece["file"]), str(piece["name"]))
        for each in seen.asked
        if each.question.id in seen.revisions
        for piece in seen.revisions[each.question.id].evidence
        if "file" in piece
    ]
    bad = files.damaged(session, {sha256 for _, sha256, _ in named})
    return tuple(
        DamagedFile(question.id, question.area, question.text, name)
        for question, sha256, name in named
        if sha256 in bad
    )
