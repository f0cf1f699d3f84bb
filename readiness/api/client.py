"""The gate's client for whoever wants it in a build image."""

from __future__ import annotations

from flask import Blueprint, Response

from readiness.adapters import gate_client
from readiness.api.rights import declares
from readiness.core.rights import Action

routes = Blueprint("client", __name__)


@routes.get("/api/v1/gate.py")
@declares(Action.READ_PUBLIC)
def program() -> Response:
    return Response(gate_client.text(), content_type="text/x-python; charset=utf-8")
