"""A waiver that Alice asks for, and what Carol decides on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from readiness.core.rights import Actor
from readiness.core.waiver_requests import Remedy, Request
from readiness.core.waivers import Decision
from readiness.store.engine import Database
from readiness.usecases import waivers
from tests.factories.reviews import done

ROLLBACK = "deployment.rollback"


def remedy(by: Actor, **changed: Any) -> Remedy:
    """Return work that the person does by the end of November."""
    said: dict[str, Any] = {
        "title": "Make the rollback one command",
        "link": "https://tracker.example.com/42",
        "owner": by.person,
        "due_on": date(2026, 11, 30),
        **changed,
    }
    return Remedy(**said)


def request(by: Actor, **changed: Any) -> Request:
    """Return a request until a Saturday; what starts with `item_` is about the work."""
    work = {name[5:]: value for name, value in changed.items() if name.startswith("item_")}
    said = {name: value for name, value in changed.items() if not name.startswith("item_")}
    asked: dict[str, Any] = {
        "reason": "The tool comes.",
        "control": "Two people watch each release.",
        "until": date(2026, 12, 5),
        **said,
    }
    return Request(remedy=remedy(by, **work), **asked)


def ask(
    database: Database,
    review: int,
    by: Actor,
    now: datetime,
    question: str = ROLLBACK,
    **changed: Any,
) -> int:
    wanted = request(by, **changed)
    return done(database, now, waivers.ask, review, question, wanted, by=by).id


def decide(
    database: Database,
    review: int,
    waiver: int,
    decision: Decision,
    by: Actor,
    now: datetime,
    comment: str = "As agreed.",
    until: date | None = None,
) -> None:
    said = {"comment": comment, "until": until}
    done(database, now, waivers.decide, review, waiver, decision, by=by, **said)


def waived(
    database: Database,
    review: int,
    by: Actor,
    coordinator: Actor,
    now: datetime,
    question: str = ROLLBACK,
    **changed: Any,
) -> int:
    """Return a waiver that was asked for and granted."""
    asked = ask(database, review, by, now, question, **changed)
    decide(database, review, asked, Decision.GRANTED, coordinator, now)
    return asked
