"""Whoever can see to it is told of a team that signs gates and in which there is nobody."""

from __future__ import annotations

from datetime import datetime

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import checklists, teams, worklists
from readiness.usecases.work_items import Item
from tests.factories.checklists import launch_document
from tests.factories.people import People
from tests.factories.reviews import done


def told(database: Database, by: Actor, now: datetime) -> tuple[Item, ...]:
    with database.reading() as session:
        return worklists.worklist(session, by=by, now=now).empty


def test_a_team_without_members_is_told_with_every_gate_that_it_signs(
    database: Database, people: People, now: datetime
) -> None:
    handoff = {**launch_document(), "id": "handoff", "kind": "handoff", "title": "Hand-off"}
    retired = {**launch_document(), "id": "old", "title": "Old", "retired": True}
    done(database, now, checklists.sync, [launch_document(), handoff, retired])
    [item] = told(database, people.ada, now)
    assert item.title == "Nobody is in the team Security"
    assert item.note == (
        "It signs the gate Security of “Hand-off”"
        " and the gate Security of “Launch readiness review”"
    )
    assert (item.path, item.sentence) == (
        "/admin/teams/security",
        "Put people into the team Security.",
    )
    [carols] = told(database, people.carol, now)
    assert carols.path == "/teams/security"
    assert carols.sentence == "Ask an administrator to put people into the team Security."
    assert told(database, people.alice, now) == ()
    done(database, now, teams.add, "security", people.eve.person, by=people.ada)
    assert told(database, people.ada, now) == ()
