"""What becomes of an action item: other hands or another day, done, reopened, dropped."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core.action_items import Move, reason_fault, why_not, why_not_drop
from readiness.core.errors import BadInput, Forbidden, NotFound, WrongMoment
from readiness.core.rights import Action, Actor, may, require
from readiness.store.action_items import ActionItemMove
from readiness.usecases import action_items, dossiers, standing_items
from readiness.usecases.dossiers import Dossier
from readiness.usecases.records import record, touch
from readiness.usecases.services import person_of
from readiness.usecases.standing_items import StandingItem

NOT_CHANGED = "The action item was not changed."


def change(
    session: Session,
    review_id: int,
    item_id: int,
    *,
    owner: int | None,
    due_on: date,
    reason: str,
    by: Actor,
    now: datetime,
) -> ActionItemMove:
    """Give the item to somebody else of the owner team, or another day, and say why."""
    found = dossiers.locked(session, review_id, now=now)
    action_items.require_concerned(found, Action.CHANGE_ACTION_ITEM, by)
    standing = standing_item(session, found, item_id)
    _require_possible(session, found, standing, Move.CHANGED)
    _require_sensible(session, found, standing, owner, due_on, reason, now)
    return moved(session, found, standing, Move.CHANGED, reason, by, now, owner, due_on)


def take(
    session: Session, review_id: int, item_id: int, *, by: Actor, now: datetime
) -> ActionItemMove:
    """Become the owner of an item that nobody owns yet."""
    found = dossiers.locked(session, review_id, now=now)
    require(by, Action.TAKE_ACTION_ITEM, owner_team=found.owner.slug)
    standing = standing_item(session, found, item_id)
    _require_possible(session, found, standing, Move.CHANGED)
    if standing.item.owner is not None:
        raise WrongMoment("Somebody has taken it already.")
    due_on = standing.item.due_on
    return moved(session, found, standing, Move.CHANGED, "", by, now, person_of(by), due_on)


def close(
    session: Session, review_id: int, item_id: int, *, note: str = "", by: Actor, now: datetime
) -> ActionItemMove:
    """Say that the work is done."""
    return _plain_move(session, review_id, item_id, Move.DONE, note, by, now)


def reopen(
    session: Session, review_id: int, item_id: int, *, reason: str, by: Actor, now: datetime
) -> ActionItemMove:
    """Say that it is not done after all. Before the launch it blocks again at once."""
    return _plain_move(session, review_id, item_id, Move.REOPENED, reason, by, now)


def drop(
    session: Session, review_id: int, item_id: int, *, reason: str, by: Actor, now: datetime
) -> ActionItemMove:
    """Say that it need not be done. What was promised is dropped by somebody who gains nothing by it."""
    return _plain_move(session, review_id, item_id, Move.DROPPED, reason, by, now)


def _plain_move(
    session: Session, review_id: int, item_id: int, move: Move, said: str, by: Actor, now: datetime
) -> ActionItemMove:
    found = dossiers.locked(session, review_id, now=now)
    action_items.require_concerned(found, Action.CHANGE_ACTION_ITEM, by)
    standing = standing_item(session, found, item_id)
    _require_possible(session, found, standing, move)
    if move is Move.DROPPED and (refusal := refusal_to_drop(found, standing, by)):
        raise Forbidden(refusal)
    if fault := reason_fault(move, said.strip()):
        raise BadInput(NOT_CHANGED, {"reason": fault})
    item = standing.item
    return moved(session, found, standing, move, said, by, now, item.owner, item.due_on)


def standing_item(session: Session, found: Dossier, item_id: int) -> StandingItem:
    for each in standing_items.load(session, found.review.id):
        if each.row.id == item_id:
            return each
    raise NotFound("This review has no such action item.")


def refusal_to_drop(found: Dossier, standing: StandingItem, by: Actor) -> str:
    """Return why this person cannot drop the item, or nothing."""
    item, added_by = standing.item, standing.row.by
    if refusal := why_not_drop(item, profits=found.owner.slug in by.teams):
        return refusal
    if item.is_promised and not may(by, Action.DROP_BLOCKING_ITEM, author=added_by):
        return "A launch coordinator can drop it, or whoever added it."
    return ""


def possible_moves(
    session: Session, found: Dossier, standing: StandingItem, by: Actor
) -> frozenset[Move]:
    """Return the moves that this person can make now."""
    if not action_items.is_concerned(found, Action.CHANGE_ACTION_ITEM, by):
        return frozenset()
    is_launched = action_items.is_launched(session, found)
    can = {move for move in Move if not why_not(standing.item, move, is_launched=is_launched)}
    return frozenset(can - ({Move.DROPPED} if refusal_to_drop(found, standing, by) else set()))


def _require_possible(session: Session, found: Dossier, standing: StandingItem, move: Move) -> None:
    is_launched = action_items.is_launched(session, found)
    if refusal := why_not(standing.item, move, is_launched=is_launched):
        raise WrongMoment(refusal)


def _require_sensible(
    session: Session,
    found: Dossier,
    standing: StandingItem,
    owner: int | None,
    due_on: date,
    reason: str,
    now: datetime,
) -> None:
    before = standing.item
    faults: dict[str, str] = {}
    if owner != before.owner:
        faults |= action_items.owner_fault(session, found, owner)
    if due_on != before.due_on and due_on < action_items.today(found, now):
        faults["due_on"] = "Choose today or a later day."
    if (owner, due_on) == (before.owner, before.due_on):
        faults["due_on"] = "Choose another owner or another day."
    if fault := reason_fault(Move.CHANGED, reason.strip()):
        faults["reason"] = fault
    if faults:
        raise BadInput(NOT_CHANGED, faults)


def moved(
    session: Session,
    found: Dossier,
    standing: StandingItem,
    move: Move,
    said: str,
    by: Actor,
    now: datetime,
    owner: int | None,
    due_on: date,
) -> ActionItemMove:
    """Note what becomes of it. Whoever calls has checked the right and locked the review."""
    row = ActionItemMove(
        item_id=standing.row.id,
        move=move,
        owner_id=owner,
        due_on=due_on,
        comment=said.strip(),
        salt=new_salt(),
        by=person_of(by),
        at=now,
    )
    session.add(row)
    session.flush()
    record(
        session,
        f"action_item.{move}",
        by=by,
        service=found.service.id,
        review=found.review.id,
        item=standing.row.id,
        owner=owner,
        due_on=due_on.isoformat(),
        digest=salted_digest(row.salt, {"comment": row.comment}),
    )
    touch(session, found.service.id)
    return row
