"""What waits for each reviewing team."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from readiness.core.rights import Action
from readiness.usecases import queues, worklists
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.declares import declares
from readiness.web.session import db

pages = Blueprint("queue", __name__)


@pages.get("/queue")
@declares(Action.READ)
def show() -> ResponseReturnValue:
    return render_template(
        "queue/show.html",
        queues=queues.queues(db(), by=actor(), now=now()),
        mine=worklists.worklist(db(), by=actor(), now=now()).gates,
    )
