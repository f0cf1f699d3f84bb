"""What one review came to, read from the rows alone, with none of the product's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.store.answers import AnswerRevision, Sending
from readiness.store.checklists import ChecklistVersion
from readiness.store.reviews import Review, ReviewMove


@dataclass(frozen=True)
class Rows:
    """`members` holds by team the people who ever belonged to it in this play."""

    session: Session
    review: Review
    members: Mapping[str, frozenset[int]]
    now: datetime

    def of(self, table: Any, *where: Any) -> list[Any]:
        return list(self.session.scalars(select(table).where(*where).order_by(table.at)))

    def mine(self, table: Any) -> list[Any]:
        query = select(table).where(table.review_id == self.review.id)
        return list(self.session.scalars(query.order_by(table.id)))

    @cached_property
    def document(self) -> Mapping[str, Any]:
        row = self.session.get_one(ChecklistVersion, self.review.checklist_version_id)
        return row.document

    @cached_property
    def asked(self) -> list[Mapping[str, Any]]:
        """Personal data asks for one more question, and what cannot be worked out is asked."""
        personal = "personal" in self.review.facts["data"]
        return [
            each
            for each in self.document["questions"]
            if each["id"] != "compliance.erasure" or personal
        ]

    @cached_property
    def revisions(self) -> list[AnswerRevision]:
        return self.mine(AnswerRevision)

    @cached_property
    def sent(self) -> Mapping[str, AnswerRevision]:
        """Return by question the newest revision that was sent with its area."""
        marks = {each.area: each.up_to for each in self.mine(Sending)}
        return {row.question: row for row in self.revisions if row.id <= marks.get(row.area, 0)}

    @cached_property
    def moves(self) -> list[ReviewMove]:
        return self.mine(ReviewMove)
