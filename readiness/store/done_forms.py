"""The forms that were done, so that one sent twice has one effect. No past: old rows are removed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base


class DoneForm(Base):
    """One form that somebody sent. The key is a digest that tells nothing of what it said.

    `leads_to` is the page that its sender was led to, where that is not the page of the form.
    """

    __tablename__ = "done_forms"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    leads_to: Mapped[str] = mapped_column(String(2000), default="")
    at: Mapped[datetime] = mapped_column(index=True)


def place_of(session: Session, key: str) -> str | None:
    """Return where it led to, empty if that is not known; None if it was not done."""
    found = session.get(DoneForm, key)
    return None if found is None else found.leads_to


def add(session: Session, key: str, at: datetime) -> bool:
    """Note it with whatever else this transaction does; return False if it was there already.

    Whoever adds the same at the same moment waits until this transaction ends.
    """
    try:
        session.execute(insert(DoneForm).values(key=key, at=at, leads_to=""))
    except IntegrityError:
        return False
    return True


def lead(session: Session, key: str, to: str) -> None:
    session.execute(update(DoneForm).where(DoneForm.key == key).values(leads_to=to))


def remove_older(session: Session, than: datetime) -> None:
    session.execute(delete(DoneForm).where(DoneForm.at < than))
