"""Action items as their pages show them: those of a review, and one with its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.action_items import Move
from readiness.core.rights import Action, Actor, may
from readiness.store import action_items as store
from readiness.store import people
from readiness.store.action_items import ActionItemMove
from readiness.usecases import action_item_moves, action_items, dossiers, standing_items
from readiness.usecases.dossiers import Dossier
from readiness.usecases.standing_items import StandingItem


@dataclass(frozen=True, slots=True)
class ListedItem:
    """`owner` is empty while nobody has taken it."""

    standing: StandingItem
    owner: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class ReviewItems:
    """The items of a review: open before the launch, open after it, then closed ones."""

    rows: tuple[ListedItem, ...]
    may_add: bool


@dataclass(frozen=True, slots=True)
class Adding:
    """The review to add to, who can be an item's owner, and whether it can be due before."""

    found: Dossier
    owners: Mapping[int, str]
    is_launched: bool


@dataclass(frozen=True, slots=True)
class ReadItem:
    """`moves` are those that the reader can make; `refusal` says why it cannot be dropped."""

    found: Dossier
    listed: ListedItem
    history: tuple[ActionItemMove, ...]
    names: Mapping[int, str]
    owners: Mapping[int, str]
    moves: frozenset[Move]
    may_take: bool
    refusal: str


def of_review(session: Session, found: Dossier, *, by: Actor, now: datetime) -> ReviewItems:
    rows = standing_items.load(session, found.review.id)
    names = people.names(session, frozenset(each.item.owner for each in rows if each.item.owner))
    listed = [_listed(found, each, names, now) for each in rows]
    listed.sort(key=lambda each: _order(each.standing))
    may_add = not found.phase.is_abandoned and action_items.is_concerned(
        found, Action.ADD_ACTION_ITEM, by
    )
    return ReviewItems(tuple(listed), may_add)


def _order(standing: StandingItem) -> tuple[bool, bool, object, int]:
    item = standing.item
    return not item.is_open, not item.before_launch, item.due_on, item.id


def _listed(
    found: Dossier, standing: StandingItem, names: Mapping[int, str], now: datetime
) -> ListedItem:
    item = standing.item
    is_overdue = item.is_overdue(action_items.today(found, now))
    return ListedItem(standing, names.get(item.owner or 0, ""), is_overdue)


def adding(session: Session, review_id: int, *, by: Actor, now: datetime) -> Adding:
    """Return what the form to add an item offers. Refuses whoever could not add one."""
    found = dossiers.dossier(session, review_id, by=by, now=now)
    action_items.require_concerned(found, Action.ADD_ACTION_ITEM, by)
    action_items.require_alive(found)
    owners = action_items.possible_owners(session, found)
    return Adding(found, owners, action_items.is_launched(session, found))


def item(session: Session, review_id: int, item_id: int, *, by: Actor, now: datetime) -> ReadItem:
    found = dossiers.dossier(session, review_id, by=by, now=now)
    standing = action_item_moves.standing_item(session, found, item_id)
    history = tuple(store.moves_of_items(session, [item_id]))
    involved = {standing.row.by, standing.row.owner_id}
    involved |= {row.by for row in history} | {row.owner_id for row in history}
    names = people.names(session, frozenset(each for each in involved if each))
    moves = action_item_moves.possible_moves(session, found, standing, by)
    is_free = standing.item.is_open and standing.item.owner is None
    return ReadItem(
        found=found,
        listed=_listed(found, standing, names, now),
        history=history,
        names=names,
        owners=action_items.possible_owners(session, found),
        moves=moves,
        may_take=is_free and may(by, Action.TAKE_ACTION_ITEM, owner_team=found.owner.slug),
        refusal=action_item_moves.refusal_to_drop(found, standing, by) if moves else "",
    )
