"""Checklist versions: taken from files into the database, and read back from there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.adapters.canonical import digest
from readiness.core import checklist_documents
from readiness.core.checklist_documents import with_defaults
from readiness.core.checklists import Checklist
from readiness.core.errors import NotFound
from readiness.core.rights import Action, Actor, require
from readiness.store import checklists as store
from readiness.store.checklists import ChecklistVersion
from readiness.store.teams import Team, team_by_slug
from readiness.usecases.records import record

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pinned:
    """One checklist version: as the document that is digested, and as values.

    `definitions` holds the digest of each question's definition, by its id.
    """

    id: int
    digest: str
    document: Document
    checklist: Checklist
    definitions: Mapping[str, str]


# A stored version never changes, so what was read once is good for the life of the process.
_READ: dict[str, Pinned] = {}


def sync(session: Session, documents: Iterable[Document], *, now: datetime) -> tuple[str, ...]:
    """Store what is new, and return a sentence for each document that was refused.

    The same content changes nothing. Other content under a version number that is already
    stored is refused: reviews rely on it.
    """
    found = [_sync(session, document, now) for document in documents]
    return tuple(sentence for sentence in found if sentence)


def _sync(session: Session, document: Document, now: datetime) -> str:
    name, version = str(document["id"]), int(document["version"])
    stored = store.version_of(session, name, version)
    if stored is None:
        _store(session, document, now)
        return ""
    if digest(document) in (stored.digest, digest(with_defaults(stored.document))):
        return ""
    return (
        f"{name} version {version} is already stored with another content;"
        f" give the changed checklist version {version + 1}."
    )


def _store(session: Session, document: Document, now: datetime) -> None:
    row = ChecklistVersion(
        checklist=str(document["id"]),
        version=int(document["version"]),
        kind=str(document["kind"]),
        title=str(document["title"]),
        digest=digest(document),
        document=dict(document),
        synced_at=now,
    )
    session.add(row)
    record(
        session,
        "checklist.synced",
        by=None,
        checklist=row.checklist,
        version=row.version,
        digest=row.digest,
    )
    _make_teams(session, document, now)
    session.flush()


def _make_teams(session: Session, document: Document, now: datetime) -> None:
    """Make the teams that sign its gates, still empty, so that people can be put into them."""
    for gate in document["gates"]:
        if team_by_slug(session, gate["team"]) is None:
            team = Team(slug=gate["team"], name=gate["title"], time_zone="UTC", created_at=now)
            session.add(team)
            session.flush()
            record(session, "team.created", by=None, team=team.id)


def pinned(session: Session, version_id: int) -> Pinned:
    """Return a stored version. Its document is read from the database once a process."""
    query = select(ChecklistVersion.digest).where(ChecklistVersion.id == version_id)
    found = session.scalars(query).one()
    if found not in _READ:
        _READ[found] = _read(session.get_one(ChecklistVersion, version_id))
    return replace(_READ[found], id=version_id)


def _read(row: ChecklistVersion) -> Pinned:
    questions = row.document["questions"]
    return Pinned(
        id=row.id,
        digest=row.digest,
        document=row.document,
        checklist=checklist_documents.read(row.document),
        definitions={str(plain["id"]): digest(plain) for plain in questions},
    )


def newest(session: Session, kind: str) -> Pinned | None:
    row = store.newest_of_kind(session, kind)
    return None if row is None else pinned(session, row.id)


def versions(session: Session, *, by: Actor) -> Sequence[ChecklistVersion]:
    require(by, Action.READ)
    return store.every_version(session)


def version(session: Session, name: str, number: int, *, by: Actor) -> Pinned:
    require(by, Action.READ)
    row = store.version_of(session, name, number)
    if row is None:
        raise NotFound(f"There is no version {number} of a checklist {name}.")
    return pinned(session, row.id)


def gate_definition(document: Document, gate: str) -> dict[str, object]:
    return checklist_documents.gate_definition(cast("dict[str, Any]", document), gate)
