"""Reviews that came before: of the same service, whose answers are offered, and of other services."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import dossiers, reviews, services, starting, suggestions
from readiness.usecases.answers import Saved
from readiness.usecases.suggestions import Suggestion
from tests.factories.checklists import Document
from tests.factories.people import People
from tests.factories.reviews import (
    FACTS,
    answer_everything,
    done,
    sign_all,
    start_review,
    submit_all,
)

Answers = Mapping[str, Mapping[str, object]]


def given_up(database: Database, review: int, people: People, now: datetime) -> None:
    done(database, now, reviews.abandon, review, reason="We start again.", by=people.alice)


def answered_before(
    database: Database,
    people: People,
    *,
    now: datetime,
    document: Document | None = None,
    but: Answers | None = None,
) -> int:
    """Return the id of a review that Alice answered, and that makes room for the next one."""
    review = start_review(database, people, now=now, document=document)
    answer_everything(database, review, by=people.alice, now=now, but=but)
    given_up(database, review, people, now)
    return review


def start_of(
    database: Database, people: People, name: str, *, now: datetime, environment: str = "production"
) -> int:
    """Return the id of a new review of another service of Alice's team, which is registered."""
    facts, planned_at = from_plain(FACTS), now + timedelta(days=14)
    slug = done(
        database, now, services.create, name, team="payments", facts=facts, by=people.alice
    ).slug
    named = {"environment": environment, "planned_at": planned_at, "by": people.alice}
    return done(database, now, starting.start, slug, **named).id


def approved_of(
    database: Database,
    people: People,
    by: Mapping[str, Actor],
    name: str,
    *,
    now: datetime,
    but: Answers | None = None,
) -> int:
    """Return the id of an approved review of another service."""
    review = start_of(database, people, name, now=now)
    approve(database, people, by, review, now=now, but=but)
    return review


def approve(
    database: Database,
    people: People,
    by: Mapping[str, Actor],
    review: int,
    *,
    now: datetime,
    but: Answers | None = None,
) -> None:
    """Answer everything, `but` these otherwise, and take the review to its approval."""
    answer_everything(database, review, by=people.alice, now=now, but=but)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)


def waiting(
    database: Database, review: int, by: Actor, now: datetime, *, area: str = ""
) -> Mapping[str, Suggestion]:
    """Return by question what this person could confirm."""
    with database.reading() as session:
        dossier = dossiers.dossier(session, review, by=by, now=now)
        return suggestions.waiting(session, dossier, by=by, area=area)


def confirm(
    database: Database, review: int, question: str, by: Actor, now: datetime, base: int = 0
) -> Saved:
    """Confirm what is offered for the question."""
    source = waiting(database, review, by, now)[question].revision.id
    return confirm_source(database, review, question, source, by=by, now=now, base=base)


def confirm_source(
    database: Database,
    review: int,
    question: str,
    source: int,
    *,
    by: Actor,
    now: datetime,
    base: int = 0,
) -> Saved:
    given = {"base": base, "by": by}
    return done(database, now, suggestions.confirm, review, question, source, **given)
