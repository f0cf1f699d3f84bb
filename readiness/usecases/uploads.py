"""Files that people put behind answers: what may come, and what is known of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import addresses
from readiness.core.errors import BadInput, NotFound
from readiness.core.files import PICTURES, Kept, Limits, kind_in_words, size_in_words
from readiness.core.rights import Action, Actor, require
from readiness.store import files as store
from readiness.store.files import FileCondition, StoredFile, Thumbnail, Upload
from readiness.store.reviews import Review
from readiness.usecases.desks import seated
from readiness.usecases.records import record, send
from readiness.usecases.services import person_of
from readiness.usecases.subjects import review_of

#: How a file was found when it was looked at last.
GOOD, DAMAGED, MISSING = "good", "damaged", "missing"


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as pages show it. `thumbnail` is its small picture's address, empty before it is made."""

    name: str
    path: str
    kind: str
    size: str
    sha256: str
    is_picture: bool
    pixels: str
    thumbnail: str
    width: int
    height: int
    uploaded_at: datetime
    fault: str


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be read below the review."""

    sha256: str
    name: str
    size: int
    media_type: str


def room(session: Session, review_id: int, *, limits: Limits, by: Actor) -> int:
    """Return how many bytes the review has room for."""
    require(by, Action.READ)
    return _room(session, review_id, limits)


def _room(session: Session, review_id: int, limits: Limits) -> int:
    return max(0, limits.review_bytes - store.bytes_of_review(session, review_id))


def require_room(
    session: Session,
    review_id: int,
    question: str,
    files: Sequence[Kept],
    *,
    limits: Limits,
    by: Actor,
) -> None:
    """Refuse, before any bytes are kept, what could not be attached anyway."""
    seated(session, review_id, question, by=by)
    _require_room(session, review_id, files, limits)


def keep(
    session: Session,
    review: Review,
    question: str,
    files: Sequence[Kept],
    *,
    limits: Limits,
    by: Actor,
    now: datetime,
) -> None:
    """Note files whose bytes are stored. The same content twice is one file.

    The review is held, so no other upload takes the room that is found here.
    """
    _require_room(session, review.id, files, limits)
    for each in files:
        if store.file_by_digest(session, each.sha256) is None:
            session.add(_stored(each, by, now))
            session.flush()
        if each.media_type in PICTURES and store.thumbnail_of(session, each.sha256) is None:
            send(session, "file.thumbnail", file=each.sha256)
        if store.upload_of(session, review.id, each.sha256) is None:
            _add_upload(session, review, each.sha256, each.name, by, now)
        about = {"question": question, "file": each.sha256, "size": each.size}
        record(
            session, "file.attached", by=by, service=review.service_id, review=review.id, **about
        )


def carry(
    session: Session,
    review: Review,
    evidence: Sequence[Mapping[str, object]],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Let the review read the files of an answer that is taken over into it."""
    for piece in evidence:
        sha256 = str(piece.get("file", ""))
        if sha256 and store.upload_of(session, review.id, sha256) is None:
            _add_upload(session, review, sha256, str(piece.get("name", "")), by, now)


def _require_room(session: Session, review_id: int, files: Sequence[Kept], limits: Limits) -> None:
    new = [each for each in files if store.upload_of(session, review_id, each.sha256) is None]
    left = _room(session, review_id, limits)
    if sum(each.size for each in new) > left:
        most = size_in_words(limits.review_bytes)
        sentence = (
            f"The files of one review may take {most}, and {size_in_words(left)} are left. "
            "Nothing was attached."
        )
        raise BadInput(sentence, {"files": sentence})


def _stored(each: Kept, by: Actor, now: datetime) -> StoredFile:
    return StoredFile(
        sha256=each.sha256,
        size=each.size,
        media_type=each.media_type,
        width=each.width,
        height=each.height,
        by=person_of(by),
        at=now,
    )


def _add_upload(
    session: Session, review: Review, sha256: str, name: str, by: Actor, now: datetime
) -> None:
    row = Upload(review_id=review.id, sha256=sha256, name=name, by=person_of(by), at=now)
    session.add(row)
    if store.damaged(session, [sha256]):
        review.has_damage = True
    session.flush()


def files_of(session: Session, review_id: int, *, by: Actor) -> Mapping[str, FileView]:
    """Return what is known of every file of the review, by its digest."""
    require(by, Action.READ)
    return {
        row[0].sha256: _view(review_id, *row) for row in store.files_of_review(session, review_id)
    }


def _view(
    review_id: int,
    upload: Upload,
    file: StoredFile,
    small: Thumbnail | None,
    condition: FileCondition | None,
) -> FileView:
    is_made = small is not None and bool(small.made)
    return FileView(
        name=upload.name,
        path=addresses.file(review_id, file.sha256),
        kind=kind_in_words(file.media_type),
        size=size_in_words(file.size),
        sha256=file.sha256,
        is_picture=file.media_type in PICTURES and (small is None or is_made),
        pixels=f"{file.width:,} × {file.height:,}" if file.width else "",
        thumbnail=addresses.thumbnail(review_id, file.sha256) if is_made else "",
        width=small.width if small else 0,
        height=small.height if small else 0,
        uploaded_at=upload.at,
        fault="" if condition is None or condition.condition == GOOD else condition.condition,
    )


def find(session: Session, review_id: int, sha256: str, *, by: Actor) -> Found:
    """Return a file of the review; one of another review is not found below this one."""
    require(by, Action.READ)
    review_of(session, review_id)
    upload = store.upload_of(session, review_id, sha256)
    file = store.file_by_digest(session, sha256)
    if upload is None or file is None:
        raise NotFound("This review has no such file.")
    return Found(sha256, upload.name, file.size, file.media_type)


def find_thumbnail(session: Session, review_id: int, sha256: str, *, by: Actor) -> str:
    """Return the digest of the small picture of a file of the review."""
    find(session, review_id, sha256, by=by)
    small = store.thumbnail_of(session, sha256)
    if small is None or not small.made:
        raise NotFound("There is no small picture of this file.")
    return small.made
