"""The JSON interface: an application of its own, so that no cookie and no form ever acts on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Flask, Response

from readiness.api import break_glass, client, deployments, errors, keys, rights
from readiness.extensions import DATABASE
from readiness.store.engine import Database

#: One for each file of routes. Add yours here.
ROUTES: tuple[Blueprint, ...] = (
    break_glass.routes,
    client.routes,
    deployments.routes,
    keys.routes,
)

LARGEST = 64 * 1024


def create_api(database: Database, now: Callable[[], datetime]) -> Flask:
    api = Flask("readiness.api", static_folder=None, template_folder=None)
    api.config.update(NOW=now, MAX_CONTENT_LENGTH=LARGEST)
    api.extensions[DATABASE] = database
    # Machines are told that an address is wrong, not sent to another one.
    api.url_map.strict_slashes = False
    api.url_map.merge_slashes = False
    api.before_request(rights.guard)
    api.after_request(_add_headers)
    errors.register(api)
    for routes in ROUTES:
        api.register_blueprint(routes)
    return api


def _add_headers(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
