"""The verdict as a picture or as JSON, for pages elsewhere that know a link."""

from __future__ import annotations

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from readiness.core import badges as core
from readiness.extensions import limiter
from readiness.usecases import badges
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.session import db

PER_ADDRESS = "120 per minute"
#: It is shown on other sites' pages, so it can neither load nor run anything.
SHOWN_ANYWHERE = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-store",
}


@limiter.limit(PER_ADDRESS)
def picture(token: str) -> ResponseReturnValue:
    found = core.svg(badges.badge(db(), token, by=actor(), now=now()))
    return Response(found, mimetype="image/svg+xml", headers=SHOWN_ANYWHERE)


@limiter.limit(PER_ADDRESS)
def document(token: str) -> ResponseReturnValue:
    found = core.document(badges.badge(db(), token, by=actor(), now=now()))
    return jsonify(found), SHOWN_ANYWHERE
