"""What can be found, made from everything else by following the ledger; it can be thrown away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.core.search_texts import Text
from readiness.store import search_index
from readiness.store.base import Base
from readiness.store.ledger import LedgerEntry, LedgerHead

#: Most ids that one statement names.
AT_ONCE = 500


class SearchText(Base):
    """No past: replaced whenever what it tells of changes. All of one `key` are made together."""

    __tablename__ = "search_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(160), index=True)
    service_id: Mapped[int | None]
    review_id: Mapped[int | None]
    address: Mapped[str] = mapped_column(String(500))
    title: Mapped[str]
    place: Mapped[str]
    body: Mapped[str]
    at: Mapped[datetime]


class SearchMark(Base):
    """The one row that says up to which entry of the ledger the texts are made.

    `form` says by which rules, and `texts` how many there are, so that a loss is noticed.
    """

    __tablename__ = "search_marks"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    form: Mapped[str] = mapped_column(String(40))
    texts: Mapped[int]


def mark_of(session: Session) -> SearchMark | None:
    return session.get(SearchMark, 1)


def ahead(session: Session) -> bool:
    """Return whether the ledger goes on behind the mark, or there is no mark."""
    seq = select(SearchMark.seq).where(SearchMark.id == 1).scalar_subquery()
    query = select(LedgerHead.id).where(func.coalesce(seq, -1) < LedgerHead.size)
    return session.scalar(query) is not None


def entries_after(session: Session, seq: int, limit: int) -> Sequence[LedgerEntry]:
    query = select(LedgerEntry).where(LedgerEntry.seq > seq).order_by(LedgerEntry.seq)
    return session.scalars(query.limit(limit)).all()


def is_whole(session: Session, form: str) -> bool:
    """Return whether the mark, the texts, their words and the ledger still belong together."""
    mark = mark_of(session)
    if mark is None or mark.form != form:
        return False
    if mark.seq:
        hash_ = session.scalar(select(LedgerEntry.hash).where(LedgerEntry.seq == mark.seq))
        if hash_ != mark.hash:
            return False
    texts = session.scalar(select(func.count()).select_from(SearchText))
    return mark.texts == texts == search_index.count(session)


def lock_mark(session: Session, seq: int) -> SearchMark | None:
    """Return the mark, held until the transaction ends; None if another worker is or was here."""
    query = select(SearchMark).where(SearchMark.id == 1, SearchMark.seq == seq)
    return session.scalar(query.with_for_update(skip_locked=True))


def restart(session: Session, form: str) -> None:
    """Throw everything away and set the mark to the ledger's beginning."""
    session.execute(delete(SearchMark))
    search_index.clear(session)
    session.execute(delete(SearchText))
    session.add(SearchMark(id=1, seq=0, hash="", form=form, texts=0))
    session.flush()


def replace(session: Session, keys: Collection[str], texts: Iterable[Text]) -> int:
    """Put these texts in the place of those under the keys; return how many more there are."""
    query = select(SearchText.id).where(SearchText.key.in_(keys))
    old = session.scalars(query).all()
    search_index.remove(session, old)
    for start in range(0, len(old), AT_ONCE):
        some = old[start : start + AT_ONCE]
        session.execute(delete(SearchText).where(SearchText.id.in_(some)))
    rows = [_row(text) for text in texts]
    session.add_all(rows)
    session.flush()
    search_index.add(session, rows)
    return len(rows) - len(old)


def _row(text: Text) -> SearchText:
    return SearchText(
        kind=text.kind.value,
        key=text.key,
        service_id=text.service,
        review_id=text.review,
        address=text.address,
        title=text.title,
        place=text.place,
        body=text.body,
        at=text.at,
    )


def advance(session: Session, seq: int, hash_: str, more: int) -> None:
    query = update(SearchMark).where(SearchMark.id == 1)
    session.execute(query.values(seq=seq, hash=hash_, texts=SearchMark.texts + more))


def texts_by_id(session: Session, ids: Collection[int]) -> dict[int, SearchText]:
    query = select(SearchText).where(SearchText.id.in_(ids))
    return {row.id: row for row in session.scalars(query)}
