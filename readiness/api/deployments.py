"""Pipelines report what they deployed."""

from __future__ import annotations

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from readiness.api.bodies import texts
from readiness.api.rights import actor, declares, note_use
from readiness.core.errors import NotFound
from readiness.core.rights import Action
from readiness.extensions import database

routes = Blueprint("deployments", __name__)

FIELDS = {"environment": 40, "artifact": 300}


@routes.post("/api/v1/services/<service>/deployments")
@declares(Action.REPORT_DEPLOYMENT)
def report(service: str) -> ResponseReturnValue:
    """Answer 201 whatever the gate says: it has happened. So the verdict is not in the answer."""
    # Delayed, as the code behind pages is: a process is ready without it.
    from readiness.usecases import transaction
    from readiness.usecases.launches import report_deployment

    by, now = actor(), current_app.config["NOW"]()
    fields = texts(FIELDS)
    if not service.isprintable():
        raise NotFound("There is no such service or environment.")
    with database().writing() as session:
        made = report_deployment(session, service, **fields, by=by, now=now)
        note_use(session, now)
        transaction.commit(session, now=now)
        number = made.id
    return {"id": number, "service": service, **fields, "reported_at": now.isoformat()}, 201
