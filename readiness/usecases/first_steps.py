"""What an administrator does first in a new installation, and what of it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core.checklists import Kind
from readiness.core.handovers import Stage
from readiness.core.listings import in_words
from readiness.core.rights import Action, Actor, may, require
from readiness.store import people, teams
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.usecases import checklists, invitations


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    sentence: str
    is_done: bool
    label: str
    path: str


def first_steps(session: Session, *, by: Actor, now: datetime) -> tuple[Step, ...]:
    """Return the steps for an administrator while one is left to do, else nothing."""
    require(by, Action.READ)
    if not may(by, Action.MANAGE_PEOPLE):
        return ()
    steps = (
        _people(session, by, now),
        _reviewers(session),
        _owners(session),
        _service(session),
        _review(session, by),
    )
    return () if all(step.is_done for step in steps) else steps


def _people(session: Session, by: Actor, now: datetime) -> Step:
    others = len(people.active_ids(session)) - 1
    waiting = len(invitations.waiting(session, by=by, now=now))
    invited = f" {waiting} invited and not here yet." if waiting else ""
    return Step(
        "Invite people",
        f"A review needs at least two: one who asks, one who signs.{invited}",
        others > 0 or waiting > 0,
        "Invite somebody",
        "/admin/people/invite",
    )


def _reviewers(session: Session) -> Step:
    pinned = checklists.newest(session, Kind.LAUNCH)
    wanted = dict.fromkeys(gate.team for gate in pinned.checklist.gates) if pinned else {}
    names = teams.without_members(session, wanted)
    empty = [slug for slug in wanted if slug in names]
    lacking = f" Nobody is in {in_words([names[slug] for slug in empty])} yet." if empty else ""
    return Step(
        "Name who reviews which gate",
        f"Each gate is signed by the members of a team.{lacking}",
        not empty,
        "Fill the teams",
        f"/admin/teams/{empty[0]}" if len(empty) == 1 else "/admin/teams",
    )


def _owners(session: Session) -> Step:
    """Return the step that makes a team besides those that sign gates."""
    pinned = checklists.newest(session, Kind.LAUNCH)
    signing = {gate.team for gate in pinned.checklist.gates} if pinned else set()
    others = {team.slug for team in teams.every_team(session)} - signing
    return Step(
        "Create the team that builds a service",
        "A team owns each service and answers its review. Those that are there sign gates.",
        bool(others),
        "Create a team",
        "/admin/teams",
    )


def _service(session: Session) -> Step:
    return Step(
        "Create a service",
        "It is what is launched: a name, an owner team, and what is known about it.",
        session.scalar(select(Service.id).limit(1)) is not None,
        "Create a service",
        "/services/new",
    )


def _review(session: Session, by: Actor) -> Step:
    alive = select(Service.slug).where(Service.stage != Stage.RETIRED)
    newest = session.scalar(alive.order_by(Service.id.desc()).limit(1))
    mine = alive.join(teams.Team, teams.Team.id == Service.owner_team_id)
    owned = session.scalar(mine.where(teams.Team.slug.in_(by.teams)).limit(1))
    may_start = owned is not None or may(by, Action.START_REVIEW)
    who = "" if may_start else " A member of the owner team or a launch coordinator starts it."
    slug = owned or newest
    return Step(
        "Start a review",
        f"It asks the service's team what has to be in order before the launch.{who}",
        session.scalar(select(Review.id).limit(1)) is not None,
        "Start a review" if may_start else "Open the service",
        f"/services/{slug}/reviews/new"
        if may_start and slug
        else f"/services/{slug or ''}".rstrip("/"),
    )
