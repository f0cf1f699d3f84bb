"""What may be started, and when."""

from datetime import datetime, timedelta

import pytest

from readiness.core.checklists import Kind
from readiness.core.errors import BadInput, NotFound, WrongMoment
from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.reviews import reviews_of
from readiness.store.services import service_by_slug
from readiness.usecases import (
    checklists,
    launches,
    offers,
    previews,
    reviews,
    services,
    starting,
)
from tests.factories.handovers import NOTICE, accepted_service, hand_back, retire
from tests.factories.kinds import change_document, handoff_document
from tests.factories.people import People
from tests.factories.reviews import FACTS, SLUG, approved_review, done, reviewers, start_review


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def approved(database: Database, people: People, by: dict[str, Actor], now: datetime) -> int:
    """A launch review that is signed off, beside checklists of the other kinds."""
    done(database, now, checklists.sync, [change_document(), handoff_document()])
    return approved_review(database, people, by, now=now)


def offered(database: Database, now: datetime) -> list[tuple[str, tuple[str, ...]]]:
    with database.reading() as session:
        service = service_by_slug(session, SLUG)
        assert service is not None
        found = offers.offers(session, service, now=now)
    return [(offer.pinned.checklist.kind.value, offer.environments) for offer in found]


def start(database: Database, people: People, now: datetime, **said: object) -> int:
    given = {"environment": "production", "planned_at": now + timedelta(days=1), **said}
    return done(database, now, starting.start, SLUG, by=people.alice, **given).id


def test_a_launch_is_planned_ahead_for_a_place_that_there_is(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    done(database, now, reviews.abandon, review, reason="Anew.", by=people.alice)
    with pytest.raises(BadInput) as refused:
        start(database, people, now, planned_at=now)
    assert set(refused.value.faults) == {"planned_at"}
    with pytest.raises(BadInput) as refused:
        start(database, people, now, environment="moon")
    assert set(refused.value.faults) == {"environment"}


def test_without_a_checklist_no_review_is_started(
    database: Database, people: People, now: datetime
) -> None:
    known = from_plain(FACTS)
    done(database, now, services.create, "Checkout", team="payments", facts=known, by=people.alice)
    with pytest.raises(WrongMoment, match="no launch checklist yet"):
        start(database, people, now)


def test_a_checklist_that_there_is_not_starts_nothing(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    for kind, name in ((Kind.LAUNCH, "nothing"), (Kind.LAUNCH, "change")):
        with pytest.raises(NotFound, match="No review of this service can be started"):
            start(database, people, now, kind=kind, checklist=name)


def test_a_new_service_is_offered_a_launch_review_alone(
    database: Database, people: People, now: datetime
) -> None:
    done(database, now, checklists.sync, [change_document(), handoff_document()])
    start_review(database, people, now=now)
    ((kind, places),) = offered(database, now)
    assert (kind, set(places)) == ("launch", {"staging", "production"})
    for other in (Kind.CHANGE, Kind.HANDOFF):
        with pytest.raises(WrongMoment, match="is for a service that"):
            start(database, people, now, kind=other)


def test_a_change_takes_an_approval_that_stands_or_was_used(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    assert offered(database, now)[1:] == [("change", ("production",))]
    assert len(offered(database, now + timedelta(days=91))) == 1
    with pytest.raises(WrongMoment, match="A change review is for a service that is approved"):
        start(database, people, now, kind=Kind.CHANGE, environment="staging")
    done(database, now, launches.launched, approved, by=people.alice)
    done(database, now, reviews.reopen, approved, ["hygiene"], reason="x", by=people.alice)
    assert ("change", ("production",)) in offered(database, now)


def test_a_hand_off_takes_a_launch(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    with pytest.raises(WrongMoment, match="A hand-off review is for a service that has launched"):
        start(database, people, now, kind=Kind.HANDOFF)
    done(database, now, launches.launched, approved, by=people.alice)
    assert ("handoff", ("production",)) in offered(database, now)
    start(database, people, now, kind=Kind.HANDOFF)


def test_a_hand_off_review_begins_at_most_sixty_days_before_its_time(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    """The developers run it for half a year, which the second version asks, from 23 November on."""
    document = handoff_document(version=2, self_managed_days=None)
    done(database, now, checklists.sync, [document])
    done(database, now, launches.launched, approved, by=people.alice)
    early, day = now + timedelta(days=122), now + timedelta(days=123)
    told = waits(database, people, early)
    assert told.startswith("The hand-off review of Checkout can be started from 26 March 2027 on")
    with pytest.raises(WrongMoment, match="from 26 March 2027 on"):
        start(database, people, early, kind=Kind.HANDOFF)
    assert waits(database, people, day) == ""
    start(database, people, day, kind=Kind.HANDOFF)


def waits(database: Database, people: People, now: datetime) -> str:
    """Return what the page says that shows the hand-off review beforehand."""
    with database.reading() as session:
        page = previews.preview(session, SLUG, checklist="handoff", by=people.alice, now=now)
    return page.offer.waits


def test_a_hand_off_is_of_production_and_of_what_developers_run(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    then = accepted_service(database, people, by, now)
    with pytest.raises(WrongMoment, match="An SRE team runs Checkout already"):
        start(database, people, then, kind=Kind.HANDOFF)
    assert "handoff" not in [kind for kind, _ in offered(database, then)]
    hand_back(database, people.bob, then)
    assert ("handoff", ("production",)) in offered(database, then)
    with pytest.raises(WrongMoment, match="launched into production"):
        start(database, people, then, kind=Kind.HANDOFF, environment="staging")
    with pytest.raises(WrongMoment, match="from 5 February 2027 on"):
        start(database, people, then, kind=Kind.HANDOFF)
    start(database, people, then + NOTICE, kind=Kind.HANDOFF)


def test_what_is_retired_takes_no_new_review(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    retire(database, people.alice, now)
    assert offered(database, now) == []
    for kind in Kind:
        with pytest.raises(WrongMoment, match="takes no new review"):
            start(database, people, now, kind=kind)
    with pytest.raises(WrongMoment, match="takes no new review"):
        waits(database, people, now)


def test_one_review_of_each_kind_may_be_open_at_a_time(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    done(database, now, launches.launched, approved, by=people.alice)
    for kind in Kind:
        review = start(database, people, now, kind=kind, checklist=kind.value)
        with pytest.raises(WrongMoment, match="already an open"):
            start(database, people, now, kind=kind)
        with database.reading() as session:
            service = service_by_slug(session, SLUG)
            assert service is not None
            [started] = [row for row in reviews_of(session, service.id) if row.id == review]
        assert started.kind == kind
