"""The ledger as people read it: sentences with names, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core import addresses
from readiness.core.checklist_words import taken_in_by
from readiness.core.errors import BadInput
from readiness.core.ledger_words import SENTENCES, sentence
from readiness.core.rights import Action, Actor, require
from readiness.store import people
from readiness.store.checklists import ChecklistVersion
from readiness.store.ledger import LedgerEntry
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.store.tokens import ApiToken
from readiness.usecases import ledger, services

PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: `thing` and `path` lead to what it is about, both empty where it is nothing.

    `weaker` lists what a new version of a checklist asks less of than the one before.
    """

    seq: int
    sentence: str
    event: str
    thing: str
    path: str
    at: datetime
    hash: str
    weaker: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """`older` is the number to go on from, None on the last page."""

    entries: tuple[Told, ...]
    older: int | None
    service: Service | None


def page(
    session: Session,
    *,
    by: Actor,
    service: str = "",
    event: str = "",
    before: int | None = None,
) -> LedgerPage:
    """Return one page, newest first. An event or service that does not exist is refused."""
    require(by, Action.READ_LEDGER)
    if event and event not in SENTENCES:
        raise BadInput("There is no such kind of event.", {"event": "Choose one of the list."})
    about = services.by_slug(session, service) if service else None
    found = ledger.entries(
        session,
        by=by,
        service_id=about.id if about else None,
        event=event,
        before=before,
        limit=PAGE + 1,
    )
    shown = found[:PAGE]
    names = _names(session, shown)
    told = tuple(_told(entry, names) for entry in shown)
    return LedgerPage(told, shown[-1].seq if len(found) > PAGE else None, about)


@dataclass(frozen=True, slots=True)
class _Names:
    people: Mapping[int, str]
    services: Mapping[int, Service]
    teams: Mapping[int, str]
    tokens: Mapping[int, str]
    synced: Mapping[tuple[str, int], tuple[str, str]]  # a version's title, and who took it in


def _names(session: Session, entries: Sequence[LedgerEntry]) -> _Names:
    """Return every name that the entries need, in one query for each kind."""
    persons = {entry.by for entry in entries} | {_id(entry.about, "person") for entry in entries}
    found = select(Service).where(Service.id.in_({entry.service_id for entry in entries}))
    teams = select(Team.id, Team.name).where(
        Team.id.in_({_id(entry.about, "team") for entry in entries} - {None})
    )
    tokens = select(ApiToken.id, ApiToken.name).where(
        ApiToken.id.in_({_token(entry) for entry in entries} - {None})
    )
    return _Names(
        people=people.names(session, frozenset(each for each in persons if each)),
        services={service.id: service for service in session.scalars(found)},
        teams={row.id: row.name for row in session.execute(teams)},
        tokens={row.id: row.name for row in session.execute(tokens)},
        synced=_synced(session, entries),
    )


def _synced(
    session: Session, entries: Sequence[LedgerEntry]
) -> dict[tuple[str, int], tuple[str, str]]:
    row = ChecklistVersion
    named = {str(entry.about["checklist"]) for entry in entries if "checklist" in entry.about}
    query = select(row.checklist, row.version, row.title, row.synced_by)
    found = session.execute(query.where(row.checklist.in_(named))) if named else ()
    return {(each.checklist, each.version): (each.title, each.synced_by) for each in found}


def _version(entry: LedgerEntry) -> tuple[str, int]:
    return str(entry.about.get("checklist")), _id(entry.about, "version") or 0


def _told(entry: LedgerEntry, names: _Names) -> Told:
    about = dict(entry.about)
    if _version(entry) in names.synced:
        about["checklist"] = f"“{names.synced[_version(entry)][0]}”"
    person, team = _id(about, "person"), _id(about, "team")
    if person is not None:
        about["person"] = names.people.get(person, f"person {person}")
    if team is not None:
        about["team"] = names.teams.get(team, f"number {team}")
    service = names.services.get(entry.service_id or 0)
    return Told(
        seq=entry.seq,
        sentence=sentence(entry.event, _who(entry, names), about),
        event=entry.event,
        thing=service.name if service else "",
        path=_path(entry, service),
        at=entry.at,
        hash=entry.hash,
        weaker=tuple(str(line) for line in about.get("weaker", ())),
    )


def _path(entry: LedgerEntry, service: Service | None) -> str:
    if entry.review_id is not None:
        return addresses.review(entry.review_id)
    return addresses.service(service.slug) if service else ""


def _who(entry: LedgerEntry, names: _Names) -> str:
    if entry.by is not None:
        return names.people.get(entry.by, f"Person {entry.by}")
    if _version(entry) in names.synced:
        return taken_in_by(names.synced[_version(entry)][1])
    token = _token(entry)
    return "Readiness" if token is None else f"Token “{names.tokens.get(token, token)}”"


def _token(entry: LedgerEntry) -> int | None:
    """Return the token that acted, which only the entry's own text names."""
    return _id(json.loads(entry.body)["by"], "token")


def _id(about: Mapping[str, object], key: str) -> int | None:
    value = about.get(key)
    return value if isinstance(value, int) else None
