"""An action item of a review: added by hand, and read back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import action_item_moves, action_items, standing_items
from readiness.usecases.standing_items import StandingItem
from tests.factories.checklists import Document, question
from tests.factories.reviews import done

TITLE = "Move the alerts to the new pager"
REASON = "The vendor is late."


def add_item(
    database: Database, review: int, by: Actor, now: datetime, *, owner: Actor, **changed: Any
) -> int:
    """Return the id of an item that is due in ten days, before the launch but for the changes."""
    said: dict[str, Any] = {
        "title": TITLE,
        "link": "https://tickets.example.com/41",
        "owner": owner.person,
        "due_on": (now + timedelta(days=10)).date(),
        "before_launch": True,
        **changed,
    }
    return done(database, now, action_items.add, review, by=by, **said).id


def items_of(database: Database, review: int) -> tuple[StandingItem, ...]:
    with database.reading() as session:
        return standing_items.load(session, review)


def close(database: Database, review: int, item: int, by: Actor, now: datetime) -> None:
    done(database, now, action_item_moves.close, review, item, by=by)


def reopen(database: Database, review: int, item: int, by: Actor, now: datetime) -> None:
    done(database, now, action_item_moves.reopen, review, item, reason=REASON, by=by)


def drop(
    database: Database, review: int, item: int, by: Actor, now: datetime, reason: str = REASON
) -> None:
    done(database, now, action_item_moves.drop, review, item, reason=reason, by=by)


def later(id_: str) -> Document:
    """Return a question that only a launched service can answer."""
    return question(id_) | {"from": "launched"}
