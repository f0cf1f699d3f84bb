"""Looks whether stored files are still what was uploaded, and closes what rests on one that is not.

The gate reads no file: a review is marked when one of its files is found damaged or missing, and its
verdict is computed anew, as it is when the file is whole again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.adapters.blobs import Blobs, Damaged, Missing, Unreachable, check
from readiness.store import files as store
from readiness.store.engine import Database
from readiness.store.files import FileCondition
from readiness.store.reviews import review_by_id
from readiness.usecases import dossiers, transaction
from readiness.usecases.records import record, touch
from readiness.usecases.uploads import DAMAGED, GOOD, MISSING

#: Each file is looked at once in this time, and at most so many, or so many bytes, in one go.
EVERY = timedelta(days=1)
MOST_FILES = 50
MOST_BYTES = 200_000_000
#: One whose store did not answer comes again after this, when the others had their turn.
AGAIN = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Look:
    """How a file was found. One whose store does not answer was not looked at."""

    sha256: str
    condition: str


@dataclass(frozen=True, slots=True)
class Round:
    """Those that were found otherwise than the last time, and the one whose store did not answer.

    `whole` are the digests of all that were found as they were uploaded.
    """

    changed: Sequence[Look]
    unanswered: str | None
    whole: Sequence[str]


def check_some(
    database: Database, blobs: Blobs, *, now: datetime, suspects: Iterable[str] = ()
) -> Round:
    """Look at the suspects, and at the files that were not looked at for the longest time.

    Each that changed is told in its own transaction. A store that does not answer ends the round.
    """
    with database.reading() as session:
        wanted = [*_known_ones(session, suspects), *_due(session, now)]
    looks, unanswered = _looks(blobs, dict.fromkeys(wanted))
    with database.reading() as session:
        changed = [look for look in looks if look.condition != _known(session, look.sha256)]
    _note(database, [look for look in looks if look not in changed], now)
    if unanswered:
        _put_off(database, unanswered, now)
    whole = [look.sha256 for look in looks if look.condition == GOOD]
    return Round(changed, unanswered, whole)


def _known_ones(session: Session, suspects: Iterable[str]) -> Sequence[str]:
    """Return the files among them; of a small picture the file that it was drawn from."""
    files = (store.drawn_as(session, each) or each for each in suspects)
    return [each for each in files if store.file_by_digest(session, each) is not None]


def _looks(blobs: Blobs, wanted: Iterable[str]) -> tuple[Sequence[Look], str | None]:
    """Return what was found, and the file at which it ended, as each waits long for its answer."""
    found = list[Look]()
    for sha256 in wanted:
        look = _look(blobs, sha256)
        if look is None:
            return found, sha256
        found.append(look)
    return found, None


def _due(session: Session, now: datetime) -> Sequence[str]:
    found, size = list[str](), 0
    for row in store.due(session, before=now - EVERY, most=MOST_FILES):
        size += row.size
        if found and size > MOST_BYTES:
            break
        found.append(row.sha256)
    return found


def _look(blobs: Blobs, sha256: str) -> Look | None:
    try:
        check(blobs, sha256)
    except Damaged:
        return Look(sha256, DAMAGED)
    except Missing:
        return Look(sha256, MISSING)
    except Unreachable:
        return None
    return Look(sha256, GOOD)


def _known(session: Session, sha256: str) -> str:
    row = store.condition_of(session, sha256)
    return row.condition if row else GOOD


def tell(session: Session, look: Look, *, now: datetime) -> None:
    """Record what changed, and have everything that rests on it computed anew."""
    for review_id in store.reviews_with(session, look.sha256):
        _mark(session, review_id, look)
    _keep(session, look, now)
    event = "file.recovered" if look.condition == GOOD else "file.damaged"
    record(session, event, by=None, file=look.sha256, condition=look.condition)
    session.flush()
    for review_id in store.reviews_with(session, look.sha256):
        _settle(session, review_id)


def _mark(session: Session, review_id: int, look: Look) -> None:
    """Hold the review before anything is written, as every change of it does."""
    review = dossiers.hold(session, review_id)
    event = "evidence.recovered" if look.condition == GOOD else "evidence.damaged"
    record(session, event, by=None, service=review.service_id, review=review_id, file=look.sha256)
    touch(session, review.service_id)


def _settle(session: Session, review_id: int) -> None:
    review = review_by_id(session, review_id)
    if review is not None:
        others = {row[0].sha256 for row in store.files_of_review(session, review_id)}
        review.has_damage = bool(store.damaged(session, others))


def _note(database: Database, looks: Sequence[Look], now: datetime) -> None:
    """Keep when they were looked at. Nothing that anybody decides by has changed."""
    if not looks:
        return
    with database.writing() as session:
        for look in looks:
            _keep(session, look, now)
        transaction.commit_bookkeeping(session)


def _put_off(database: Database, sha256: str, now: datetime) -> None:
    """Let the others go first: one that is always refused must not stand before them for ever."""
    with database.writing() as session:
        _keep(session, Look(sha256, _known(session, sha256)), now - EVERY + AGAIN)
        transaction.commit_bookkeeping(session)


def _keep(session: Session, look: Look, now: datetime) -> None:
    row = store.condition_of(session, look.sha256)
    if row is None:
        since = {"since": now, "checked_at": now}
        session.add(FileCondition(sha256=look.sha256, condition=look.condition, **since))
        return
    if row.condition != look.condition:
        row.condition, row.since = look.condition, now
    row.checked_at = now
