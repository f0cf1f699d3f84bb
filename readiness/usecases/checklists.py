"""Checklist versions: taken from files into the database, and read back from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.adapters.canonical import digest
from readiness.core import checklist_documents
from readiness.core.checklist_documents import BadDocument, before_defaults, with_defaults
from readiness.core.checklists import Checklist, Kind
from readiness.core.errors import NotFound
from readiness.core.rights import Action, Actor, require
from readiness.store import checklists as store
from readiness.store.checklists import ChecklistVersion
from readiness.store.teams import Team, names_of, team_by_slug
from readiness.usecases import checklist_differences
from readiness.usecases.records import record

Document = Mapping[str, Any]

#: Said of a version that came in with the server, and not by somebody's command.
AT_START = "at start"


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
#: Where a session keeps which of them it has asked for: a save asks three times for the same.
KNOWN = "readiness.pinned"


@dataclass(slots=True)
class Synced:
    """A sentence or more about each document that is new, and about each that was refused."""

    new: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def sync(
    session: Session, documents: Iterable[Document], *, now: datetime, synced_by: str = AT_START
) -> tuple[str, ...]:
    """Store what is new, and return what is said about each document that was refused."""
    return tuple(take_in(session, documents, now=now, synced_by=synced_by).refused)


def take_in(
    session: Session, documents: Iterable[Document], *, now: datetime, synced_by: str
) -> Synced:
    """Store what is new, and return what is said about it and about what was refused.

    The same content changes nothing. Other content under a version number that is already
    stored is refused: reviews rely on it. So is a number below the newest: nothing would use it.
    """
    said = Synced()
    in_order = sorted(documents, key=lambda each: (str(each["id"]), int(each["version"])))
    for document in in_order:
        newest = store.newest_of(session, str(document["id"]))
        refusal = _refusal(session, document, newest)
        if refusal:
            said.refused.append(refusal)
        elif refusal is None:
            said.new += _store(session, document, newest, now=now, synced_by=synced_by)
    return said


def _refusal(session: Session, document: Document, newest: ChecklistVersion | None) -> str | None:
    """Return why the document is refused, nothing if it is stored already, None if it is new."""
    if newest is None:
        return None
    stored = store.version_of(session, newest.checklist, int(document["version"]))
    if stored is None:
        return checklist_differences.too_low(newest, int(document["version"]))
    if digest(document) in (stored.digest, digest(with_defaults(stored.document))):
        return ""
    return checklist_differences.refusal(stored, document, free=newest.version + 1)


def _store(
    session: Session,
    document: Document,
    newest: ChecklistVersion | None,
    *,
    now: datetime,
    synced_by: str,
) -> list[str]:
    """Store it, and return what is told of it."""
    row = ChecklistVersion(
        checklist=str(document["id"]),
        version=int(document["version"]),
        kind=str(document["kind"]),
        title=str(document["title"]),
        digest=digest(document),
        document=dict(document),
        synced_at=now,
        synced_by=synced_by[:100],
        retired=bool(document.get("retired", False)),
    )
    session.add(row)
    changes = checklist_differences.since(newest, row)
    record(
        session,
        "checklist.synced",
        by=None,
        checklist=row.checklist,
        version=row.version,
        digest=row.digest,
        **checklist_differences.weakened(newest, changes),
    )
    teams = list(_make_teams(session, document, now))
    session.flush()
    return [checklist_differences.taken_in(newest, row, changes), *teams]


def _make_teams(session: Session, document: Document, now: datetime) -> Iterator[str]:
    """Make the teams that sign its gates, still empty, so that people can be put into them."""
    for gate in document["gates"]:
        if team_by_slug(session, gate["team"]) is None:
            yield f"The team {gate['team']} was made for its gate {gate['id']}, and has no members yet."
            team = Team(slug=gate["team"], name=gate["title"], time_zone="UTC", created_at=now)
            session.add(team)
            session.flush()
            record(session, "team.created", by=None, team=team.id)


def pinned(session: Session, version_id: int) -> Pinned:
    """Return a stored version. Its document is read from the database once a process."""
    known: dict[int, Pinned] = session.info.setdefault(KNOWN, {})
    if version_id not in known:
        query = select(ChecklistVersion.digest).where(ChecklistVersion.id == version_id)
        found = session.scalars(query).one()
        if found not in _READ:
            _READ[found] = _read(session.get_one(ChecklistVersion, version_id))
        known[version_id] = replace(_READ[found], id=version_id)
    return known[version_id]


def _read(row: ChecklistVersion) -> Pinned:
    """Return what is stored. Raises BadDocument if it is not what was stored once."""
    if digest(row.document) != row.digest:
        raise BadDocument(f"{row.checklist} version {row.version} was changed in the database.")
    questions = row.document["questions"]
    return Pinned(
        id=row.id,
        digest=row.digest,
        document=row.document,
        checklist=checklist_documents.read(row.document),
        definitions={str(plain["id"]): digest(before_defaults(plain)) for plain in questions},
    )


def newest(session: Session, kind: str) -> Pinned | None:
    """Return the first of the checklists that can be started, None if there is none."""
    return next(iter(startable(session, kind)), None)


def startable(session: Session, kind: str) -> tuple[Pinned, ...]:
    """Return the newest version of each checklist of the kind that is not retired, strictest first.

    So a checklist that comes along, or a draft, never becomes the usual one by its title.
    """
    found = [pinned(session, row.id) for row in store.startable(session, kind)]
    return tuple(sorted(found, key=lambda each: _leniency(each.checklist)))


def _leniency(checklist: Checklist) -> tuple[int, int, str]:
    signatures = sum(gate.people for gate in checklist.gates)
    blocking = sum(question.blocks for question in checklist.questions)
    return -signatures, -blocking, checklist.title


def signing_teams(session: Session, *, by: Actor) -> tuple[str, ...]:
    """Return the short names of the teams that sign for new reviews, in alphabetical order."""
    require(by, Action.READ)
    found = (each.checklist for kind in Kind for each in startable(session, kind))
    return tuple(sorted({gate.team for checklist in found for gate in checklist.gates}))


def team_names(session: Session, checklist: Checklist, *, by: Actor) -> Mapping[str, str]:
    """Return the names of the teams that sign its gates, by their short names."""
    require(by, Action.READ)
    return names_of(session, {gate.team for gate in checklist.gates})


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
