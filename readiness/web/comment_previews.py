"""How a comment will look, for the script that shows it while it is written."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from readiness.usecases.comment_previews import preview
from readiness.web.actor import actor
from readiness.web.session import glance


def show() -> ResponseReturnValue:
    """Sent, not asked for, as a comment may be longer than an address; it takes no lock."""
    with glance() as session:
        found = preview(session, request.form.get("body", ""), by=actor())
    return {"html": render_template("threads/_preview.html", preview=found)}
