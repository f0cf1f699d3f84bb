"""Work that is owed: noting it down, and what becomes of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core.rights import Actor
from readiness.store.action_items import ActionItem
from readiness.store.reviews import Review
from readiness.usecases.records import record, touch


def owed(
    session: Session,
    *,
    review: Review,
    title: str,
    link: str,
    owner: int | None,
    due_on: date,
    before_launch: bool,
    origin: str,
    question: str | None = None,
    waiver: int | None = None,
    by: Actor | None,
    now: datetime,
) -> ActionItem:
    """Note work that is owed. Whoever calls has checked the right and locked the review.

    `by` None is the system itself.
    """
    row = ActionItem(
        service_id=review.service_id,
        review_id=review.id,
        question=question,
        waiver_id=waiver,
        title=title,
        link=link,
        owner_id=owner,
        due_on=due_on,
        before_launch=before_launch,
        origin=origin,
        salt=new_salt(),
        by=by.person if by else None,
        at=now,
    )
    session.add(row)
    session.flush()
    record(
        session,
        "action_item.added",
        by=by,
        service=row.service_id,
        review=row.review_id,
        item=row.id,
        owner=owner,
        due_on=due_on.isoformat(),
        before_launch=before_launch,
        digest=salted_digest(row.salt, {"title": title, "link": link}),
    )
    touch(session, row.service_id)
    return row
