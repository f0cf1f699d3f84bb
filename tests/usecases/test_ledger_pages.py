"""The ledger is told in sentences with names, and leads to what it is about."""

from __future__ import annotations

from datetime import datetime

import pytest

from readiness.core.errors import BadInput, Forbidden, NotFound, NotSignedIn
from readiness.core.rights import NOBODY, Actor, Scope
from readiness.store.engine import Database
from readiness.usecases import launches, ledger_pages, tokens
from readiness.usecases.ledger_pages import LedgerPage
from tests.factories.people import People
from tests.factories.reviews import answer_everything, done, start_review


def page(database: Database, by: Actor, **wanted: object) -> LedgerPage:
    with database.reading() as session:
        return ledger_pages.page(session, by=by, **wanted)  # type: ignore[arg-type]


def test_entries_name_people_and_things(database: Database, people: People, now: datetime) -> None:
    review = start_review(database, people, now=now)
    newest = page(database, people.eve).entries[0]
    assert newest.sentence == "Alice started the review for production"
    assert (newest.thing, newest.path) == ("Checkout", f"/reviews/{review}")
    oldest = page(database, people.eve).entries[-1]
    assert (oldest.sentence, oldest.path) == ("Readiness created the team payments", "")
    made = page(database, people.eve, event="account.made").entries[0]
    assert made.sentence == "Readiness made an account for Eve"
    created = page(database, people.eve, event="service.created").entries[0]
    assert created.path == "/services/checkout"


def test_a_token_that_acted_is_named(database: Database, people: People, now: datetime) -> None:
    start_review(database, people, now=now)
    scopes = [Scope.DEPLOY]
    done(database, now, tokens.make, "CI", by=people.alice, scopes=scopes, service_slug="checkout")
    pipeline = Actor(token=1, scopes=frozenset(scopes))
    told = {"environment": "production", "artifact": "v1", "by": pipeline}
    done(database, now, launches.report_deployment, "checkout", **told)
    newest = page(database, people.eve, service="checkout").entries[0]
    assert newest.sentence == (
        "Token “CI” reported a deployment to production; the gate said blocked"
    )


def test_pages_go_on_where_the_one_before_ended(
    database: Database, people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    monkeypatch.setattr(ledger_pages, "PAGE", 5)
    first = page(database, people.eve)
    assert len(first.entries) == 5
    assert first.older == first.entries[-1].seq
    assert page(database, people.eve, before=first.older).entries[0].seq == first.older - 1
    assert page(database, people.eve, before=3).older is None


def test_filters_that_name_nothing_are_refused(database: Database, people: People) -> None:
    with pytest.raises(BadInput):
        page(database, people.eve, event="gone")
    with pytest.raises(NotFound):
        page(database, people.eve, service="gone")


def test_only_people_read_it(database: Database, people: People) -> None:
    with pytest.raises(NotSignedIn):
        page(database, NOBODY)
    with pytest.raises(Forbidden):
        page(database, Actor(token=1))
