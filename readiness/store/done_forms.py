"""The forms that were done, so that one sent twice has one effect. No past: old rows are removed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, bindparam, delete, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base, Utc


class DoneForm(Base):
    """What somebody sent last by one form. Both digests tell nothing of what it said.

    `said` is that of its text. `leads_to` is the page that its sender was led to, where that is
    not the page of the form.
    """

    __tablename__ = "done_forms"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    said: Mapped[str] = mapped_column(String(64))
    leads_to: Mapped[str] = mapped_column(String(2000), default="")
    at: Mapped[datetime] = mapped_column(index=True)


ADD = text(
    "INSERT INTO done_forms (key, said, leads_to, at) VALUES (:key, :said, '', :at)"
    " ON CONFLICT (key) DO UPDATE SET said = excluded.said, leads_to = '', at = excluded.at"
    " WHERE done_forms.said <> excluded.said RETURNING key"
).bindparams(bindparam("at", type_=Utc))


def place_of(session: Session, key: str, said: str) -> str | None:
    """Return where it led to, empty if that is not known; None if this was not done last."""
    query = select(DoneForm.leads_to).where(DoneForm.key == key, DoneForm.said == said)
    return session.scalar(query)


def add(session: Session, key: str, said: str, at: datetime) -> bool:
    """Note it with whatever else this transaction does; return False if it was the last already.

    Whoever sends the same form at the same moment waits until this transaction ends.
    """
    return session.scalar(ADD, {"key": key, "said": said, "at": at}) is not None


def lead(session: Session, key: str, to: str) -> None:
    session.execute(update(DoneForm).where(DoneForm.key == key).values(leads_to=to))


def remove_older(session: Session, than: datetime) -> None:
    session.execute(delete(DoneForm).where(DoneForm.at < than))
