"""The keys that verdicts are signed with: the public ones to read, the private ones sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, Text, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class SigningKey(Base):
    """It signs from `signs_from` until `signs_until`, and is published until `published_until`.

    None is: until a next key comes. The private key is empty once it signs no more.
    """

    __tablename__ = "signing_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    public_key: Mapped[str] = mapped_column(String(64))
    sealed_private_key: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    signs_from: Mapped[datetime]
    signs_until: Mapped[datetime | None]
    published_until: Mapped[datetime | None]


def every_key(session: Session) -> Sequence[SigningKey]:
    return session.scalars(select(SigningKey).order_by(SigningKey.id)).all()


def published_keys(session: Session, now: datetime) -> Sequence[SigningKey]:
    """Return what a verdict may be signed with: also the one that does not sign yet."""
    until = SigningKey.published_until
    query = select(SigningKey).where(or_(until.is_(None), until > now))
    return session.scalars(query.order_by(SigningKey.id)).all()


def key_that_signs(session: Session, now: datetime) -> SigningKey | None:
    until = SigningKey.signs_until
    query = select(SigningKey).where(
        SigningKey.signs_from <= now, or_(until.is_(None), until > now)
    )
    return session.scalar(query.order_by(SigningKey.id.desc()).limit(1))
