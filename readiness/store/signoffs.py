"""Rounds of a gate and the votes in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from readiness.store.base import Base, Utc
from readiness.store.reviews import Review


class Round(Base):
    """Append-only: each submission of a gate opens a round.

    `digest` is that of what the gate was sent to read; old rows have none.
    """

    __tablename__ = "rounds"
    __table_args__ = (UniqueConstraint("review_id", "gate", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    gate: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    digest: Mapped[str | None] = mapped_column(String(64))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Vote(Base):
    """Append-only: one reviewer's word on a gate, bound to the digest of what was seen.

    Only old rows hold a `question`: what a vote points at is in `asked_changes`. `team` is the
    team that the voter belonged to then; `denial_id` names the denial that an approval wants to
    lift.
    """

    __tablename__ = "votes"
    __table_args__ = (
        CheckConstraint("choice in ('approve','request_changes','deny')", name="choice_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    gate: Mapped[str] = mapped_column(String(40))
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    choice: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))
    team: Mapped[str] = mapped_column(String(40))
    question: Mapped[str | None] = mapped_column(String(80))
    comment: Mapped[str] = mapped_column(String(4000), default="")
    denial_id: Mapped[int | None] = mapped_column(ForeignKey("votes.id"))
    salt: Mapped[str] = mapped_column(String(32))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]


class AskedChange(Base):
    """Append-only: a question that a vote points at, above all a request for changes."""

    __tablename__ = "asked_changes"

    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(80), primary_key=True)


class Withdrawal(Base):
    """Append-only: the voter takes the vote back, and with it all that they had said before.

    Approvals of the gate up to the vote `up_to` count no more, whoever gave them; 0 for none.
    Old rows, and those on an approved review, have no `up_to`: nothing else went with these.
    """

    __tablename__ = "withdrawals"

    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"), primary_key=True)
    up_to: Mapped[int | None]
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class SeenContent(Base):
    """Append-only: what a digest that was voted on stands for, to show the difference later."""

    __tablename__ = "seen_contents"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[str]
    at: Mapped[datetime]


KEEP_SEEN = text(
    "INSERT INTO seen_contents (digest, content, at) VALUES (:digest, :content, :at)"
    " ON CONFLICT DO NOTHING"
).bindparams(bindparam("at", type_=Utc))


def keep_seen(session: Session, digest: str, *, content: str, at: datetime) -> None:
    """Store what the digest stands for, once: two reviews may cover the same, and be voted on at once."""
    # Asked first: on SQLite the table's guard refuses what is there already (append_only.py).
    known = session.scalar(select(SeenContent.digest).where(SeenContent.digest == digest))
    if known is None:
        session.execute(KEEP_SEEN, {"digest": digest, "content": content, "at": at})


def seen_contents(session: Session, digests: Collection[str]) -> dict[str, str]:
    """Return what these digests stand for, as canonical JSON; nothing for what was never voted on."""
    if not digests:
        return {}
    query = select(SeenContent.digest, SeenContent.content)
    rows = session.execute(query.where(SeenContent.digest.in_(digests)))
    return dict(iter(rows))


def rounds_of(session: Session, review_id: int) -> Sequence[Round]:
    query = select(Round).where(Round.review_id == review_id)
    return session.scalars(query.order_by(Round.id)).all()


def votes_of(session: Session, review_id: int) -> Sequence[Vote]:
    query = select(Vote).where(Vote.review_id == review_id)
    return session.scalars(query.order_by(Vote.id)).all()


def has_votes_since(session: Session, review_id: int, at: datetime) -> bool:
    """Return whether anybody has voted on the review at that instant or later."""
    query = select(Vote.id).where(Vote.review_id == review_id, Vote.at >= at)
    return session.scalar(query.limit(1)) is not None


def asked_questions(session: Session, review_id: int) -> dict[int, tuple[str, ...]]:
    """Return by vote the questions that it points at."""
    query = select(AskedChange.vote_id, AskedChange.question)
    query = query.join(Vote, Vote.id == AskedChange.vote_id).where(Vote.review_id == review_id)
    found: dict[int, tuple[str, ...]] = {}
    for vote, question in session.execute(
        query.order_by(AskedChange.vote_id, AskedChange.question)
    ):
        found[vote] = (*found.get(vote, ()), question)
    return found


def withdrawals_of(session: Session, review_id: int) -> Sequence[Withdrawal]:
    query = select(Withdrawal).join(Vote, Vote.id == Withdrawal.vote_id)
    return session.scalars(query.where(Vote.review_id == review_id)).all()


def last_requests_of(
    session: Session, person: int, team: str | None, review_id: int | None = None
) -> Sequence[Vote]:
    """Return the requests for changes that are this person's last word at a gate of an open review.

    For one team or all, in one review or all.
    """
    query = select(Vote).join(Review, Review.id == Vote.review_id)
    query = query.where(Vote.by == person, Vote.choice == "request_changes")
    query = query.where(Review.is_open.is_(True), _is_last_word())
    if team is not None:
        query = query.where(Vote.team == team)
    if review_id is not None:
        query = query.where(Vote.review_id == review_id)
    return session.scalars(query.order_by(Review.service_id, Review.id, Vote.id)).all()


def _is_last_word() -> ColumnElement[bool]:
    """Say that it was not taken back, and nothing after it but what was taken back alone."""
    later = aliased(Vote)
    after = select(later.id).outerjoin(Withdrawal, Withdrawal.vote_id == later.id)
    after = after.where(
        later.review_id == Vote.review_id,
        later.gate == Vote.gate,
        later.by == Vote.by,
        later.id > Vote.id,
        or_(Withdrawal.vote_id.is_(None), Withdrawal.up_to.is_not(None)),
    )
    gone = select(Withdrawal.vote_id).where(Withdrawal.vote_id == Vote.id)
    return and_(~after.exists(), ~gone.exists())
