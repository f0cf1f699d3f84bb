"""The one table that turns what went wrong into a problem document."""

from __future__ import annotations

import re

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from readiness.api.bearer import CHALLENGE
from readiness.api.problems import PROBLEM, Problem
from readiness.core import errors
from readiness.store.sessions import DatabaseFailed, OvertakenByOther

#: The class, its status, its code, and its title.
KINDS: tuple[tuple[type[errors.Refused], int, str, str], ...] = (
    (errors.NotSignedIn, 401, "no-valid-token", "No valid token"),
    (errors.Forbidden, 403, "forbidden", "Not allowed"),
    (errors.NotFound, 404, "not-found", "Not found"),
    (errors.WrongMoment, 409, "wrong-moment", "Not now"),
    (errors.Conflict, 409, "conflict", "Somebody else was faster"),
    (errors.SeenAnother, 409, "seen-another", "It changed meanwhile"),
    (errors.BadInput, 422, "bad-input", "That cannot be taken"),
    (errors.Incomplete, 422, "incomplete", "Something is still open"),
    (errors.TooMany, 429, "too-many", "Too many requests"),
)
UNNAMED = (400, "refused", "That did not work")


def register(api: Flask) -> None:
    api.register_error_handler(errors.Refused, refused)
    api.register_error_handler(DatabaseFailed, unavailable)
    api.register_error_handler(OvertakenByOther, overtaken)
    api.register_error_handler(HTTPException, spoken)


def refused(error: errors.Refused) -> Response:
    found = next((kind[1:] for kind in KINDS if isinstance(error, kind[0])), UNNAMED)
    status, code, title = found
    more = {"faults": error.faults} if isinstance(error, errors.BadInput) else {}
    headers = CHALLENGE if isinstance(error, errors.NotSignedIn) else ()
    return response(Problem(status, code, title, error.sentence, more, headers))


def overtaken(_error: OvertakenByOther) -> Response:
    return refused(errors.WrongMoment("Another request did the same just now."))


def unavailable(_error: DatabaseFailed) -> Response:
    sentence = "The database is locked, full or gone. Nothing was changed; try again later."
    again = (("Retry-After", "10"),)
    return response(Problem(503, "unavailable", "Not available", sentence, {}, again))


def spoken(error: HTTPException) -> Response:
    """Tell what Flask refuses, or that something in our code failed."""
    status = error.code or 500
    code = re.sub(r"[^a-z]+", "-", error.name.lower())
    kept = error.get_response().headers
    headers = tuple((name, kept[name]) for name in ("Allow", "Retry-After") if name in kept)
    return response(Problem(status, code, error.name, error.description or error.name, {}, headers))


def response(problem: Problem) -> Response:
    return Response(problem.body(), problem.status, list(problem.headers), content_type=PROBLEM)
