"""What pages and API share of the application: database, passwords, settings, guards."""

from __future__ import annotations

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from readiness.adapters.passwords import Passwords
from readiness.settings import Settings
from readiness.store.engine import Database

SETTINGS, DATABASE, PASSWORDS = "readiness.settings", "readiness.database", "readiness.passwords"

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
