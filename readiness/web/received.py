"""Files that came with a form: what they are, and where their bytes are kept."""

from __future__ import annotations

from flask import request

from readiness.adapters.incoming import look_at
from readiness.adapters.suspects import Suspects
from readiness.core.errors import BadInput
from readiness.core.files import Kept
from readiness.extensions import blobs, limits, settings
from readiness.usecases import uploads
from readiness.web.actor import actor
from readiness.web.session import glance

FIELD = "files"


def files(review_id: int, question: str) -> tuple[Kept, ...]:
    """Keep the bytes of the files in the form, and return what they are.

    It comes before the transaction that attaches them: bytes that nothing names harm nobody.
    """
    given = [each for each in request.files.getlist(FIELD) if each.filename]
    most = limits()
    try:
        if len(given) > most.at_once:
            raise BadInput(f"At most {most.at_once} files are taken at once. None was attached.")
        found = tuple(look_at(each.stream, each.filename or "", most) for each in given)
        if found:
            with glance() as reading:
                uploads.require_room(reading, review_id, question, found, limits=most, by=actor())
    except BadInput as refused:
        raise BadInput(refused.sentence, {FIELD: refused.sentence}) from refused
    for each, file in zip(given, found, strict=True):
        blobs().put(file.sha256, each.stream)
        # Looked at soon: it may heal a file that was damaged.
        Suspects(settings().instance).note(file.sha256)
    return found
