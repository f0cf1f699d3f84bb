"""Server-side sessions: who is signed in, until when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base
from readiness.store.people import Account


class SignIn(Base):
    """One browser's sign-in. The cookie holds the secret, this row its SHA-256.

    `confirmed_at` is when the password was given last.
    """

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    started_at: Mapped[datetime]
    confirmed_at: Mapped[datetime]
    ends_at: Mapped[datetime]


def standing_sign_in(
    session: Session, secret_hash: str, *, now: datetime
) -> tuple[SignIn, Account] | None:
    """Return the sign-in if it has not ended and its account is still active."""
    query = (
        select(SignIn, Account)
        .join(Account, Account.id == SignIn.account_id)
        .where(SignIn.secret_hash == secret_hash, SignIn.ends_at > now, Account.is_active)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])


def end_all(session: Session, account_id: int, *, now: datetime) -> None:
    query = update(SignIn).where(SignIn.account_id == account_id, SignIn.ends_at > now)
    session.execute(query.values(ends_at=now))
