"""How much is read of a form that comes with files, and what a page says of that."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Flask, request

from readiness.core import evidence as core
from readiness.core.errors import NotSignedIn, NotTakenIn, Refused, TooBusy, TooLarge, TooSlow
from readiness.core.files import MEGABYTE, size_in_words
from readiness.extensions import limits
from readiness.web.bodies import REFUSED
from readiness.web.body_limits import Refusal
from readiness.web.clock import now

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

#: The one view that takes more than a form's text.
TAKES_FILES = "evidence.add"
MOST_PARTS = 60


#: What is said of a body that was not taken in, and as which refusal.
SENTENCES = {
    Refusal.TOO_LARGE: "What was sent is too large: at most {most.at_once} files of {file} each are "
    "taken at once. It was refused before it was read.",
    Refusal.TOO_SLOW: "It did not arrive within {most.seconds} seconds, and was given up.",
    Refusal.CUT_OFF: "The connection ended before everything had arrived.",
    Refusal.NO_LENGTH: "It was sent without saying how long it is.",
    Refusal.TOO_MANY: "Other people upload files at this moment, and only {most.uploads_at_once} "
    "uploads are taken in at a time, fewer of them from one address.",
    Refusal.STRANGER: "Files are taken only from people who are signed in. Nothing was read.",
}
KINDS: dict[Refusal, type[Refused]] = {
    Refusal.TOO_LARGE: TooLarge,
    Refusal.TOO_SLOW: TooSlow,
    Refusal.CUT_OFF: NotTakenIn,
    Refusal.NO_LENGTH: NotTakenIn,
    Refusal.TOO_MANY: TooBusy,
    Refusal.STRANGER: NotSignedIn,
}


def register(app: Flask) -> None:
    app.before_request(require_whole)
    app.before_request(open_up)
    app.jinja_env.globals["most_upload"] = most_upload
    app.jinja_env.filters["end_of"] = end_of


def has_sign_in(app: Flask, environ: WSGIEnvironment) -> bool:
    """Return whether a cookie that we signed names a sign-in. Whether it lasts is asked later."""
    cookies = app.session_interface.open_session(app, app.request_class(environ))
    return bool(cookies and cookies.get("_user_id"))


def require_whole() -> None:
    """Refuse what did not arrive whole: nothing of it was read, and nothing was changed."""
    why = request.environ.get(REFUSED)
    if why is not None:
        most = limits()
        raise KINDS[why](SENTENCES[why].format(file=size_in_words(most.file_bytes), most=most))


def open_up() -> None:
    """Let the form with files be as large as they may be; every other stays small."""
    if request.endpoint == TAKES_FILES:
        request.max_content_length = limits().request_bytes
        request.max_form_parts = MOST_PARTS


def most_upload() -> dict[str, int]:
    """Return what a page says of the limits, and its script looks at beforehand."""
    most = limits()
    return {
        "bytes": most.file_bytes,
        "megabytes": most.file_bytes // MEGABYTE,
        "files": most.at_once,
    }


def end_of(piece: core.Piece, on: date | None = None) -> str:
    """Return "ended", "soon", or nothing, as of today."""
    today = on or now().date()
    if core.has_ended(piece, today):
        return "ended"
    return "soon" if core.ends_soon(piece, today) else ""
