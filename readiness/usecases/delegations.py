"""Handing areas and questions to people: who has one answers it, from whichever team they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core import delegations as core
from readiness.core.delegations import LONGEST_NOTE, Place
from readiness.core.errors import BadInput, NotFound, WrongMoment
from readiness.core.listings import in_words
from readiness.core.rights import Action, Actor, require
from readiness.store import delegations as store
from readiness.store import people, teams
from readiness.store.delegations import Delegation
from readiness.usecases import answered_asks, dossiers, summaries
from readiness.usecases.dossiers import Dossier
from readiness.usecases.records import record
from readiness.usecases.services import person_of


@dataclass(frozen=True, slots=True)
class Wish:
    """What is said with a hand-over. `is_aware`: it was told which gates the person then loses."""

    note: str = ""
    wished_on: date | None = None
    is_aware: bool = False


NO_WISH = Wish()


def hand(
    session: Session,
    review_id: int,
    places: Collection[str],
    person: int,
    *,
    wish: Wish = NO_WISH,
    seen: int,
    by: Actor,
    now: datetime,
) -> Sequence[Delegation]:
    """Hand these areas and questions to the person, oneself included, and return the new rows.

    `seen` is the newest row of the review that the page showed, 0 for none.
    """
    found = dossiers.locked(session, review_id, now=now)
    rows = store.newest_delegations(session, [review_id])
    chosen = _chosen(found, rows, places, by)
    for where in chosen:
        found.phase.require_open(where.area)
    _require_newest(rows, chosen, seen)
    today = now.astimezone(ZoneInfo(by.time_zone)).date()
    _require_good(session, found, chosen, person, wish, today)
    wanted = (person, wish.note, wish.wished_on)
    fresh = [each for each in chosen if _said(rows, found, each) != wanted]
    made = [_add(session, found, each, person, wish, by=by, now=now) for each in fresh]
    if made:
        summaries.note_handed(session, review_id)
        answered_asks.note(session, found, now)
    return made


def take_back(
    session: Session,
    review_id: int,
    places: Collection[str],
    *,
    seen: int,
    by: Actor,
    now: datetime,
) -> Sequence[Delegation]:
    """Take these back, or give them back: they are the owner team's again, or their area's."""
    found = dossiers.locked(session, review_id, now=now)
    rows = store.newest_delegations(session, [review_id])
    chosen = _chosen(found, rows, places, by)
    _require_newest(rows, chosen, seen)
    made = [
        _add(session, found, each, None, NO_WISH, by=by, now=now, had=row.person_id)
        for each in chosen
        for row in [_own(rows, found, each)]
        if row is not None
    ]
    answered_asks.note(session, found, now)
    return made


def _own(rows: Sequence[Delegation], found: Dossier, where: Place) -> Delegation | None:
    """Return the row of the place itself: a question of a handed area may have none."""
    row = core.of_place(rows, found.pinned.checklist, where)
    return row if row is not None and bool(row.question) == bool(where.question) else None


def _said(
    rows: Sequence[Delegation], found: Dossier, where: Place
) -> tuple[int | None, str, date | None] | None:
    row = _own(rows, found, where)
    return (row.person_id, row.note, row.wished_on) if row else None


def _chosen(
    found: Dossier, rows: Sequence[Delegation], places: Collection[str], by: Actor
) -> list[Place]:
    """Return what was named, and raise unless all of it may be handed by this person."""
    checklist = found.pinned.checklist
    chosen = []
    for id_ in places:
        where = core.place(checklist, id_)
        row = core.of_place(rows, checklist, where) if where else None
        holder = row.person_id if row else None
        require(by, Action.HAND_WORK, owner_team=found.owner.slug, handed_to=holder)
        if where is None:
            raise NotFound(f"This review has no area or question {id_}.")
        chosen.append(where)
    if not chosen:
        sentence = "Choose at least one area or question."
        raise BadInput(sentence, {"places": sentence})
    return chosen


def _require_newest(rows: Sequence[Delegation], chosen: Sequence[Place], seen: int) -> None:
    ids = {(each.area, each.question) for each in chosen}
    if any(row.id > seen and (row.area, row.question) in ids for row in rows):
        raise WrongMoment("Somebody was faster and handed some of this on. Look again.")


def _require_good(
    session: Session,
    found: Dossier,
    chosen: Sequence[Place],
    person: int,
    wish: Wish,
    today: date,
) -> None:
    faults = {}
    if not people.is_active(session, person):
        faults["person"] = "Nobody can sign in as this person. Choose somebody else."
    if len(wish.note) > LONGEST_NOTE:
        faults["note"] = f"A note has at most {LONGEST_NOTE} characters."
    if wish.wished_on and wish.wished_on < today:
        faults["wished_on"] = "Wish for today or a later day."
    lost = lost_gates(session, found, person, {each.area for each in chosen})
    if lost and not wish.is_aware:
        faults["aware"] = _told(session, person, lost)
    if faults:
        raise BadInput(" ".join(faults.values()), faults)


def lost_gates(
    session: Session, found: Dossier, person: int, areas: Collection[str]
) -> tuple[str, ...]:
    """Return the titles of the gates that the person can sign until they answer in these areas."""
    able = [gate for gate in found.gates if person not in gate.ballot.contributors]
    belongs = teams.team_slugs_of(session, person)
    return tuple(
        gate.title for gate in core.cannot_sign([each.rule for each in able], belongs, areas)
    )


def _told(session: Session, person: int, lost: Sequence[str]) -> str:
    name = people.names(session, frozenset({person})).get(person, "")
    return (
        f"{name} can sign {in_words(lost)}, and cannot any more once they answer here: who answers"
        " in an area signs no gate that covers it. Choose somebody else, or tick the box below."
    )


def _add(
    session: Session,
    found: Dossier,
    where: Place,
    person: int | None,
    wish: Wish,
    *,
    by: Actor,
    now: datetime,
    had: int | None = None,
) -> Delegation:
    row = Delegation(
        review_id=found.review.id,
        area=where.area,
        question=where.question,
        person_id=person,
        note=wish.note,
        salt=new_salt(),
        wished_on=wish.wished_on,
        by=person_of(by),
        at=now,
    )
    session.add(row)
    session.flush()
    record(
        session,
        "work.handed" if person else "work.returned",
        by=by,
        service=found.service.id,
        review=found.review.id,
        area=where.area,
        question=where.question or None,
        person=person or had,
        delegation=row.id,
        digest=salted_digest(row.salt, {"note": row.note}),
    )
    return row
