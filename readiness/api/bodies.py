"""Reads the JSON of a request, strictly: every field is named, known, and of its kind."""

from __future__ import annotations

import json
from collections.abc import Mapping

from flask import request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from readiness.core.errors import BadInput


def texts(longest: Mapping[str, int]) -> dict[str, str]:
    """Return the body's fields: exactly these, each a text of at most so many characters."""
    body = _object()
    faults = {name: "There is no such field." for name in body if name not in longest}
    for name, most in longest.items():
        value = body.get(name)
        if not isinstance(value, str) or not 1 <= len(value) <= most or not value.isprintable():
            faults[name] = f"A text of 1 to {most} printable characters is needed."
    if faults:
        raise BadInput("Nothing was recorded.", faults)
    return {name: str(body[name]) for name in longest}


def _object() -> dict[str, object]:
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("Send JSON, as application/json.")
    try:
        body = json.loads(request.get_data(), object_pairs_hook=_once)
    except ValueError as error:
        raise BadRequest(f"The body cannot be read as JSON: {error}") from error
    if not isinstance(body, dict):
        raise BadInput("The body must be a JSON object.")
    return body


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field is named twice")
    return found
