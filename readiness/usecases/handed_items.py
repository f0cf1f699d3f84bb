"""The answers that are asked of one person by name, as the home page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from readiness.core import addresses, briefs, kind_words
from readiness.core import delegations as core
from readiness.core.checklists import Question
from readiness.core.evidence import weigh
from readiness.core.grades import Graded, grade
from readiness.core.progress import is_open
from readiness.core.rights import Action, Actor, require
from readiness.store import delegations as store
from readiness.store.delegations import Delegation, Said
from readiness.store.worklists import OpenReview
from readiness.usecases.checklists import pinned
from readiness.usecases.names import names
from readiness.usecases.work_items import Item


def handed_items(
    session: Session, concerning: Sequence[OpenReview], *, by: Actor, now: datetime
) -> tuple[Item, ...]:
    """Return an item for each of these reviews in which something of theirs is open."""
    require(by, Action.READ)
    reviews = [each for each in concerning if each.is_handed]
    ids = [each.id for each in reviews]
    if not ids or by.person is None:
        return ()
    rows = store.newest_delegations(session, ids)
    said = store.said_in(session, ids)
    known = names(session, {row.by for row in rows}, by=by)
    found = []
    for review in reviews:
        own = [row for row in rows if row.review_id == review.id]
        asked = _asked(session, review)
        mine = core.with_person(own, asked, by.person)
        theirs = [each for each in asked if each.id in mine]
        left = [each for each in theirs if _is_open(said, review.id, each, now)]
        if left:
            newest = max((row for row in own if row.person_id == by.person), key=lambda row: row.id)
            wished = core.open_wish(own, left)
            is_late = core.is_late(wished, now, by.time_zone)
            found.append(_item(review, len(theirs), left, newest, known, wished, is_late=is_late))
    return tuple(sorted(found, key=lambda item: (not item.is_pressing, item.at or now)))


def _asked(session: Session, review: OpenReview) -> list[Question]:
    known = frozenset(review.summary["asked"])
    questions = pinned(session, review.version_id).checklist.questions
    return [each for each in questions if each.id in known]


def _is_open(
    said: Mapping[tuple[int, str], Said], review: int, question: Question, now: datetime
) -> bool:
    """Return whether it is not answered, or the evidence that it takes is missing."""
    found = (said.get((review, id_)) for id_ in question.ids)
    value, evidence = next((each for each in found if each is not None), (None, ()))
    counted = weigh(question, evidence, now.date()).counted
    return is_open(Graded(question, grade(question, value, counted, now.date())))


def _item(
    review: OpenReview,
    asked: int,
    left: list[Question],
    newest: Delegation,
    known: Mapping[int, str],
    wished: date | None,
    *,
    is_late: bool,
) -> Item:
    by = known.get(newest.by, "")
    wish = f" · wished by {wished.day} {wished:%B %Y}" if wished else ""
    return Item(
        kind="unmet" if is_late else "draft",
        word="Late" if is_late else "Handed to you",
        title=f"{kind_words.review(review.kind)} of {review.service} for {review.environment}",
        sentence=f"Answer what {by} handed to you for {review.service}.",
        note=f"{briefs.counted(len(left), 'question')} of {asked} still open · {by}{wish}",
        path=addresses.question(review.id, left[0].area, left[0].id),
        label="Answer",
        at=newest.at,
        moment="handed",
        is_pressing=is_late,
    )
