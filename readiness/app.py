"""Puts the application together: the only place where everything meets."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from jinja2 import PackageLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from readiness import extensions
from readiness.adapters.keys import kept_key
from readiness.adapters.passwords import Passwords
from readiness.adapters.tallies import Tally
from readiness.adapters.watching import Watched
from readiness.api.front import fronted
from readiness.api.late import beside
from readiness.settings import Settings
from readiness.store import every_table  # noqa: F401 - tables refer to each other by name
from readiness.store.engine import Database, open_database
from readiness.usecases import health, sites
from readiness.web import (
    done_forms,
    errors,
    frame,
    guards,
    headers,
    late_pages,
    numbers,
    routes,
    rules,
    session,
    typed,
    uploads,
)
from readiness.web.bodies import Bodies
from readiness.web.body_limits import SMALL, Bounds
from readiness.web.clock import system_clock

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

Turns = Callable[[], AbstractContextManager[object]]

DAY = 86_400


class Pages(Flask):
    url_rule_class = rules.Route
    request_class = typed.Typed


def create_app(
    settings: Settings,
    database: Database | None = None,
    *,
    turns: Turns = nullcontext,
    tally: Tally | None = None,
) -> Flask:
    """Return the application over its own database, or over one that is open already.

    It opens no connection before the first request. One of the `turns` is held for each request to
    a page, but not while its body arrives or while it waits for the store of files. Another is
    held for each to the gate, which waits for no page.
    A `tally` adds up what several processes answer.
    """
    app = Pages("readiness.web", template_folder=None)
    app.config.update(_config(settings))
    _furnish(app, settings, _of_this_site(settings, database))
    _prepare_templates(app)
    _stand_guard(app)
    app.url_map.converters["int"] = numbers.RowNumber
    late_pages.register(app, routes.ROUTES)
    app.wsgi_app = _fronted(app, settings, turns, tally or Tally(settings.instance))  # type: ignore[assignment, method-assign]
    return app


def _config(settings: Settings) -> dict[str, object]:
    return {
        "NOW": system_clock,
        "SECRET_KEY": settings.secret_key or kept_key(settings.instance / "secret.key"),
        "MAX_CONTENT_LENGTH": SMALL.most_bytes,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=settings.sign_in_days),
        # The prefix makes browsers refuse the cookie from a sister site or over plain http.
        "SESSION_COOKIE_NAME": "__Host-readiness" if settings.is_https else "readiness",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "SEND_FILE_MAX_AGE_DEFAULT": DAY,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _of_this_site(settings: Settings, database: Database | None) -> Database:
    return replace(database or open_database(settings.database_url), site=sites.site(settings))


def _furnish(app: Flask, settings: Settings, database: Database) -> None:
    app.extensions[extensions.SETTINGS] = settings
    app.extensions[extensions.DATABASE] = database
    app.extensions[extensions.PASSWORDS] = Passwords(
        memory=settings.password_memory, rounds=settings.password_rounds
    )
    app.extensions[extensions.HEALTH] = Watched(
        partial(health.look, database, settings, lambda: app.config["NOW"]())
    )
    extensions.logins.session_protection = None  # the sign-in's own row protects it
    extensions.logins.init_app(app, add_context_processor=False)


def _prepare_templates(app: Flask) -> None:
    app.jinja_loader = PackageLoader("readiness.templates", "")
    app.jinja_options = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    app.context_processor(frame.context)
    app.jinja_env.filters.update(frame.FILTERS)
    newest = max(path.stat().st_mtime_ns for path in Path(str(app.static_folder)).rglob("*"))

    @app.url_defaults
    def name_release(endpoint: str, values: dict[str, object]) -> None:
        """Give static files a new address with each release, as browsers keep them."""
        if endpoint == "static":
            values.setdefault("v", f"{newest:x}")


def _stand_guard(app: Flask) -> None:
    """In this order: right host, no other site, text, limits, a token, a declared page, not done."""
    app.before_request(headers.check_host)
    uploads.register(app)
    app.before_request(headers.check_origin)
    app.before_request(headers.check_text)
    extensions.limiter.init_app(app)
    extensions.csrf.init_app(app)
    app.before_request(guards.guard)
    done_forms.register(app)
    app.after_request(headers.add_headers)
    app.teardown_request(session.close)
    errors.register(app)


def _api(database: Database, now: Callable[[], datetime]) -> WSGIApplication:
    api: WSGIApplication = import_module("readiness.api.app").create_api(database, now)
    return api


def _fronted(app: Flask, settings: Settings, turns: Turns, tally: Tally) -> WSGIApplication:
    """Return the gate's door, behind it the API, and the pages behind what believes the proxies."""
    pages: WSGIApplication = app.wsgi_app
    if settings.proxies:
        count = settings.proxies
        pages = ProxyFix(pages, x_for=count, x_proto=count, x_host=count)
    database, now = app.extensions[extensions.DATABASE], lambda: app.config["NOW"]()
    behind = beside(pages, lambda: _api(database, now))
    most = extensions.limits_of(settings)
    bounds = Bounds(
        most_bytes=most.request_bytes,
        seconds=most.seconds,
        at_once=most.uploads_at_once,
        of_one=most.uploads_of_one,
    )
    known = partial(uploads.has_sign_in, app)
    bounded = Bodies(behind, bounds, turns(), is_known=known, proxies=settings.proxies)
    return fronted(
        bounded,
        database,
        settings,
        now=now,
        turn=turns(),
        health=app.extensions[extensions.HEALTH],
        tally=tally,
    )
