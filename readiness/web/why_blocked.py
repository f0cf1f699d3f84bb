"""The page that says why a service is blocked, to whoever wants to launch it today."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from readiness.usecases import why_blocked
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.session import db


def show(slug: str) -> ResponseReturnValue:
    found = why_blocked.page(db(), slug, by=actor(), now=now())
    return render_template("services/why.html", found=found)
