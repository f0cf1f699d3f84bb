"""A badge tells one word to whoever has its link, until its token ends, and no other link tells anything."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import pytest
from sqlalchemy import update

from readiness.core.advisory import Rule, Scope, plain
from readiness.core.errors import NotFound
from readiness.core.freezes import Covers, Freeze, written
from readiness.core.rights import NOBODY, Actor, Role
from readiness.store.engine import Database
from readiness.store.freezes import FreezeCalendar
from readiness.store.tokens import ApiToken
from readiness.store.verdicts import Segment
from readiness.usecases import badges
from tests.factories import gate
from tests.factories.gate import APPROVED, BLOCKED, NOW

#: Who may make tokens of any service.
ADMINISTRATOR = Actor(person=1, roles=frozenset({Role.ADMINISTRATOR}))


def link(database: Database, made: gate.World, scopes: Collection[str] = ("badge:show",)) -> str:
    gate.token(database, made, scopes=list(scopes), service=made.service)
    with database.reading() as session:
        return badges.links(session, gate.SLUG, by=ADMINISTRATOR, now=NOW)["production"]


def word(database: Database, text: str, **later: int) -> str:
    with database.reading() as session:
        now = NOW + timedelta(**later)
        return badges.badge(session, text, by=NOBODY, now=now).word


def test_it_says_what_the_gate_would_and_unknown_where_nothing_is_known(database: Database) -> None:
    made = gate.world(database)
    text = link(database, made)
    assert word(database, text) == "unknown"
    ends = NOW + timedelta(days=2)
    gate.stored(database, gate.segment(made, "approved", APPROVED, ends_at=ends))
    assert word(database, text) == "approved"
    assert word(database, text, days=2) == "unknown"
    gate.stored(database, gate.segment(made, "blocked", BLOCKED, starts_at=ends))
    assert word(database, text, days=2) == "blocked"
    with database.writing() as session:
        session.execute(update(Segment).values(enforced=False))
        session.commit()
    assert word(database, text) == "not enforced"


def test_it_says_so_under_a_freeze_and_where_the_gate_is_advisory(database: Database) -> None:
    made = gate.world(database)
    text = link(database, made)
    gate.stored(database, gate.segment(made, "approved", APPROVED))
    places, ends = frozenset({"production"}), NOW + timedelta(days=1)
    freeze = Freeze(1, "Year's end", Covers.LAUNCHES, places, NOW, ends)
    publish(database, written([freeze]))
    assert word(database, text) == "blocked"
    assert word(database, text, days=1) == "approved"
    publish(database, written([freeze], [plain(Rule(1, Scope.SERVICE, gate.SLUG, None))]))
    assert word(database, text) == "not enforced"


def publish(database: Database, body: str) -> None:
    with database.writing() as session:
        session.execute(update(FreezeCalendar).values(body=body))
        session.commit()


@pytest.mark.parametrize("change", ["revoked", "ended", "another scope", "all services"])
def test_a_token_that_is_no_good_shows_no_badge_any_more(database: Database, change: str) -> None:
    text = link(database, gate.world(database))
    values: dict[str, dict[str, object]] = {
        "revoked": {"revoked_at": NOW},
        "ended": {"ends_at": NOW},
        "another scope": {"scopes": ["gate:read"]},
        "all services": {"service_id": None},
    }
    with database.writing() as session:
        session.execute(update(ApiToken).values(**values[change]))
        session.commit()
    with pytest.raises(NotFound):
        word(database, text)


def test_a_link_that_was_changed_or_made_up_shows_none(database: Database) -> None:
    made = gate.world(database)
    text = link(database, made)
    for other in ("x", "", text[:-1], text[:-2] + text[:1] + text[-1:], f"a{text}"):
        with pytest.raises(NotFound):
            word(database, other)
    with database.reading() as session:
        later = NOW + timedelta(days=400)
        assert badges.links(session, gate.SLUG, by=ADMINISTRATOR, now=later) == {}
