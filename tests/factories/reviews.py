"""A launch review of Alice's service, taken step by step: each step commits by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from readiness.core.checklists import Kind
from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.core.signoffs import Choice
from readiness.store.engine import Database
from readiness.store.services import service_by_slug
from readiness.usecases import (
    answers,
    checklists,
    dossiers,
    services,
    signoffs,
    starting,
    submissions,
    transaction,
)
from tests.factories.checklists import Document, launch_document
from tests.factories.people import People, make_person
from tests.remembered import remembered

Result = TypeVar("Result")

SLUG = "checkout"
FACTS: Document = {
    "tier": 2,
    "data": [],
    "public": False,
    "stores_data": False,
    "calls_others": False,
    "revenue": False,
    "crowd": False,
    "shares_data": False,
    "ai": False,
    "kubernetes": False,
    "pipeline": False,
    "eu_people": False,
}
EVIDENCE = {"url": "https://wiki.example.com/duties", "description": "The list of duties"}


def done(
    database: Database, now: datetime, verb: Callable[..., Result], *args: Any, **named: Any
) -> Result:
    """Return what a use case returns, after committing it in a transaction of its own."""
    with database.writing() as session:
        result = verb(session, *args, now=now, **named)
        transaction.commit(session, now=now)
        return result


@remembered
def reviewers(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    """Return one person for each gate; Dan, who signs security, is new."""
    with database.writing() as session:
        dan = make_person(session, "Dan", teams=("security",))
        transaction.commit(session, now=now)
    return {"sre": people.bob, "security": dan, "launch": people.carol}


@remembered
def start_review(
    database: Database,
    people: People,
    *,
    now: datetime,
    document: Document | None = None,
    facts: Mapping[str, object] | None = None,
    by: Actor | None = None,
    environment: str = "production",
) -> int:
    """Return the id of a new review of Checkout, which is registered if it is not yet."""
    checklist = document or launch_document()
    with database.writing() as session:
        checklists.sync(session, [checklist], now=now)
        if service_by_slug(session, SLUG) is None:
            known = from_plain({**FACTS, **(facts or {})})
            services.create(
                session, "Checkout", team="payments", facts=known, by=people.alice, now=now
            )
        review = starting.start(
            session,
            SLUG,
            kind=Kind(str(checklist["kind"])),
            environment=environment,
            planned_at=now + timedelta(days=14),
            by=by or people.alice,
            now=now,
        )
        transaction.commit(session, now=now)
        return review.id


def good_answer(question: Mapping[str, Any], now: datetime) -> Document:
    """Return an answer that meets the question of the small checklist."""
    payloads: dict[str, Document] = {
        "counts": {"counts": {"critical": 0, "high": 1}},
        "number": {"number": "5"},
        "date": {"date": (now - timedelta(days=7)).date().isoformat()},
        "alerts": {
            "rows": [{"alert": "Errors", "type": "symptom", "pages": "0.5", "actionable": True}],
            "none": False,
        },
        "dependencies": {"rows": [], "none": True},
    }
    kind = question["answer"]["type"]
    if kind == "yes_no":
        return {"choice": "yes", "reason": ""}
    if kind == "coverage":
        cells = {each: {"state": "covered", "by": "RED"} for each in question["answer"]["signals"]}
        payloads["coverage"] = {"rows": [{"component": "API", "cells": cells}]}
    return {"choice": "given", "reason": "", **payloads[kind]}


def answer(
    database: Database,
    review_id: int,
    question: str,
    value: Mapping[str, object],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Save an answer on top of whatever stands."""
    with database.writing() as session:
        found = dossiers.load(session, review_id, now=now)
        before = found.answer(question)
        base = before.number if before else 0
        answers.save(session, review_id, question, value, base=base, by=by, now=now)
        transaction.commit(session, now=now)


@remembered
def answer_everything(
    database: Database,
    review_id: int,
    *,
    by: Actor,
    now: datetime,
    but: Mapping[str, Mapping[str, object]] | None = None,
) -> None:
    """Answer all that is asked well, `but` these; what requires evidence gets a link."""
    with database.reading() as session:
        found = dossiers.load(session, review_id, now=now)
    definitions = {str(each["id"]): each for each in found.pinned.document["questions"]}
    for each in found.claimed.asked:
        id_ = each.question.id
        value = (but or {}).get(id_) or good_answer(definitions[id_], now)
        answer(database, review_id, id_, value, by=by, now=now)
        if each.question.evidence == "required":
            done(database, now, answers.add_evidence, review_id, id_, **EVIDENCE, by=by)


@remembered
def submit_all(database: Database, review_id: int, *, by: Actor, now: datetime) -> None:
    with database.reading() as session:
        gates = [gate.rule.id for gate in dossiers.load(session, review_id, now=now).gates]
    done(database, now, submissions.submit, review_id, gates, by=by)


def sign(
    database: Database,
    review_id: int,
    gate: str,
    *,
    by: Actor,
    now: datetime,
    choice: Choice = Choice.APPROVE,
    digest: str = "",
    **said: Any,
) -> int:
    """Vote on what the gate covers now, or on another digest, and return the vote's id."""
    seen = digest or digest_of(database, review_id, gate, now)
    named = {"digest": seen, "by": by, **said}
    return done(database, now, signoffs.vote, review_id, gate, choice, **named).id


def digest_of(database: Database, review_id: int, gate: str, now: datetime) -> str:
    with database.reading() as session:
        return dossiers.load(session, review_id, now=now).gate(gate).ballot.digest


@remembered
def sign_all(database: Database, review_id: int, by: Mapping[str, Actor], *, now: datetime) -> None:
    """Sign every gate in the checklist's order; `by` holds a person for each."""
    for gate, person in by.items():
        sign(database, review_id, gate, by=person, now=now)


@remembered
def approved_review(
    database: Database,
    /,
    people: People,
    by: Mapping[str, Actor],
    *,
    now: datetime,
    **start: Any,
) -> int:
    """Return the id of a review that went all the way to its approval."""
    review = start_review(database, people, now=now, **start)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    return review
