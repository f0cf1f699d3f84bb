"""Work that a service still owes, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class ActionItem(Base):
    """Append-only: what was agreed. `before_launch` blocks its review until it is done.

    One with a waiver removes the need for it.
    """

    __tablename__ = "action_items"
    __table_args__ = (
        CheckConstraint("origin in ('by_hand','waiver','question')", name="origin_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"), index=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    question: Mapped[str | None] = mapped_column(String(80))
    waiver_id: Mapped[int | None] = mapped_column(ForeignKey("waivers.id"))
    title: Mapped[str] = mapped_column(String(300))
    link: Mapped[str] = mapped_column(String(2000), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    due_on: Mapped[date]
    before_launch: Mapped[bool]
    origin: Mapped[str] = mapped_column(String(20))
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class ActionItemMove(Base):
    """Append-only: the newest counts. Of `owner_id` and `due_on` it says what holds from then on."""

    __tablename__ = "action_item_moves"
    __table_args__ = (
        CheckConstraint("move in ('changed','done','reopened','dropped')", name="move_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"), index=True)
    move: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    due_on: Mapped[date]
    comment: Mapped[str] = mapped_column(String(4000), default="")
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def standing() -> Select[ActionItem, ActionItemMove | None]:
    """Select every item with its newest move, None before the first."""
    newest = (
        select(func.max(ActionItemMove.id))
        .where(ActionItemMove.item_id == ActionItem.id)
        .correlate(ActionItem)
        .scalar_subquery()
    )
    return select(ActionItem, ActionItemMove).outerjoin(ActionItemMove, ActionItemMove.id == newest)


def standing_of_review(
    session: Session, review_id: int
) -> Sequence[tuple[ActionItem, ActionItemMove | None]]:
    """Return the review's items with the newest move of each, in the order they were added."""
    found = session.execute(_of_review(), {"review": review_id})
    return [(row[0], row[1]) for row in found]


def before_launch_of(
    session: Session, review_id: int
) -> Sequence[tuple[ActionItem, ActionItemMove | None]]:
    """Return those of them that were to be done before the launch."""
    query = _before_launch()
    return [(row[0], row[1]) for row in session.execute(query, {"review": review_id})]


@cache
def _of_review() -> Select[ActionItem, ActionItemMove | None]:
    """Put the query together once: every save asks for what is to be done before the launch."""
    of_review = ActionItem.review_id == bindparam("review")
    return standing().where(of_review).order_by(ActionItem.id)


@cache
def _before_launch() -> Select[ActionItem, ActionItemMove | None]:
    return _of_review().where(ActionItem.before_launch.is_(True))


def moves_of_items(session: Session, items: Collection[int]) -> Sequence[ActionItemMove]:
    """Return every move of these items, oldest first."""
    query = select(ActionItemMove).where(ActionItemMove.item_id.in_(items))
    return session.scalars(query.order_by(ActionItemMove.id)).all()
