"""The start page: my open work by urgency, then my services; for a new administrator, first steps."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from readiness.usecases import first_steps, freeze_pages, portfolios, worklists
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.session import db


def show() -> ResponseReturnValue:
    who = actor()
    return render_template(
        "home/show.html",
        work=worklists.worklist(db(), by=who, now=now()),
        services=portfolios.of_teams(db(), who.teams, by=who, now=now()),
        frozen=freeze_pages.running(db(), by=who, now=now()),
        steps=first_steps.first_steps(db(), by=who, now=now()),
    )
