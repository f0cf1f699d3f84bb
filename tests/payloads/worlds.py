"""The states of the product in which, together, every one of its forms is on some page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import invitations
from tests.factories.checklists import LIMITS, launch_document, question
from tests.factories.handovers import SELF_MANAGED, accepted_service
from tests.factories.people import People, people_in
from tests.factories.reviews import answer, approved_review, done, reviewers, start_review
from tests.remembered import remembered
from tests.rights.world import World, build

#: One question for each kind of answer.
KINDS: Mapping[str, Mapping[str, object]] = {
    "counts": {"type": "counts", "limits": LIMITS},
    "alerts": {"type": "alerts", "pages_per_week": "7", "actionable_percent": 80},
    "coverage": {"type": "coverage", "signals": ["latency", "errors"]},
    "dependencies": {"type": "dependencies"},
    "number": {"type": "number", "unit": "minutes", "minimum": None, "maximum": "10"},
    "date": {"type": "date", "max_age_days": 90},
    "yes_no": {"type": "yes_no"},
}


def started(database: Database, now: datetime) -> World:
    """Return the world of the rights: sent, voted on, waived, owing, and somebody invited."""
    made = build(database, now)
    ada = made.roles["administrator"]
    invited = {"by": ada, "teams": (), "roles": ()}
    secret = done(database, now, invitations.invite, "guest@example.com", **invited)
    return replace(made, ids={**made.ids, "secret": secret})


def of_every_kind(database: Database, now: datetime) -> World:
    """Return a review of which nothing is answered yet, with each kind of answer once."""
    people = people_in(database)
    asked = [question(f"hygiene.{name}", kind) for name, kind in KINDS.items()]
    review = start_review(database, people, now=now, document=launch_document(questions=asked))
    unmet = {"choice": "no", "reason": "In two weeks."}
    answer(database, review, "hygiene.yes_no", unmet, by=people.alice, now=now)
    return _world(people, {}, "hygiene.yes_no")


@remembered
def approved(database: Database, now: datetime) -> World:
    people = people_in(database)
    by = reviewers(database, people, now)
    approved_review(database, people, by, now=now)
    return _world(people, by, "deployment.rollback")


@remembered
def run_by_sre(database: Database, now: datetime) -> World:
    """Return a service that SRE runs since a moment before now."""
    people = people_in(database)
    by = reviewers(database, people, now - SELF_MANAGED)
    accepted_service(database, people, by, now - SELF_MANAGED)
    return _world(people, by, "deployment.rollback")


def _world(people: People, by: Mapping[str, Actor], asked: str) -> World:
    roles = {
        "owner": people.alice,
        "reviewer": people.bob,
        "coordinator": people.carol,
        "administrator": people.ada,
        "stranger": people.eve,
        **by,
    }
    ids = dict.fromkeys(("vote_id", "waiver_id", "item_id", "thread_id", "comment_id"), 1)
    ids |= dict.fromkeys(
        (
            "review_id",
            "token_id",
            "invitation_id",
            "connection_id",
            "hold_id",
            "freeze_id",
            "rule_id",
        ),
        1,
    )
    ids |= {"person_id": people.eve.person or 1, "account_id": people.eve.account or 1}
    named = {"gate": "sre", "area_id": asked.partition(".")[0], "question": asked}
    other = {"name": "launch", "number": 1, "day": "2026-12-24", "secret": "x" * 43}
    return World(roles, {**ids, **named, **other}, 1)


WORLDS = (started, of_every_kind, approved, run_by_sre)
