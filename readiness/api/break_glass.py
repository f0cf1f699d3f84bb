"""Pipelines tell afterwards what they let through while the gate was down."""

from __future__ import annotations

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from readiness.api.bodies import texts
from readiness.api.rights import actor, declares, note_use
from readiness.core import addresses
from readiness.core.rights import Action
from readiness.extensions import database

routes = Blueprint("break_glass", __name__)

FIELDS = {"payload": 8000, "token": 16, "signature": 64}


@routes.post("/api/v1/break-glass")
@declares(Action.FILE_BREAK_GLASS)
def file() -> ResponseReturnValue:
    """Answer 201, or 200 for a record that was filed before: a pipeline that is not sure sends it again."""
    # Delayed, as the code behind pages is: a process is ready without it.
    from readiness.usecases import broken_glasses, transaction

    by, now = actor(), current_app.config["NOW"]()
    signed = broken_glasses.Signed(**texts(FIELDS))
    with database().writing() as session:
        filed = broken_glasses.file(session, signed, by=by, now=now)
        if filed.is_new:
            note_use(session, now)
            transaction.commit(session, now=now)
        told = {"record": filed.row.record, "at": filed.row.at.isoformat()}
    link = database().site.public_url + addresses.service(filed.service)
    return {**told, "link": link}, 201 if filed.is_new else 200
