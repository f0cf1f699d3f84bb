"""The forms that were done, so that one sent twice has one effect. No past: old rows are removed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, delete, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class DoneForm(Base):
    """One form that somebody sent. The key is a digest that tells nothing of what it said."""

    __tablename__ = "done_forms"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


def is_done(session: Session, key: str) -> bool:
    return session.get(DoneForm, key) is not None


def add(session: Session, key: str, at: datetime) -> bool:
    """Note it with whatever else this transaction does; return False if it was there already.

    Whoever adds the same at the same moment waits until this transaction ends.
    """
    try:
        session.execute(insert(DoneForm).values(key=key, at=at))
    except IntegrityError:
        return False
    return True


def remove_older(session: Session, than: datetime) -> None:
    session.execute(delete(DoneForm).where(DoneForm.at < than))
