"""How a person hears by mail: of which kinds, at once or in the daily summary, and when that comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters.signed_links import read as read_link
from readiness.core import notice_kinds
from readiness.core.errors import BadInput, DeadLink
from readiness.core.notice_kinds import USUAL_TIME, Kind, Way, switched_off
from readiness.core.rights import Action, Actor, require
from readiness.store import people
from readiness.store import preferences as store
from readiness.usecases.records import record
from readiness.usecases.services import person_of
from readiness.usecases.sites import site_of

LAST_MINUTE = 24 * 60 - 1


@dataclass(frozen=True, slots=True)
class Preferences:
    """`minutes` after midnight the summary comes. Where no mail is sent, it is all for later."""

    ways: Mapping[Kind, Way]
    minutes: int
    sends_mail: bool


@dataclass(frozen=True, slots=True)
class Off:
    """What a signed link switches off, in words, of which person; and whether it is off already."""

    person: int
    name: str
    what: str
    said: str
    is_off: bool


def own(session: Session, *, by: Actor) -> Preferences:
    require(by, Action.CHANGE_OWN_ACCOUNT)
    person = person_of(by)
    chosen = store.choices_of(session, {person}).get(person, {})
    return Preferences(
        {kind: notice_kinds.way(chosen, kind) for kind in Kind},
        store.times_of(session, {person}).get(person, USUAL_TIME),
        site_of(session).sends_mail,
    )


def choose(
    session: Session, ways: Mapping[Kind, Way], minutes: int, *, by: Actor, now: datetime
) -> None:
    """Set how each kind comes and when the summary is made. What is as it was is not recorded."""
    require(by, Action.CHANGE_OWN_ACCOUNT)
    if not 0 <= minutes <= LAST_MINUTE:
        raise BadInput("Nothing was changed.", {"time": "Choose a time of the day."})
    person, before = person_of(by), own(session, by=by)
    changed = {kind: way for kind, way in ways.items() if before.ways[kind] is not way}
    if not changed and minutes == before.minutes:
        return
    for kind, way in changed.items():
        store.choose(session, person, kind.value, way.value)
    store.set_time(session, person, minutes)
    said = {kind.value: way.value for kind, way in sorted(changed.items())}
    record(session, "mail.chosen", by=by, person=person, kinds=said, minutes=minutes)


def off_of(session: Session, token: str, *, by: Actor) -> Off:
    """Return what the link switches off. Nobody has to be signed in: the link says whose it is."""
    require(by, Action.SWITCH_OFF_MAIL)
    found = read_link(token, site_of(session).key)
    if found is None or not notice_kinds.is_known(found[1]):
        raise DeadLink("This link switches nothing off. It may have been cut by a mail program.")
    person, what = found
    names = people.names(session, frozenset({person}))
    if person not in names:
        raise DeadLink("This link switches nothing off. It may have been cut by a mail program.")
    left = switched_off(what, store.choices_of(session, {person}).get(person, {}))
    return Off(person, names[person], what, notice_kinds.said(what), not left)


def switch_off(session: Session, token: str, *, by: Actor, now: datetime) -> Off:
    """Switch off what the link says, for the person that it names, and nothing else."""
    found = off_of(session, token, by=by)
    chosen = store.choices_of(session, {found.person}).get(found.person, {})
    kinds = switched_off(found.what, chosen)
    for kind in kinds:
        store.choose(session, found.person, kind.value, Way.OFF.value)
    if kinds:
        record(session, "mail.switched_off", by=None, person=found.person, what=found.what)
    return found
