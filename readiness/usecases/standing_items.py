"""The action items of a review as their newest moves left them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.core.action_items import Item, Move
from readiness.store import action_items as store
from readiness.store.action_items import ActionItem, ActionItemMove


@dataclass(frozen=True, slots=True)
class StandingItem:
    """What was agreed, the newest move if there is one, and how it counts."""

    row: ActionItem
    move: ActionItemMove | None
    item: Item


def load(session: Session, review_id: int) -> tuple[StandingItem, ...]:
    """Return every item of the review, oldest first."""
    return tuple(
        StandingItem(row, move, item_of(row, move))
        for row, move in store.standing_of_review(session, review_id)
    )


def before_launch(session: Session, review_id: int) -> tuple[Item, ...]:
    """Return what was to be done before the launch, in one query, whether it is done or not."""
    found = store.before_launch_of(session, review_id)
    return tuple(item_of(row, move) for row, move in found)


def item_of(row: ActionItem, move: ActionItemMove | None) -> Item:
    return Item(
        id=row.id,
        title=row.title,
        owner=move.owner_id if move else row.owner_id,
        due_on=move.due_on if move else row.due_on,
        before_launch=row.before_launch,
        last=Move(move.move) if move else None,
        for_waiver=row.waiver_id is not None,
    )
