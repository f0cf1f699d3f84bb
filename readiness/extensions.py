"""What pages and API share of the application: database, passwords, settings, guards."""

from __future__ import annotations

from functools import cache

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from readiness.adapters.blob_stores import open_blobs
from readiness.adapters.blobs import Blobs
from readiness.adapters.passwords import Passwords
from readiness.adapters.watching import Watched
from readiness.core.files import MEGABYTE, Limits
from readiness.core.health import Health
from readiness.settings import Settings
from readiness.store.engine import Database

SETTINGS, DATABASE, PASSWORDS = "readiness.settings", "readiness.database", "readiness.passwords"
HEALTH = "readiness.health"

csrf = CSRFProtect()
logins = LoginManager()
#: Counts in the memory of each process: with two processes a limit is reached later.
limiter = Limiter(key_func=get_remote_address, storage_uri="memory://")


def settings() -> Settings:
    found: Settings = current_app.extensions[SETTINGS]
    return found


def database() -> Database:
    found: Database = current_app.extensions[DATABASE]
    return found


def passwords() -> Passwords:
    found: Passwords = current_app.extensions[PASSWORDS]
    return found


def health() -> Watched[Health]:
    found: Watched[Health] = current_app.extensions[HEALTH]
    return found


def limits() -> Limits:
    """Return what a person may upload here."""
    return limits_of(settings())


def limits_of(given: Settings) -> Limits:
    return Limits(
        file_bytes=given.file_megabytes * MEGABYTE,
        review_bytes=given.review_megabytes * MEGABYTE,
        pixels=given.picture_megapixels * 1_000_000,
        seconds=given.upload_seconds,
    )


def blobs() -> Blobs:
    """Return where files are kept, opened with the first: a page without one needs no store."""
    return _opened(settings())


_opened = cache(open_blobs)
