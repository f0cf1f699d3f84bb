"""Fills the example's database, so that every page has something to show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from readiness.adapters.passwords import Passwords
from readiness.cli.demo_calendars import keep_calendars
from readiness.cli.demo_clock import Clock
from readiness.cli.demo_people import cast, renew_passwords
from readiness.cli.demo_stories import tell_all
from readiness.settings import Settings
from readiness.store.engine import Database
from readiness.usecases import invitations


def fill(database: Database, settings: Settings, *, now: datetime) -> Sequence[str]:
    """Fill an empty database, or give its people new passwords; return the lines to print."""
    hasher = Passwords(memory=settings.password_memory, rounds=settings.password_rounds)
    clock = Clock(database, now)
    with database.writing() as session:
        secret = invitations.first_link(session, now=now)
    if secret is None:
        return _told(renew_passwords(clock, hasher))
    people, passwords = cast(clock, hasher)
    tell_all(clock, people)
    keep_calendars(clock, people)
    return _told(passwords)


def _told(passwords: Sequence[tuple[str, str, str]]) -> Sequence[str]:
    lines = [f"  {email:<26} {password}  {part}" for email, password, part in passwords]
    return ["The example's people, with passwords of this start:", *lines]
