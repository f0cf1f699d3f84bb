"""The texts of services, of reviews themselves, and of the questions that checklists ask."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core import addresses
from readiness.core.checklists import Checklist
from readiness.core.facts import FACTS, FactKind
from readiness.core.search_kinds import Kind, Subject
from readiness.core.search_texts import Text
from readiness.store import checklists as checklist_store
from readiness.store.base import Plain
from readiness.store.checklists import ChecklistVersion
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.usecases.checklists import pinned
from readiness.usecases.search_context import places


def services(session: Session, subjects: Collection[Subject]) -> Iterator[Text]:
    wanted = {int(each.id): each.key for each in subjects}
    query = select(Service, Team.name).join(Team, Team.id == Service.owner_team_id)
    for service, team in session.execute(query.where(Service.id.in_(wanted))):
        yield Text(
            kind=Kind.SERVICE,
            key=wanted[service.id],
            service=service.id,
            review=None,
            address=addresses.service(service.slug),
            title=service.name,
            place=f"{service.slug}, owned by {team}",
            body=". ".join(filter(None, (service.description, *_facts(service.facts)))),
            at=service.created_at,
        )


def _facts(facts: Plain) -> Iterator[str]:
    """Yield what is known about the service, in the words of its form."""
    for fact in FACTS.values():
        known = facts.get(fact.name)
        if fact.kind is FactKind.LEVEL and known is not None:
            yield f"{fact.label} {dict(fact.choices).get(str(known), known)}"
        elif fact.kind is FactKind.FLAG and known is True:
            yield fact.label
        elif fact.kind is FactKind.SET and known:
            yield ", ".join(dict(fact.choices).get(each, each) for each in known)


def reviews(session: Session, subjects: Collection[Subject]) -> Iterator[Text]:
    wanted = {int(each.id): each.key for each in subjects}
    for place in places(session, wanted).values():
        row = place.review
        yield Text(
            kind=Kind.REVIEW,
            key=wanted[row.id],
            service=row.service_id,
            review=row.id,
            address=addresses.review(row.id),
            title=place.name,
            place=f"{place.service.slug}, {place.environment}",
            body=f"{place.checklist.title}, version {place.checklist.version}",
            at=row.asked_at,
        )


def questions(session: Session, subjects: Collection[Subject]) -> Iterator[Text]:
    """Yield the questions of the newest version of each checklist."""
    for subject in subjects:
        row = checklist_store.newest_of(session, subject.id)
        if row is not None:
            yield from _of_version(subject.key, row, pinned(session, row.id).checklist)


def _of_version(key: str, row: ChecklistVersion, checklist: Checklist) -> Iterator[Text]:
    areas = {area.id: area.title for area in checklist.areas}
    named = f"{checklist.title}, version {checklist.version}"
    for each in checklist.questions:
        yield Text(
            kind=Kind.QUESTION,
            key=key,
            service=None,
            review=None,
            address=addresses.checklist_question(checklist.id, checklist.version, each.id),
            title=each.text,
            place=f"{named}{' (retired)' if checklist.retired else ''}: {areas[each.area]}",
            body="\n".join(filter(None, (each.why, each.help, each.proof, each.origin))),
            at=row.synced_at,
        )
