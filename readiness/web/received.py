"""Files that came with a form: what they are, and where their bytes are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flask import request
from werkzeug.datastructures import FileStorage

from readiness.adapters.incoming import look_at
from readiness.adapters.suspects import Suspects
from readiness.core.errors import BadInput
from readiness.core.files import Kept
from readiness.core.pieces import Names, Typed
from readiness.extensions import blobs, limits, settings
from readiness.usecases import answers, uploads
from readiness.web.actor import actor
from readiness.web.aside import aside
from readiness.web.clock import now
from readiness.web.session import glance

FIELD = "files"


def files(
    review_id: int, question: str, typed: Typed, *, replaces: Names | None
) -> tuple[Kept, ...]:
    """Keep the bytes of the files in the form, and return what they are.

    It comes before the transaction that attaches them. No quota counts bytes that nothing names,
    so all that is known beforehand is refused first.
    """
    given = [each for each in request.files.getlist(FIELD) if each.filename]
    if not given:
        return ()
    found = _looked_at(given)
    with glance() as reading:
        uploads.require_room(reading, review_id, question, found, limits=limits(), by=actor())
        answers.require_addable(
            reading, review_id, question, typed, found, replaces=replaces, by=actor(), now=now()
        )
    with aside():
        for each, file in zip(given, found, strict=True):
            blobs().put(file.sha256, each.stream)
            # Looked at soon: it may heal a file that was damaged.
            Suspects(settings().instance).note(file.sha256)
    return found


def _looked_at(given: Sequence[FileStorage]) -> tuple[Kept, ...]:
    most = limits()
    with _at_its_field():
        if len(given) > most.at_once:
            raise BadInput(f"At most {most.at_once} files are taken at once. None was attached.")
        return tuple(look_at(each.stream, each.filename or "", most) for each in given)


@contextmanager
def _at_its_field() -> Iterator[None]:
    try:
        yield
    except BadInput as refused:
        raise BadInput(refused.sentence, {FIELD: refused.sentence}) from refused
