"""The JSON interface: an application of its own, so that no cookie and no form ever acts on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, Response

from readiness.api import break_glass, client, deployments, errors, keys, rights
from readiness.extensions import DATABASE
from readiness.store.engine import Database

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: One for each file of routes. Add yours here.
ROUTES: tuple[Blueprint, ...] = (
    break_glass.routes,
    client.routes,
    deployments.routes,
    keys.routes,
)

PATH = "/api/"
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


def beside(pages: WSGIApplication, api: Flask) -> WSGIApplication:
    """Return an application that gives the API's addresses to the API and the rest to the pages."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        chosen = api if environ["PATH_INFO"].startswith(PATH) else pages
        return chosen(environ, start_response)

    return application
