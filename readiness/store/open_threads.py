"""The open threads that could wait for somebody, over all reviews, and everything said in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from readiness.store.base import Plain
from readiness.store.comments import Comment
from readiness.store.people import active
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Membership, Team
from readiness.store.threads import Mention, ThreadMove
from readiness.store.verdicts import ReviewSummary
from readiness.store.worklists import UNDER_WAY

#: More than anybody answers in a day; the newest come first.
MOST = 300


@dataclass(frozen=True, slots=True)
class OpenThread:
    """The comment that started it, and the review that it belongs to."""

    first: Comment
    review: int
    version_id: int
    service: str
    team: str  # the short name of the owner's
    team_name: str
    summary: Plain


def concerning(session: Session, person: int, teams: Collection[str]) -> Sequence[OpenThread]:
    """Return open threads of reviews under way, newest first, that the person could have to answer.

    They wrote or are named in it, their team owns the service, or nobody wrote so far but the
    owner's team and who cannot sign in any more: then it waits for reviewers. Where the person is
    named, an approved review counts too.
    """
    query = (
        select(
            Comment,
            Review.id,
            Review.checklist_version_id,
            Service.name,
            Team.slug,
            Team.name,
            ReviewSummary.summary,
        )
        .join(Review, Review.id == Comment.review_id)
        .join(ReviewSummary, ReviewSummary.review_id == Review.id)
        .join(Service, Service.id == Review.service_id)
        .join(Team, Team.id == Service.owner_team_id)
        .where(Comment.thread_id.is_(None), Comment.id.not_in(_resolved()))
        .where(_concerns(person, teams))
    )
    rows = session.execute(query.order_by(Comment.id.desc()).limit(MOST))
    return [OpenThread(*row) for row in rows]


def _resolved() -> Select[int]:
    newest = select(func.max(ThreadMove.id)).group_by(ThreadMove.thread_id)
    query = select(ThreadMove.thread_id).where(ThreadMove.id.in_(newest))
    return query.where(ThreadMove.became == "resolved")


def _concerns(person: int, teams: Collection[str]) -> ColumnElement[bool]:
    said = aliased(Comment)
    thread = func.coalesce(said.thread_id, said.id)
    wrote = Comment.id.in_(select(thread).where(said.by == person))
    named = select(thread).join(Mention, Mention.comment_id == said.id)
    is_named = Comment.id.in_(named.where(Mention.person_id == person))
    under_way = ReviewSummary.state.in_(UNDER_WAY)
    is_theirs = or_(wrote, Team.slug.in_(teams), ~_is_answered_from_outside())
    return or_(
        and_(under_way, is_theirs if teams else wrote),
        and_(is_named, ReviewSummary.state != "abandoned"),
    )


def _is_answered_from_outside() -> ColumnElement[bool]:
    """Return whether somebody wrote in the thread who is not in the owner's team, and is there."""
    said = aliased(Comment)
    inside = select(Membership.person_id).where(Membership.team_id == Service.owner_team_id)
    query = select(said.id).where(or_(said.id == Comment.id, said.thread_id == Comment.id))
    query = query.where(said.by.not_in(inside.correlate(Service)), said.by.in_(active()))
    return query.correlate(Comment, Service).exists()


def comments_in(session: Session, threads: Collection[int]) -> Sequence[Comment]:
    """Return every comment of these threads, oldest first."""
    query = select(Comment).where(or_(Comment.id.in_(threads), Comment.thread_id.in_(threads)))
    return session.scalars(query.order_by(Comment.id)).all()
