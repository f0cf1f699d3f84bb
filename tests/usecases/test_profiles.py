"""One service in full, with the next step that stands between it and its launch."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from readiness.core.errors import NotFound
from readiness.core.facts import from_plain
from readiness.core.rights import Actor, Scope
from readiness.store.engine import Database
from readiness.usecases import (
    launches,
    profiles,
    reviews,
    services,
    standing_verdicts,
    tokens,
    transaction,
)
from readiness.usecases.profiles import Profile
from tests.factories.checklists import Document
from tests.factories.people import People
from tests.factories.reviews import (
    FACTS,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.services import make_service
from tests.factories.waivers import waived


def profile(database: Database, by: Actor, now: datetime) -> Profile:
    with database.reading() as session:
        return profiles.profile(session, "checkout", by=by, now=now)


def test_a_service_without_a_review_says_who_can_start_one(
    database: Database, people: People, now: datetime
) -> None:
    known = from_plain(FACTS)
    done(database, now, services.create, "Checkout", team="payments", facts=known, by=people.alice)
    mine, hers = (profile(database, by, now) for by in (people.alice, people.eve))
    assert mine.next.path == "/services/checkout/reviews/new"
    assert (hers.next.path, hers.next.kind) == ("", "wait")
    assert "Payments" in hers.next.sentence
    assert (mine.allowed.change, hers.allowed.change) == (True, False)
    assert (mine.governing, mine.drifted) == (None, None)
    assert [place for place, _ in mine.verdicts] == ["production", "staging"]


def test_an_unknown_service_is_not_found(database: Database, people: People, now: datetime) -> None:
    with pytest.raises(NotFound):
        profile(database, people.alice, now)


def test_the_open_review_is_the_next_step_and_newer_facts_are_told(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    assert profile(database, people.alice, now).drifted is None
    known = from_plain({**FACTS, "data": ["personal"]})
    done(database, now, services.change_facts, "checkout", known, by=people.alice)
    found = profile(database, people.alice, now)
    assert found.next.path == f"/reviews/{review}"
    assert found.drifted is not None
    assert found.drifted.is_under_way
    done(database, now, reviews.abandon, review, reason="No", by=people.alice)
    assert profile(database, people.alice, now).drifted is None


def test_an_approved_launch_may_go_ahead_until_its_approval_ends(
    database: Database, people: People, now: datetime
) -> None:
    review = approved_review(database, people, reviewers(database, people, now), now=now)
    found = profile(database, people.alice, now)
    assert (found.next.kind, found.production.kind) == ("clear", "approved")
    assert found.production.closes_at is not None
    assert found.governing is not None
    assert found.governing.review.id == review
    later = now + timedelta(days=100)
    assert profile(database, people.alice, later).next.label == "Renew the review"
    assert profile(database, people.eve, later).next.label == "See why"


def test_a_deployment_is_shown_and_a_launched_service_has_nothing_to_do(
    database: Database, people: People, now: datetime
) -> None:
    approved_review(database, people, reviewers(database, people, now), now=now)
    done(
        database, now, tokens.make, "CI", by=people.alice, scopes=[Scope.DEPLOY],
        service_slug="checkout",
    )  # fmt: skip
    token = Actor(token=1, scopes=frozenset({Scope.DEPLOY}))
    told = {"environment": "production", "artifact": "v1", "by": token}
    done(database, now, launches.report_deployment, "checkout", **told)
    found = profile(database, people.alice, now)
    assert [(row.artifact, place) for row, place in found.deployments] == [("v1", "production")]
    assert (found.next.sentence, found.production.closes_at) == (profiles.RUNS, None)


def test_a_running_waiver_stands_beside_the_verdict(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    no: dict[str, Document] = {"deployment.rollback": {"choice": "no", "reason": ""}}
    answer_everything(database, review, by=people.alice, now=now, but=no)
    until = (now + timedelta(days=20)).date()
    waived(database, review, people.alice, people.carol, now, until=until)
    (waiver,) = profile(database, people.eve, now).production.waivers
    assert waiver.question == "deployment.rollback"
    assert waiver.ends_at.date() == date(2026, 12, 14)


def test_an_end_that_closes_nothing_is_not_announced(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    slow: dict[str, Document] = {"deployment.minutes": {"choice": "unknown", "reason": ""}}
    answer_everything(database, review, by=people.alice, now=now, but=slow)
    until = (now + timedelta(days=20)).date()
    minutes = "deployment.minutes"
    waived(database, review, people.alice, people.carol, now, minutes, until=until)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, reviewers(database, people, now), now=now)
    closes_at = profile(database, people.eve, now).production.closes_at
    assert closes_at is not None
    assert closes_at > now + timedelta(days=21)


def test_what_was_never_computed_is_unknown() -> None:
    assert standing_verdicts.read(None, None).kind == "unknown"


def test_a_service_that_never_moved_is_drawn_where_it_is(
    database: Database, people: People, now: datetime
) -> None:
    """As none is that was registered here; what comes in otherwise may have no history."""
    with database.writing() as session:
        make_service(session, "checkout", team="payments", by=people.alice)
        transaction.commit(session, now=now)
    assert [point.word for point in profile(database, people.alice, now).points] == [
        "Pre-launch",
        "Launched",
    ]
