"""The files behind answers by what is in them, and which review each was uploaded to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from readiness.store.base import Base
from readiness.store.reviews import Review


class StoredFile(Base):
    """Append-only. The bytes are in the blob store; `width` and `height` are a picture's."""

    __tablename__ = "stored_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(80))
    width: Mapped[int | None]
    height: Mapped[int | None]
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Upload(Base):
    """Append-only: the file may be read below this review, and counts for its quota."""

    __tablename__ = "uploads"
    __table_args__ = (UniqueConstraint("review_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"))
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_files.sha256"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Thumbnail(Base):
    """A small picture of a picture, made anew if it is lost. `made` is empty where that failed."""

    __tablename__ = "thumbnails"

    sha256: Mapped[str] = mapped_column(ForeignKey("stored_files.sha256"), primary_key=True)
    made: Mapped[str] = mapped_column(String(64), default="")
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]


class FileCondition(Base):
    """How a file was found when it was looked at last. Changes of it are in the ledger."""

    __tablename__ = "file_conditions"

    sha256: Mapped[str] = mapped_column(ForeignKey("stored_files.sha256"), primary_key=True)
    condition: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime]
    checked_at: Mapped[datetime] = mapped_column(index=True)


def file_by_digest(session: Session, sha256: str) -> StoredFile | None:
    return session.get(StoredFile, sha256)


def files_by_digest(session: Session, digests: Collection[str]) -> Sequence[StoredFile]:
    query = select(StoredFile).where(StoredFile.sha256.in_(digests))
    return session.scalars(query.order_by(StoredFile.sha256)).all()


def upload_of(session: Session, review_id: int, sha256: str) -> Upload | None:
    query = select(Upload).where(Upload.review_id == review_id, Upload.sha256 == sha256)
    return session.scalar(query)


def bytes_of_review(session: Session, review_id: int) -> int:
    query = select(func.coalesce(func.sum(StoredFile.size), 0)).join(Upload)
    return int(session.scalar(query.where(Upload.review_id == review_id)) or 0)


Row = tuple[Upload, StoredFile, Thumbnail | None, FileCondition | None]


def files_of_review(session: Session, review_id: int) -> Sequence[Row]:
    """Return every file of the review with its thumbnail and how it was found last."""
    query = (
        select(Upload, StoredFile, Thumbnail, FileCondition)
        .join(StoredFile, StoredFile.sha256 == Upload.sha256)
        .outerjoin(Thumbnail, Thumbnail.sha256 == Upload.sha256)
        .outerjoin(FileCondition, FileCondition.sha256 == Upload.sha256)
        .where(Upload.review_id == review_id)
    )
    rows = session.execute(query.order_by(Upload.id))
    return [(upload, file, small, found) for upload, file, small, found in rows]


def thumbnail_of(session: Session, sha256: str) -> Thumbnail | None:
    return session.get(Thumbnail, sha256)


def drawn_as(session: Session, made: str) -> str | None:
    """Return the digest of a picture that this is the small picture of."""
    return session.scalar(select(Thumbnail.sha256).where(Thumbnail.made == made).limit(1))


def condition_of(session: Session, sha256: str) -> FileCondition | None:
    return session.get(FileCondition, sha256)


def damaged(session: Session, digests: Collection[str]) -> frozenset[str]:
    """Return which of these files were damaged or missing when they were looked at last."""
    query = select(FileCondition.sha256).where(
        FileCondition.sha256.in_(digests), FileCondition.condition != "good"
    )
    return frozenset(session.scalars(query))


def due(session: Session, *, before: datetime, most: int) -> Sequence[StoredFile]:
    """Return the files that were not looked at since `before`: never ones first, then the oldest."""
    query = (
        select(StoredFile)
        .outerjoin(FileCondition, FileCondition.sha256 == StoredFile.sha256)
        .where(func.coalesce(FileCondition.checked_at, StoredFile.at) < before)
        .order_by(func.coalesce(FileCondition.checked_at, StoredFile.at), StoredFile.sha256)
    )
    return session.scalars(query.limit(most)).all()


def reviews_with(session: Session, sha256: str) -> Sequence[int]:
    """Return the reviews that the file was uploaded to, in the order in which they are locked."""
    query = select(Review.id).join(Upload, Upload.review_id == Review.id)
    query = query.where(Upload.sha256 == sha256).order_by(Review.service_id, Review.id)
    return session.scalars(query).all()
