"""A review that was sent to its gates, and what happens to it while they sign."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from readiness.core.rights import Actor, Role
from readiness.core.signoffs import Choice
from readiness.store.engine import Database
from readiness.usecases import dossiers, readings, submissions, transaction
from readiness.usecases.dossiers import Dossier
from readiness.usecases.readings import Reading
from tests.factories.people import BEGINNING, People, make_person
from tests.factories.reviews import (
    answer,
    answer_everything,
    done,
    sign,
    start_review,
    submit_all,
)
from tests.remembered import remembered

MINUTES = "deployment.minutes"


def minutes(number: str) -> dict[str, object]:
    return {"choice": "given", "reason": "", "number": number}


@remembered
def sent_review(database: Database, /, people: People, *, now: datetime, **start: Any) -> int:
    """Return the id of a review of which Alice answered everything and sent it to every gate."""
    review = start_review(database, people, now=now, **start)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    return review


def found(database: Database, review: int, now: datetime) -> Dossier:
    with database.reading() as session:
        return dossiers.load(session, review, now=now)


def states(database: Database, review: int, now: datetime) -> dict[str, str]:
    gates = found(database, review, now).gates
    return {gate.rule.id: gate.tally.state.value for gate in gates}


def read(database: Database, review: int, gate: str, by: Actor, now: datetime) -> Reading:
    with database.reading() as session:
        return readings.reading(session, review, gate, by=by, now=now)


def make(database: Database, name: str, *teams: str, roles: tuple[Role, ...] = ()) -> Actor:
    with database.writing() as session:
        person = make_person(session, name, teams=teams, roles=roles)
        transaction.commit(session, now=BEGINNING)
    return person


def change(
    database: Database, review: int, number: str, by: Actor, now: datetime
) -> tuple[str, ...]:
    """Change an answer of the deployment area and send it."""
    answer(database, review, MINUTES, minutes(number), by=by, now=now)
    return done(database, now, submissions.send_changes, review, by=by)


def deny(database: Database, review: int, by: Actor, now: datetime, gate: str = "sre") -> int:
    said: dict[str, Any] = {"comment": "There is no way back."}
    return sign(database, review, gate, by=by, now=now, choice=Choice.DENY, **said)
