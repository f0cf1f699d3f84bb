"""The files of a review: as downloads that cannot run in a page, and pictures made small."""

from __future__ import annotations

from flask import Response
from flask.typing import ResponseReturnValue

from readiness.adapters.blobs import Damaged, Missing, checked
from readiness.adapters.suspects import Suspects
from readiness.core.files import disposition
from readiness.extensions import blobs, settings
from readiness.usecases import uploads
from readiness.web.actor import actor
from readiness.web.aside import aside
from readiness.web.session import close, db

#: What makes a file harmless even where a browser would open it.
BOXED = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
SMALL_TYPE = "image/png"


def download(review_id: int, sha256: str) -> ResponseReturnValue:
    found = uploads.find(db(), review_id, sha256, by=actor())
    headers = {"Content-Disposition": disposition(found.name)}
    return _sent(found.sha256, found.media_type, headers)


def thumbnail(review_id: int, sha256: str) -> ResponseReturnValue:
    made = uploads.find_thumbnail(db(), review_id, sha256, by=actor())
    return _sent(made, SMALL_TYPE, {"Content-Disposition": "inline"})


def _sent(sha256: str, media_type: str, headers: dict[str, str]) -> Response:
    """Return the bytes, once all of them are known to be those that were stored."""
    actor()  # known before the session ends
    close()  # nobody holds the database while the bytes are read and sent
    # At once: who receives slowly would hold the thread that sends piece by piece.
    try:
        with aside():
            file = checked(blobs(), sha256)
    except (Damaged, Missing):
        Suspects(settings().instance).note(sha256)
        raise
    with file:  # with the turn in hand again: so few have a large file in memory at a time
        content = file.read()
    return Response(content, mimetype=media_type, headers={**BOXED, **headers})
