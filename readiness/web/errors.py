"""Turns what went wrong into a status and a page: what happened, what was kept, what to do."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import Flask, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from readiness.adapters import blobs
from readiness.core import addresses, errors
from readiness.extensions import settings
from readiness.store.sessions import DatabaseFailed, OvertakenByOther
from readiness.web import kept_forms, sign_ins
from readiness.web.actor import Stranger, actor
from readiness.web.forms.sign_ins import SignInForm
from readiness.web.headers import WrongHost
from readiness.web.session import close

SAVED = "What you sent is saved. Only the page that shows it could not be made."
BACK = "Use your browser's back button: what you typed is still there. Then try again."


@dataclass(frozen=True, slots=True)
class Answer:
    """How one kind of refusal is told, and where its button leads."""

    status: int
    title: str
    to_do: str = BACK
    path: str = "/"
    button: str = "Go to home"


LATER = "Wait a few minutes, then try again."
#: The same for scripts.
RETRY_SECONDS = "60"
NEW_LINK = "Ask an administrator for a new one."
SMALLER = "Go back, choose a smaller file, or put it elsewhere and attach the link."
ONE_BY_ONE = "Go back and send it once more, one file at a time."
SOON = "Wait a minute, then send it once more."
SIGN_IN = ("Sign in, then go back and try again.", "/sign-in", "Sign in")

#: The most special class first.
ANSWERS: tuple[tuple[type[errors.Refused], Answer], ...] = (
    (WrongHost, Answer(400, "Wrong address", "Open it there.")),
    (errors.NotSignedIn, Answer(401, "Sign in first", *SIGN_IN)),
    (errors.Forbidden, Answer(403, "Not allowed", "Ask somebody who may, or go back.")),
    (errors.DeadLink, Answer(404, "This link does not work", NEW_LINK)),
    (errors.NotFound, Answer(404, "Not found", "Check the address, or start from home.")),
    (errors.WrongMoment, Answer(409, "Not now", "Go back and reload to see how things stand.")),
    (errors.Conflict, Answer(409, "Somebody else was faster")),
    (errors.SeenAnother, Answer(409, "It changed while you looked", "Go back and reload it.")),
    (errors.BadInput, Answer(422, "That cannot be taken")),
    (errors.Incomplete, Answer(422, "Something is still open")),
    (errors.TooLarge, Answer(413, "Too large", SMALLER)),
    (errors.TooSlow, Answer(408, "It took too long", ONE_BY_ONE)),
    (errors.TooBusy, Answer(503, "Too many uploads at once", SOON)),
    (errors.NotTakenIn, Answer(400, "It did not arrive whole", ONE_BY_ONE)),
    (errors.TooMany, Answer(429, "Too many attempts", LATER)),
)
UNNAMED = Answer(400, "That did not work")
FORGED = Answer(400, "The form is out of date", "Go back, reload the page, and send it again.")
FAILED = Answer(500, "Something failed", "Go back and try again.")

STALE = "This form does not belong to your current sign-in; perhaps you signed in anew."
AGAIN = f"{STALE} Nothing was saved. Look at what you typed, and send it once more."

BUSY = Answer(503, "The database does not answer", f"{LATER} What you typed is still there.")

TELL = "Tell your administrator: a copy of the file from a backup mends it."
FILES: tuple[tuple[type[blobs.BlobFault], tuple[Answer, str]], ...] = (
    (
        blobs.Damaged,
        (
            Answer(500, "This file is damaged", TELL),
            "The stored bytes are not those that were uploaded, so they are not given away.",
        ),
    ),
    (blobs.Missing, (Answer(500, "This file is lost", TELL), "Its bytes are not in the store.")),
    (
        blobs.Unreachable,
        (
            Answer(503, "The store of files does not answer", LATER),
            "The file could not be read or kept. No evidence was attached by this request.",
        ),
    ),
)

#: What Flask and Werkzeug refuse by themselves.
SPOKEN: dict[int, tuple[Answer, str]] = {
    404: (
        Answer(404, "Not found", "Check the address, or start from home."),
        "There is no page at this address.",
    ),
    405: (Answer(405, "Not possible"), "This address does not take that kind of request."),
    413: (Answer(413, "Too large"), "What was sent is larger than 1 MiB."),
    429: (Answer(429, "Too many attempts", LATER), "This was tried too often."),
}


def register(app: Flask) -> None:
    app.register_error_handler(errors.Refused, refused)
    app.register_error_handler(errors.NotSignedIn, not_signed_in)
    app.register_error_handler(CSRFError, forged)
    app.register_error_handler(DatabaseFailed, unavailable)
    app.register_error_handler(OvertakenByOther, overtaken)
    app.register_error_handler(blobs.BlobFault, unreadable)
    app.register_error_handler(HTTPException, spoken)
    app.register_error_handler(InternalServerError, failed)


def refused(error: errors.Refused) -> ResponseReturnValue:
    answer = next((told for kind, told in ANSWERS if isinstance(error, kind)), UNNAMED)
    return _page(answer, " ".join((error.sentence, *_details(error))))


def _details(error: errors.Refused) -> Iterable[str]:
    if isinstance(error, errors.BadInput):
        return error.faults.values()
    return error.open.values() if isinstance(error, errors.Incomplete) else ()


def not_signed_in(error: errors.NotSignedIn) -> ResponseReturnValue:
    """Send a browser to the sign-in, which leads back. The way back is kept here, not in a link."""
    if request.method != "GET":
        return _sign_in_first(401) or refused(error)
    session["after"] = [str(request.endpoint), request.view_args or {}]
    session["after_query"] = request.query_string.decode("ascii", "ignore")[:500]
    return redirect(url_for("sign_ins.show"))


def forged(_error: CSRFError) -> ResponseReturnValue:
    """Show what was typed again, after a sign-in if there is none: it is sent once more by hand."""
    who, kept = actor(), kept_forms.refused()  # known before the session ends
    if who.person is None:
        return _sign_in_first(400) or _page(FORGED, STALE)
    if kept is None:
        return _page(FORGED, STALE)
    if not kept.has_text:
        again = replace(FORGED, to_do="Open its page and press the button again.", path=kept.page)
        return _page(replace(again, button="Open the page"), STALE)
    close()
    page = render_template("sign_ins/again.html", title=FORGED.title, told=AGAIN, kept=kept)
    return page, 400


def _sign_in_first(status: int) -> ResponseReturnValue | None:
    """Return the sign-in with what was typed into the form that was sent, None for no such form.

    Where nothing was typed it leads back to the page of the button, to be pressed again.
    """
    kept = kept_forms.refused()
    if kept is None:
        return None
    actor()
    close()
    if kept.has_text:
        return sign_ins.page(SignInForm(formdata=None), kept), status
    session["after"], session["after_query"] = kept.way_back, ""
    return sign_ins.page(SignInForm(formdata=None), is_pressed=True), status


def spoken(error: HTTPException) -> ResponseReturnValue:
    """Tell what Flask and Werkzeug refuse. A redirect is no error."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    usual = (replace(UNNAMED, status=status), "The request could not be understood.")
    return _page(*SPOKEN.get(status, usual))


def failed(error: InternalServerError) -> ResponseReturnValue:
    """Tell of a fault in our code, with a reference to find it in the log."""
    reference = secrets.token_hex(4)
    current_app.logger.error("Reference %s: %s %s", reference, request.method, request.path)
    return _stranger_page(FAILED, "Something in Readiness failed.", reference)


def unavailable(error: DatabaseFailed) -> ResponseReturnValue:
    """Tell that the database is locked, full or gone. It is no fault of the person or the code."""
    current_app.logger.warning("The database failed: %s", error.orig)
    return _stranger_page(BUSY, "The database is locked, full or gone.")


def overtaken(error: OvertakenByOther) -> ResponseReturnValue:
    """Tell that another request did the same at the same moment, as a constraint has noticed."""
    current_app.logger.warning("The database refused: %s", error.orig)
    return refused(
        errors.WrongMoment("Somebody did the same just now. Nothing of yours was saved.")
    )


def unreadable(error: blobs.BlobFault) -> ResponseReturnValue:
    """Tell that a file cannot be had. What is not the stored bytes is never given away."""
    current_app.logger.error("A file cannot be read: %s %s", type(error).__name__, error)
    page, status = _page(*next(told for kind, told in FILES if isinstance(error, kind)))
    return page, status, {"Retry-After": RETRY_SECONDS} if status == 503 else {}


def _stranger_page(answer: Answer, happened: str, reference: str = "") -> ResponseReturnValue:
    """Answer without asking the database who asks: that could fail again."""
    if "_login_user" not in g:
        g._login_user = Stranger()
    return _page(answer, happened, reference=reference)


def _page(answer: Answer, happened: str, reference: str = "") -> tuple[str, int]:
    g.is_fault = True
    actor()  # known before the session ends
    close()
    kept = {"kept": SAVED} if g.get("is_saved") else {}
    path, button = _way_on(answer)
    page = render_template(
        "error.html",
        code=answer.status,
        title=answer.title,
        happened=happened,
        to_do=answer.to_do,
        reference=reference,
        action_href=settings().public_url + path,
        action_label=button,
        **kept,
    )
    return page, answer.status


def _way_on(answer: Answer) -> tuple[str, str]:
    """Return where the button leads: to the review that was worked on, where there is one."""
    review = (request.view_args or {}).get("review_id")
    if review is not None and answer.status in (409, 422):
        return addresses.review(review), "Open the review"
    return answer.path, answer.button
