"""What changed from one version of a checklist to another, and who is told when it asks for less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from readiness.core import checklist_differences as core
from readiness.core.briefs import counted
from readiness.core.checklist_differences import Change
from readiness.core.difference_words import lines
from readiness.core.errors import NotFound
from readiness.core.rights import Action, Actor, require
from readiness.store import checklists as store
from readiness.store import ledger, teams
from readiness.store.checklists import ChecklistVersion
from readiness.usecases.records import record

Document = Mapping[str, Any]

SYNCED = "checklist.synced"
SEEN = "checklist.seen"
MOST_LINES = 20
#: How long coordinators are told of what got weaker.
TOLD_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two stored versions, and everything that differs from the old one to the new one."""

    old: ChecklistVersion
    new: ChecklistVersion
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Weakened:
    """A version that asks for less than version `since`, with a line for each thing."""

    checklist: str
    title: str
    version: int
    since: int
    lines: tuple[str, ...]
    at: datetime


def compare(session: Session, name: str, old: int, new: int, *, by: Actor | None) -> Compared:
    """Return what differs. The operator's shell asks with `by` None."""
    if by is not None:
        require(by, Action.READ)
    before, after = _stored(session, name, old), _stored(session, name, new)
    return Compared(before, after, _differences(session, before, after))


def _differences(
    session: Session, old: ChecklistVersion, new: ChecklistVersion
) -> tuple[Change, ...]:
    """Return what differs, with teams by their names: people read it."""
    gates = (gate for each in (old, new) for gate in each.document["gates"])
    names = teams.names_of(session, {gate["team"] for gate in gates})
    return core.differences(old.document, new.document, names)


def choose(
    session: Session, name: str, old: int | None, new: int | None, *, by: Actor
) -> tuple[Compared, tuple[int, ...]]:
    """Return two versions compared, and the numbers of all, newest first.

    None is the newest version, and for the old one the version before the new one.
    """
    require(by, Action.READ)
    numbers = tuple(store.numbers_of(session, name))
    if not numbers:
        raise NotFound(f"There is no checklist {name}.")
    later = numbers[0] if new is None else new
    before = next((each for each in numbers if each < later), later)
    earlier = before if old is None else old
    return compare(session, name, earlier, later, by=by), numbers


def _stored(session: Session, name: str, number: int) -> ChecklistVersion:
    row = store.version_of(session, name, number)
    if row is None:
        raise NotFound(f"There is no version {number} of a checklist {name}.")
    return row


def refusal(stored: ChecklistVersion, document: Document, *, free: int) -> str:
    """Return why another content under a stored version is refused, with what differs."""
    changes = core.differences(stored.document, document)
    return "\n  ".join(
        (
            f"{stored.checklist} version {stored.version} is already stored with another content;"
            f" give the changed checklist version {free}. This is what differs:",
            *lines(changes, MOST_LINES),
        )
    )


def too_low(newest: ChecklistVersion, version: int) -> str | None:
    """Return why a version that is not stored yet is refused, None if it follows the newest one."""
    if version > newest.version:
        return None
    return (
        f"{newest.checklist} version {version} comes after version {newest.version}, which is stored"
        f" already, and no review would ever start with it; give it version {newest.version + 1}."
    )


def since(newest: ChecklistVersion | None, row: ChecklistVersion) -> tuple[Change, ...]:
    """Return what a new version changes of the newest one so far."""
    return core.differences(newest.document, row.document) if newest else ()


def weakened(newest: ChecklistVersion | None, changes: tuple[Change, ...]) -> dict[str, Any]:
    """Return what the ledger says of what a new version changes."""
    if newest is None:
        return {}
    return {"since": newest.version, "weaker": [each.line for each in core.weaker(changes)]}


def taken_in(
    newest: ChecklistVersion | None, row: ChecklistVersion, changes: tuple[Change, ...]
) -> str:
    """Return what is told of a new version."""
    said = f"{row.checklist} version {row.version} is taken in"
    if newest is None:
        return f"{said}."
    less = len(core.weaker(changes))
    asks = f", and {less} of these {'asks' if less == 1 else 'ask'} for less" if less else ""
    changed = counted(len(changes), "change")
    return f"{said}: {changed} since version {newest.version}{asks}."


def newly_weakened(session: Session, *, by: Actor, now: datetime) -> tuple[Weakened, ...]:
    """Return what a coordinator is still told of and has not put away, newest first."""
    require(by, Action.READ)
    found = [each for each in _every_weakened(session) if each.at > now - TOLD_FOR]
    away = _put_away(session, by) if found else frozenset()
    return tuple(each for each in found if (each.checklist, each.version) not in away)


def put_away(session: Session, name: str, version: int, *, by: Actor) -> None:
    """Tell the person no more that this version asks for less. The ledger keeps who has seen it."""
    require(by, Action.PUT_AWAY_NOTICE)
    if (name, version) not in weaker_versions(session, by=by):
        raise NotFound(f"No version {version} of a checklist {name} asks for less.")
    if (name, version) not in _put_away(session, by):
        record(session, SEEN, by=by, checklist=name, version=version)


def _put_away(session: Session, by: Actor) -> frozenset[tuple[str, int]]:
    entries = ledger.of_event(session, SEEN, by=by.person)
    return frozenset((str(each.about["checklist"]), int(each.about["version"])) for each in entries)


def weaker_versions(session: Session, *, by: Actor) -> dict[tuple[str, int], Weakened]:
    """Return what each version that is weaker asks less of, by its checklist and number."""
    require(by, Action.READ)
    return {(each.checklist, each.version): each for each in _every_weakened(session)}


def _every_weakened(session: Session) -> tuple[Weakened, ...]:
    """Return each version that asks for less than the one before it, newest first."""
    found = ledger.of_event(session, SYNCED)
    return tuple(
        _weakened(session, entry.about, entry.at) for entry in found if entry.about.get("weaker")
    )


def _weakened(session: Session, about: Mapping[str, Any], at: datetime) -> Weakened:
    name, version = str(about["checklist"]), int(about["version"])
    return Weakened(
        checklist=name,
        title=_stored(session, name, version).title,
        version=version,
        since=int(about["since"]),
        lines=tuple(str(line) for line in about["weaker"]),
        at=at,
    )
