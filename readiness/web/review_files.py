"""What is known of the files of a review, read with the first that a page draws."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from readiness.usecases import uploads
from readiness.usecases.uploads import FileView
from readiness.web.actor import actor
from readiness.web.session import db


class ReviewFiles:
    """A page without files reads nothing; one with them reads all at once."""

    def __init__(self, review_id: int) -> None:
        self.review_id = review_id

    @cached_property
    def _known(self) -> Mapping[str, FileView]:
        return uploads.files_of(db(), self.review_id, by=actor())

    def of(self, piece: Mapping[str, object]) -> FileView | None:
        """Return the file of a piece of evidence, None if it has none or it was never kept."""
        sha256 = str(piece.get("file", ""))
        return self._known.get(sha256) if sha256 else None
