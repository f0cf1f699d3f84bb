"""What a review would ask and who could sign it, before it is started and while it runs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from readiness.core import applicability, facts
from readiness.core.checklists import Checklist, GateRule
from readiness.core.kind_words import noun
from readiness.core.rights import Action, Actor, may, require
from readiness.store import people, teams
from readiness.store.reviews import Review
from readiness.usecases import absences, checklists, offers, services
from readiness.usecases.governing import governing
from readiness.usecases.offers import Offer


@dataclass(frozen=True, slots=True)
class Signers:
    """Who could sign a gate, and the name of its team.

    `advice` says what to do when they are too few, else it is empty.
    """

    rule: GateRule
    team: str
    names: tuple[str, ...]
    advice: str
    away: Mapping[str, date] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """Return the names, with who of them is out of office."""
        return ", ".join(
            f"{name} (out of office until {_day(self.away[name])})" if name in self.away else name
            for name in self.names
        )

    @property
    def all_away(self) -> str:
        """Return the sentence that nobody of them is there, or nothing."""
        if self.advice or not set(self.names) <= set(self.away):
            return ""
        back = _day(min(self.away.values()))
        return f"Everybody who can sign {self.rule.title} is out of office; the first until {back}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


@dataclass(frozen=True, slots=True)
class Preview:
    """`offers` are the reviews to choose from, `offer` the one that is looked at.

    `is_alone` says that nobody else has an account: then no gate could ever be signed. The reader
    `may_invite` somebody.
    """

    offers: tuple[Offer, ...]
    offer: Offer
    questions: int
    blocking: int
    minutes: int
    areas: tuple[tuple[str, int], ...]
    gates: tuple[Signers, ...]
    is_alone: bool
    may_invite: bool

    @property
    def checklist(self) -> Checklist:
        return self.offer.pinned.checklist

    @property
    def noun(self) -> str:
        return noun(self.checklist.kind)


def preview(
    session: Session, slug: str, *, by: Actor, now: datetime, checklist: str = ""
) -> Preview:
    """Return what a review of this service would be like if this person asked for it."""
    require(by, Action.READ)
    service = services.by_slug(session, slug)
    offers.require_alive(service)
    choices = offers.offers(session, service, now=now)
    offer = offers.chosen(choices, checklist or _usual(session, service.id, choices))
    found, known = offer.pinned.checklist, facts.from_plain(service.facts)
    asked = [each.question for each in applicability.asked(found, known, {})]
    excluded = frozenset({by.person or 0})
    return Preview(
        offers=choices,
        offer=offer,
        questions=len(asked),
        blocking=sum(question.blocks for question in asked),
        minutes=sum(question.minutes for question in asked),
        areas=_areas(found, [question.area for question in asked]),
        gates=signers(
            session, applicability.gates(found, known, {}), excluded=excluded, by=by, now=now
        ),
        is_alone=people.active_ids(session) == excluded,
        may_invite=may(by, Action.MANAGE_PEOPLE),
    )


def _usual(session: Session, service_id: int, choices: Collection[Offer]) -> str:
    """Return the checklist of the launch review that stands, which a renewal asks again."""
    offered = {each.pinned.checklist.id for each in choices}
    for review in governing(session, service_id).values():
        version = session.get_one(Review, review).checklist_version_id
        if (found := checklists.pinned(session, version).checklist.id) in offered:
            return found
    return ""


def _areas(checklist: Checklist, asked: list[str]) -> tuple[tuple[str, int], ...]:
    counted = [(area.title, asked.count(area.id)) for area in checklist.areas]
    return tuple((title, count) for title, count in counted if count)


def signers(
    session: Session,
    rules: Collection[GateRule],
    *,
    excluded: frozenset[int],
    by: Actor,
    now: datetime,
) -> tuple[Signers, ...]:
    """Return who could sign each gate: active members of its team without those excluded."""
    require(by, Action.READ)
    members = teams.members_of(session, {rule.team for rule in rules})
    titles = teams.names_of(session, members)
    active = people.active_ids(session)
    names = people.names(session, frozenset().union(*members.values()))
    found = []
    for rule in rules:
        people_able = (members[rule.team] & active) - excluded
        able = sorted(names[person] for person in people_able)
        gone = _out_of_office(session, people_able, now)
        away = {names[person]: until for person, until in gone.items()}
        team = titles.get(rule.team, rule.team)
        found.append(Signers(rule, team, tuple(able), advice(rule, team, len(able), by), away))
    return tuple(found)


def _out_of_office(session: Session, able: Collection[int], now: datetime) -> Mapping[int, date]:
    found = absences.away(session, able, now)
    return {person: row.until for person, row in found.items() if row.until is not None}


def advice(rule: GateRule, team: str, able: int, by: Actor) -> str:
    """Return what to do where so many people can sign the gate; nothing where they are enough."""
    if able >= rule.people:
        return ""
    lacking = f"{rule.people - able} more" if able else "somebody"
    who = "add" if may(by, Action.MANAGE_PEOPLE) else "ask an administrator to add"
    return (
        f"Nobody else can sign {rule.title} yet: {who} {lacking}"
        f" to the team {team}. It cannot be who asked for the review or answered in it."
    )
