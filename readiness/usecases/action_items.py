"""Work that is owed: noting it down, and adding some by hand."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core.action_items import Origin, faults_of
from readiness.core.checklists import Kind
from readiness.core.errors import BadInput, WrongMoment
from readiness.core.rights import Action, Actor, may, require
from readiness.store import people, reviews, teams
from readiness.store.action_items import ActionItem
from readiness.store.reviews import Review
from readiness.usecases import dossiers
from readiness.usecases.dossiers import Dossier
from readiness.usecases.records import record, touch

NOT_ADDED = "The action item was not added."


def owed(
    session: Session,
    *,
    review: Review,
    title: str,
    link: str,
    owner: int | None,
    due_on: date,
    before_launch: bool,
    origin: str,
    question: str | None = None,
    waiver: int | None = None,
    by: Actor | None,
    now: datetime,
) -> ActionItem:
    """Note work that is owed. Whoever calls has checked the right and locked the review.

    `by` None is the system itself.
    """
    row = ActionItem(
        service_id=review.service_id,
        review_id=review.id,
        question=question,
        waiver_id=waiver,
        title=title,
        link=link,
        owner_id=owner,
        due_on=due_on,
        before_launch=before_launch,
        origin=origin,
        salt=new_salt(),
        by=by.person if by else None,
        at=now,
    )
    session.add(row)
    session.flush()
    record(
        session,
        "action_item.added",
        by=by,
        service=row.service_id,
        review=row.review_id,
        item=row.id,
        owner=owner,
        due_on=due_on.isoformat(),
        before_launch=before_launch,
        digest=salted_digest(row.salt, {"title": title, "link": link}),
    )
    touch(session, row.service_id)
    return row


def add(
    session: Session,
    review_id: int,
    *,
    title: str,
    link: str,
    owner: int | None,
    due_on: date,
    before_launch: bool,
    by: Actor,
    now: datetime,
) -> ActionItem:
    """Add work that somebody of the owner team owes. Before the launch it blocks at once."""
    found = dossiers.locked(session, review_id, now=now)
    require_concerned(found, Action.ADD_ACTION_ITEM, by)
    _require_addable(session, found, before_launch)
    title, link = " ".join(title.split()), link.strip()
    faults = faults_of(title, link) | owner_fault(session, found, owner)
    if due_on < today(found, now):
        faults["due_on"] = "Choose today or a later day."
    if faults:
        raise BadInput(NOT_ADDED, faults)
    return owed(
        session,
        review=found.review,
        title=title,
        link=link,
        owner=owner,
        due_on=due_on,
        before_launch=before_launch,
        origin=Origin.BY_HAND,
        by=by,
        now=now,
    )


def require_concerned(found: Dossier, action: Action, by: Actor) -> None:
    """Raise unless this person may, as the owner, as a reviewer of any gate, or as coordinator."""
    require(by, action, owner_team=found.owner.slug, gate_team=_gate_team(found, by))


def is_concerned(found: Dossier, action: Action, by: Actor) -> bool:
    return may(by, action, owner_team=found.owner.slug, gate_team=_gate_team(found, by))


def _gate_team(found: Dossier, by: Actor) -> str | None:
    return next((gate.rule.team for gate in found.gates if gate.rule.team in by.teams), None)


def today(found: Dossier, now: datetime) -> date:
    """Return the day it is for the team that owes the work."""
    return now.astimezone(ZoneInfo(found.owner.time_zone)).date()


def require_alive(found: Dossier) -> None:
    if found.phase.is_abandoned:
        raise WrongMoment("This review was abandoned.")


def is_launched(session: Session, found: Dossier) -> bool:
    """Return whether "before the launch" is over. Only a launch is marked as done."""
    review = found.review
    return review.kind == Kind.LAUNCH and reviews.has_launched(
        session, review.service_id, review.environment_id
    )


def possible_owners(session: Session, found: Dossier) -> dict[int, str]:
    """Return the members of the owner team who can still sign in, by name."""
    members = teams.members_of(session, [found.owner.slug])[found.owner.slug]
    named = people.names(session, members & people.active_ids(session))
    return dict(sorted(named.items(), key=lambda each: (each[1].lower(), each[0])))


def owner_fault(session: Session, found: Dossier, owner: int | None) -> dict[str, str]:
    if owner is None or owner not in possible_owners(session, found):
        return {"owner": f"Choose somebody of {found.owner.name}."}
    return {}


def _require_addable(session: Session, found: Dossier, before_launch: bool) -> None:
    require_alive(found)
    if before_launch and is_launched(session, found):
        sentence = "The launch has happened, so the item can only be due after it."
        raise BadInput(NOT_ADDED, {"before_launch": sentence})
