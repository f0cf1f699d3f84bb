"""Double clicks, the back button and retries: a form that was done before changes nothing again.

Each form of a page carries a number of its own. What it said last is done once; another text is a
new one, also one that it said before: a choice made, changed and made again counts each time.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Flask, Response, flash, g, redirect, request, session
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from readiness.usecases import done_forms
from readiness.usecases.done_forms import Sent
from readiness.web import evidence_parts
from readiness.web.actor import actor
from readiness.web.nearest import nearest_page, view_of
from readiness.web.session import FORM_KEY, READS, AlreadyDone, close, glance

#: The name of the field that makes a form one of a kind.
FIELD = "once"
SAID = "This was already done."
#: What differs although the form is the same: the token is another one after each sign-in.
LEFT_OUT = ("csrf_token",)
BITS = 96
#: Where the sign-in's cookie has the numbers of forms that were done, and how many at most.
DONE, MOST_TOLD = "done", 4


def register(app: Flask) -> None:
    app.jinja_env.globals["once"] = new
    app.jinja_env.globals["done_now"] = done_now
    app.before_request(check)
    app.after_request(tell_done)
    app.register_error_handler(AlreadyDone, already_done)


def new() -> str:
    """Return the number for one form. Nobody who has the database can guess it."""
    return str(secrets.randbits(BITS))


def tell_done(answer: Response) -> Response:
    """Leave the number of a form that was done for the next page, whose script then forgets its text."""
    if FORM_KEY in g and (g.get("is_saved") or g.get("is_known")):
        session[DONE] = [*session.get(DONE, ()), request.form[FIELD]][-MOST_TOLD:]
    return answer


def done_now() -> list[str]:
    """Return the numbers of the forms that were done since the last page, each told once."""
    found: list[str] = session.pop(DONE, [])
    return found


def check() -> ResponseReturnValue | None:
    """Answer what is known already; else leave its key for the transaction that does it.

    Who is not signed in has only forms that say themselves whether they were done.
    """
    if request.method in READS or not request.form.get(FIELD) or actor().person is None:
        return None
    sent = g.setdefault(FORM_KEY, _sent())
    return already_done() if _place(sent) is not None else None


def _place(sent: Sent) -> str | None:
    with glance() as reading:
        return done_forms.place_of(reading, sent)


def _sent() -> Sent:
    text = sorted(each for each in request.form.items(multi=True) if each[0] not in LEFT_OUT)
    text += sorted((name, _content(file)) for name, file in request.files.items(multi=True))
    form = [actor().person, request.full_path, request.form[FIELD]]
    return Sent(_digest(form), _digest([*form, text]))


def _content(file: FileStorage) -> str:
    """Return the digest of a file, which says what its name may not: whether it is another one."""
    seen = hashlib.file_digest(file.stream, "sha256").hexdigest()  # type: ignore[arg-type]
    file.stream.seek(0)
    return seen


def _digest(said: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def already_done(_found: AlreadyDone | None = None) -> ResponseReturnValue:
    """Lead where it led to, or else back to the page that the form was on."""
    close()
    g.is_known = True
    if evidence_parts.is_script() and request.endpoint == "evidence.add":
        g.is_saved = True  # so that the session reads, and does not claim the form again
        return evidence_parts.added_before(**request.view_args or {})
    flash(SAID, "success")
    return redirect(_place(g.form_key) or _page_of_the_form())


def _page_of_the_form() -> str:
    here = urlsplit(request.referrer or "")
    if here.netloc == request.host and view_of(here.path, "GET"):
        return f"{here.path}?{here.query}" if here.query else here.path
    return nearest_page(request.path)
