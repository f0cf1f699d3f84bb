"""Turns what went wrong into a status and a page: what happened, what was kept, what to do."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from flask import Flask, current_app, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from readiness.core import errors
from readiness.web.actor import Stranger, actor
from readiness.web.headers import WrongHost
from readiness.web.session import close

BACK = "Use your browser's back button: what you typed is still there. Then try again."


@dataclass(frozen=True, slots=True)
class Answer:
    """How one kind of refusal is told."""

    status: int
    title: str
    to_do: str = BACK
    endpoint: str = "home.show"
    action: str = "Go to home"


NOT_SIGNED_IN = Answer(
    401, "Sign in first", "Sign in, then go back and try again.", "sign_ins.show", "Sign in"
)
#: The most special class first.
ANSWERS: tuple[tuple[type[errors.Refused], Answer], ...] = (
    (WrongHost, Answer(400, "Wrong address", "Open the address above.")),
    (errors.NotSignedIn, NOT_SIGNED_IN),
    (errors.Forbidden, Answer(403, "Not allowed", "Ask somebody who may, or go back.")),
    (errors.NotFound, Answer(404, "Not found", "Check the address, or start from home.")),
    (errors.WrongMoment, Answer(409, "Not now", "Go back and reload to see how things stand.")),
    (errors.Conflict, Answer(409, "Somebody else was faster")),
    (errors.SeenAnother, Answer(409, "It changed while you looked", "Go back and reload it.")),
    (errors.BadInput, Answer(422, "That cannot be taken")),
    (errors.Incomplete, Answer(422, "Something is still open")),
    (errors.TooMany, Answer(429, "Too many attempts", "Wait a while, then try again.")),
)
UNNAMED = Answer(400, "That did not work")

SPOKEN: dict[int, tuple[str, str, str]] = {
    404: ("Not found", "There is no page at this address.", "Check it, or start from home."),
    405: ("Not possible", "This address does not take that kind of request.", BACK),
    413: ("Too large", "What was sent is larger than 1 MiB.", BACK),
    429: ("Too many attempts", "This was tried too often.", "Wait a few minutes, then try again."),
}


def register(app: Flask) -> None:
    app.register_error_handler(errors.Refused, refused)
    app.register_error_handler(errors.NotSignedIn, not_signed_in)
    app.register_error_handler(CSRFError, forged)
    app.register_error_handler(HTTPException, spoken)
    app.register_error_handler(InternalServerError, failed)


def refused(error: errors.Refused) -> ResponseReturnValue:
    answer = next((told for kind, told in ANSWERS if isinstance(error, kind)), UNNAMED)
    return _page(answer.status, answer.title, error.sentence, answer.to_do)


def not_signed_in(error: errors.NotSignedIn) -> ResponseReturnValue:
    """Send a browser to the sign-in, which leads back. The way back is kept here, not in a link."""
    if request.method != "GET":
        return refused(error)
    session["after"] = [str(request.endpoint), request.view_args or {}]
    session["after_query"] = request.query_string.decode("ascii", "ignore")[:500]
    return "", 302, {"Location": url_for("sign_ins.show")}


def forged(error: CSRFError) -> ResponseReturnValue:
    happened = "This form does not belong to your current sign-in; perhaps you signed in anew."
    return _page(
        400, "The form is out of date", happened, "Go back, reload the page, send it again."
    )


def spoken(error: HTTPException) -> ResponseReturnValue:
    """Tell what Flask and Werkzeug refuse. A redirect is no error."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    usual = ("That did not work", "The request could not be understood.", BACK)
    return _page(status, *SPOKEN.get(status, usual))


def failed(error: InternalServerError) -> ResponseReturnValue:
    """Tell of a fault in our code, with a reference to find it in the log."""
    reference = secrets.token_hex(4)
    current_app.logger.error("Reference %s: %s %s", reference, request.method, request.path)
    if "_login_user" not in g:
        g._login_user = Stranger()  # asking the database again could fail again
    happened = "Something in Readiness failed."
    return _page(500, "Something failed", happened, "Go back and try again.", reference=reference)


def _page(
    status: int, title: str, happened: str, to_do: str, reference: str = ""
) -> ResponseReturnValue:
    actor()  # known before the session ends
    close()
    told = {"title": title, "happened": happened, "to_do": to_do, "reference": reference}
    return render_template("error.html", code=status, **told), status
