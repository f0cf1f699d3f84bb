"""API tokens: a public part to find them by, the SHA-256 of the secret, scopes and an end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class ApiToken(Base):
    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(16), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(100))
    scopes: Mapped[list[str]]
    service_id: Mapped[int | None] = mapped_column(ForeignKey("services.id"))
    made_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


def token_by_key(session: Session, key: str) -> ApiToken | None:
    return session.scalar(select(ApiToken).where(ApiToken.key == key))


def is_good(session: Session, token_id: int, now: datetime) -> bool:
    """Return whether the token is neither over nor revoked, by what is stored at this moment."""
    query = select(ApiToken.id).where(ApiToken.id == token_id, ApiToken.revoked_at.is_(None))
    return session.scalar(query.where(ApiToken.ends_at > now)) is not None


def every_token(session: Session) -> Sequence[ApiToken]:
    return session.scalars(select(ApiToken).order_by(ApiToken.made_at.desc())).all()


def write_last_uses(session: Session, uses: Mapping[str, datetime]) -> None:
    """Write when tokens were last used, by key. No decision rests on it, so no ledger entry."""
    for key, moment in sorted(uses.items()):  # two processes write the same rows in one order
        session.execute(update(ApiToken).where(ApiToken.key == key).values(last_used_at=moment))
