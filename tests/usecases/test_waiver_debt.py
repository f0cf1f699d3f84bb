"""What a team owes by waivers that run is counted for everybody, and policy can cap it."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from readiness.core.errors import WrongMoment
from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.core.waiver_debt import Debt
from readiness.core.waivers import Decision
from readiness.store.engine import Database
from readiness.store.services import service_by_slug
from readiness.usecases import (
    reviews,
    services,
    starting,
    transaction,
    waiver_debt,
    waiver_pages,
    waiver_requests,
    waivers,
)
from readiness.usecases.waiver_debt import TeamDebt
from tests.factories.applying import apply, release
from tests.factories.checklists import launch_document
from tests.factories.people import People
from tests.factories.reviews import (
    FACTS,
    SLUG,
    answer,
    answer_everything,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import found
from tests.factories.waivers import ROLLBACK, ask, decide, waived

MINUTES = "deployment.minutes"
NO: dict[str, object] = {"choice": "no", "reason": ""}
UNKNOWN: dict[str, object] = {"choice": "unknown", "reason": ""}


def checkout(database: Database, people: People, now: datetime, most: int | None = None) -> int:
    """Return a review of Checkout with two unmet questions, under a cap if there is one."""
    document = launch_document(most_waivers=most)
    review = start_review(database, people, now=now, document=document)
    return _unmet(database, review, people.alice, now)


def _unmet(database: Database, review: int, by: Actor, now: datetime) -> int:
    answer(database, review, ROLLBACK, NO, by=by, now=now)
    answer(database, review, MINUTES, UNKNOWN, by=by, now=now)
    return review


def refunds(database: Database, people: People, now: datetime) -> int:
    """Return a review of another service of the same team."""
    said = {"team": "payments", "facts": from_plain(FACTS), "by": people.alice}
    service = done(database, now, services.create, "Refunds", **said)
    begun = {"environment": "production", "planned_at": now + timedelta(days=14)}
    started = done(database, now, starting.start, service.slug, by=people.alice, **begun)
    return _unmet(database, started.id, people.alice, now)


def owed(database: Database, by: Actor, now: datetime) -> TeamDebt:
    with database.reading() as session:
        service = service_by_slug(session, SLUG)
        assert service is not None
        team = services.owner_of(session, service)
        return waiver_debt.of_team(session, team, by=by, now=now)


def test_the_debt_is_what_runs_over_all_services_of_the_team(
    database: Database, people: People, now: datetime
) -> None:
    first, second = checkout(database, people, now), refunds(database, people, now)
    waived(database, first, people.alice, people.carol, now)
    later = now + timedelta(days=3)
    waived(database, second, people.alice, people.carol, later)
    ask(database, second, people.alice, later, MINUTES)
    then = now + timedelta(days=5)
    found = owed(database, people.eve, then)
    assert found.debt == Debt(number=2, oldest_days=5, days=7)
    assert [each.service.name for each in found.waivers] == ["Checkout", "Refunds"]
    with database.reading() as session:
        seen = waiver_pages.overview(session, by=people.eve, now=then)
        page = waiver_pages.of_service(session, SLUG, by=people.eve, now=then)
    assert [(each.team.slug, each.debt.number) for each in seen.debts] == [("payments", 2)]
    assert len(seen.waiting) == 1
    assert [each.text for each in page.running] == ["Is deployment.rollback in order?"]
    assert page.owed.debt.number == 2


def test_what_ended_was_revoked_or_belongs_to_an_abandoned_review_is_no_debt(
    database: Database, people: People, now: datetime
) -> None:
    first, second = checkout(database, people, now), refunds(database, people, now)
    revoked = waived(database, first, people.alice, people.carol, now)
    decide(database, first, revoked, Decision.REVOKED, people.carol, now)
    ended = waived(database, first, people.alice, people.carol, now, MINUTES)
    waived(database, second, people.alice, people.carol, now)
    done(database, now, reviews.abandon, second, reason="Not now.", by=people.alice)
    assert owed(database, people.eve, now).debt.number == 1
    third = date(2026, 12, 3)
    decide(database, first, ended, Decision.GRANTED, people.carol, now, until=third)
    assert owed(database, people.eve, datetime.fromisoformat("2026-12-03T10:00Z")).debt.number == 0


def test_asking_beyond_the_cap_is_refused_and_says_which_ones_run(
    database: Database, people: People, now: datetime
) -> None:
    first = checkout(database, people, now, most=1)
    second = refunds(database, people, now)
    waived(database, first, people.alice, people.carol, now)
    for review in (first, second):
        with pytest.raises(WrongMoment) as refused:
            ask(database, review, people.alice, now, MINUTES)
        assert refused.value.sentence == (
            "Payments may have 1 waiver running at once. "
            "One of these has to end first: Checkout, Is deployment.rollback in order?"
        )


def test_granting_beyond_the_cap_is_refused(
    database: Database, people: People, now: datetime
) -> None:
    first = checkout(database, people, now, most=1)
    second = refunds(database, people, now)
    one, two = ask(database, first, people.alice, now), ask(database, second, people.alice, now)
    decide(database, first, one, Decision.GRANTED, people.carol, now)
    with pytest.raises(WrongMoment, match="Payments may have 1 waiver running at once"):
        decide(database, second, two, Decision.GRANTED, people.carol, now)
    with database.reading() as session:
        read = waiver_pages.waiver(session, second, two, by=people.carol, now=now)
        running = waiver_pages.waiver(session, first, one, by=people.carol, now=now)
    assert "Payments may have 1 waiver" in read.no_room
    assert running.no_room == ""
    third = date(2026, 12, 3)
    decide(database, first, one, Decision.GRANTED, people.carol, now, until=third)
    decide(database, first, one, Decision.REVOKED, people.carol, now)
    decide(database, second, two, Decision.GRANTED, people.carol, now)


def test_what_runs_is_narrowed_even_where_too_many_run_since_the_cap_was_lowered(
    database: Database, people: People, now: datetime
) -> None:
    first, second = checkout(database, people, now), refunds(database, people, now)
    narrowed = waived(database, first, people.alice, people.carol, now)
    waived(database, second, people.alice, people.carol, now)
    release(database, now, launch_document(version=2, most_waivers=1))
    apply(database, first, people.alice, now)
    third = date(2026, 12, 3)
    decide(database, first, narrowed, Decision.GRANTED, people.carol, now, until=third)
    assert owed(database, people.eve, now).debt.number == 2


def test_a_cap_of_none_at_all_allows_none(
    database: Database, people: People, now: datetime
) -> None:
    review = checkout(database, people, now, most=0)
    with pytest.raises(WrongMoment, match="allows no waivers at all"):
        ask(database, review, people.alice, now)


def test_the_form_says_before_that_there_is_no_room_and_who_could_do_the_work(
    database: Database, people: People, now: datetime
) -> None:
    review = checkout(database, people, now, most=1)
    waived(database, review, people.alice, people.carol, now)
    with database.reading() as session:
        case = found(database, review, now)
        asked = [MINUTES, ROLLBACK]
        offer = waiver_requests.offer(session, case, asked, by=people.alice, now=now)
    assert set(offer.no_room) == {MINUTES}
    assert (offer.longest_days, dict(offer.owners)) == (90, {people.alice.person: "Alice"})


def test_a_renewed_review_asks_for_the_same_within_the_cap_and_the_debt_keeps_its_age(
    database: Database, people: People, now: datetime
) -> None:
    first = checkout(database, people, now, most=1)
    _approve(database, people, first, now)
    later = now + timedelta(days=4)
    document = launch_document(version=2, most_waivers=1)
    second = start_review(database, people, now=later, document=document)
    answer(database, second, ROLLBACK, NO, by=people.alice, now=later)
    waived(database, second, people.alice, people.carol, later)
    then = later + timedelta(days=1)
    assert owed(database, people.eve, then).debt == Debt(number=1, oldest_days=5, days=5)


def _approve(database: Database, people: People, review: int, now: datetime) -> None:
    answer_everything(database, review, by=people.alice, now=now, but={ROLLBACK: NO})
    waived(database, review, people.alice, people.carol, now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, reviewers(database, people, now), now=now)


def test_two_services_cannot_take_the_last_place_at_once(
    database: Database, people: People, now: datetime
) -> None:
    """The second grant begins before the first is committed, waits for it, and is refused."""
    first = checkout(database, people, now, most=1)
    second = refunds(database, people, now)
    one, two = ask(database, first, people.alice, now), ask(database, second, people.alice, now)
    said: dict[str, Any] = {"by": people.carol, "comment": "Fine."}
    grant = Decision.GRANTED
    with ThreadPoolExecutor(1) as pool, database.writing() as session:
        waivers.decide(session, first, one, grant, now=now, **said)
        other = pool.submit(lambda: done(database, now, waivers.decide, second, two, grant, **said))
        wait([other], timeout=1)
        transaction.commit(session, now=now)
        with pytest.raises(WrongMoment, match="Payments may have 1 waiver running at once"):
            other.result(timeout=60)
    assert owed(database, people.eve, now).debt.number == 1
