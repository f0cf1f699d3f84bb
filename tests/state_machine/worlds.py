"""Where a play begins: a database with one review, at one of four points of its life."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from readiness.core.rights import Actor, Role
from readiness.store.engine import Database, open_database
from readiness.usecases import launches
from tests.factories.applying import release
from tests.factories.checklists import (
    FAILING,
    QUESTIONS,
    Document,
    gate,
    launch_document,
    question,
)
from tests.factories.people import People, people_in
from tests.factories.reviews import answer, answer_everything, done, sign, start_review, submit_all
from tests.factories.signing import MINUTES, make, minutes

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
STARTS = ("draft", "sent", "approved", "launched")
#: SRE takes two people, and the launch gate signs last.
GATES = (
    gate("sre", "deployment", "hygiene", people=2),
    gate("security", "compliance"),
    gate("launch", "deployment", after=["sre", "security"]),
)
AFTER = {"launch": ("sre", "security")}
DUTIES = question("compliance.duties", may_not_apply=True, evidence="required", blocks=True)
FIRST = (*QUESTIONS[:4], DUTIES, QUESTIONS[5])
#: Without both questions that do not block nothing passes.
PASS_MARK = 75
#: One reworded, one new that blocks; then one more whose rule cannot be worked out.
SECOND = (
    question("deployment.rollback", weight=3, blocks=True, question="Can you go back?"),
    question("deployment.steps", blocks=True),
    *FIRST[2:],
)
THIRD = (*SECOND, question("hygiene.odd", blocks=True, applies_if=FAILING))
NEWER = {2: SECOND, 3: THIRD}
#: Who belongs to which team; Sam is on both sides, and Olga coordinates what she owns.
TEAMS = {
    "payments": {"Alice", "Anna", "Sam", "Olga"},
    "sre": {"Bob", "Ben", "Sam"},
    "security": {"Dan", "Dora"},
    "launch": {"Carol", "Cora", "Olga"},
}
COORDINATORS = {"Carol", "Cora", "Olga"}
EVERYBODY = ("Ada", "Eve", *sorted(set().union(*TEAMS.values())))


@dataclass(frozen=True, slots=True)
class World:
    """A database to copy, with everybody by name and the review."""

    path: Path
    who: Mapping[str, Actor]
    people: People
    review: int

    def copied(self, to: Path) -> Database:
        shutil.copy(self.path, to)
        return open_database(f"sqlite:///{to}")


def document(version: int = 1) -> Document:
    asked = NEWER.get(version, FIRST)
    return launch_document(version=version, questions=asked, gates=GATES, pass_mark=PASS_MARK)


def newer(database: Database, version: int, now: datetime) -> None:
    release(database, now, document(version))


def build(template: Path, folder: Path) -> Mapping[str, World]:
    """Return a world for each start, each built on the one before."""
    path = folder / "readiness.db"
    shutil.copy(template, path)
    database = open_database(f"sqlite:///{path}")
    people = people_in(database)
    who = _everybody(database, people)
    review = start_review(database, people, now=NOW, document=document())
    built = {}
    for start in STARTS:
        _advance(database, who, review, start)
        database.close()  # so that nothing is left in the write-ahead log
        built[start] = World(folder / f"{start}.db", who, people, review)
        shutil.copy(path, built[start].path)
    return built


def _everybody(database: Database, people: People) -> Mapping[str, Actor]:
    known = [people.alice, people.bob, people.carol, people.ada, people.eve]
    who = {each.name: each for each in known}
    for name in EVERYBODY:
        if name not in who:
            teams = [team for team, names in TEAMS.items() if name in names]
            roles = (Role.COORDINATOR,) if name in COORDINATORS else ()
            who[name] = make(database, name, *teams, roles=roles)
    return who


def _advance(database: Database, who: Mapping[str, Actor], review: int, start: str) -> None:
    at = NOW + timedelta(minutes=10 * STARTS.index(start))
    if start == "sent":
        # Olga wrote it first, so that there is an older author where it is taken over.
        answer(database, review, MINUTES, minutes("7"), by=who["Olga"], now=at)
        answer_everything(database, review, by=who["Alice"], now=at)
        submit_all(database, review, by=who["Alice"], now=at)
    elif start == "approved":
        for gate_id, name in (("sre", "Bob"), ("sre", "Ben"), ("security", "Dan")):
            sign(database, review, gate_id, by=who[name], now=at)
        sign(database, review, "launch", by=who["Carol"], now=at)
    elif start == "launched":
        done(database, at, launches.launched, review, by=who["Alice"])
