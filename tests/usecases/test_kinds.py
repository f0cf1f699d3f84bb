"""Launch, hand-off and change beside each other: which of them a gate goes by, and which never."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta

import pytest

from readiness.core.checklists import Kind
from readiness.core.errors import WrongMoment
from readiness.core.rights import Actor
from readiness.core.verdicts import judge
from readiness.store import worklists
from readiness.store.approvals import approvals_of
from readiness.store.engine import Database
from readiness.store.environments import environment_by_name
from readiness.store.portfolios import Wanted
from readiness.store.services import service_by_slug
from readiness.store.verdicts import Segment, segment_at, segments_of
from readiness.usecases import dossiers, launches, portfolios, profiles, reviews
from readiness.usecases.governing import governing
from readiness.usecases.profiles import Profile
from tests.factories.kinds import change_document, handoff_document
from tests.factories.people import People
from tests.factories.reviews import (
    SLUG,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import found
from tests.factories.verdicts import Answered, gate_says

#: 90 days after 23 November 2026 is a Sunday; the working ten o'clock after it.
ENDS = datetime.fromisoformat("2027-02-22T10:00:00+00:00")


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def launched(database: Database, people: People, by: dict[str, Actor], now: datetime) -> int:
    review = approved_review(database, people, by, now=now)
    done(database, now, launches.launched, review, by=people.alice)
    return review


def change_says(database: Database, at: datetime) -> Answered:
    return gate_says(database, at, kind="change")


def stored(database: Database, kind: str) -> list[tuple[int, str, str]]:
    """Return what the gate would find, row by row."""
    with database.reading() as session:
        service = service_by_slug(session, SLUG)
        assert service is not None
        rows: list[Segment] = list(segments_of(session, service.id, kind))
        return [(row.id, row.address, row.body) for row in rows]


def shown(database: Database, people: People, now: datetime) -> Profile:
    with database.reading() as session:
        return profiles.profile(session, SLUG, by=people.alice, now=now)


@pytest.mark.parametrize("document", [change_document(), handoff_document()], ids=str)
def test_nothing_about_another_kind_touches_the_gate_of_the_launch(
    database: Database,
    people: People,
    by: dict[str, Actor],
    now: datetime,
    launched: int,
    document: dict[str, object],
) -> None:
    before = stored(database, "launch")
    review = start_review(database, people, now=now, document=document)
    assert stored(database, "launch") == before
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    assert found(database, review, now).phase.is_approved
    assert stored(database, "launch") == before
    done(database, now, reviews.reopen, review, ["hygiene"], reason="x", by=people.alice)
    done(database, now, reviews.abandon, review, reason="x", by=people.alice)
    assert stored(database, "launch") == before
    assert gate_says(database, now).review == launched


def test_a_hand_off_has_no_gate_at_all(
    database: Database, people: People, by: dict[str, Actor], now: datetime, launched: int
) -> None:
    approved_review(database, people, by, now=now, document=handoff_document())
    assert stored(database, "handoff") == stored(database, "change") == []
    assert {address for _, address, _ in stored(database, "launch")} == {
        "checkout/production",
        "checkout/staging",
    }


def test_a_change_has_a_gate_that_its_own_review_opens_until_its_time_is_over(
    database: Database, people: People, by: dict[str, Actor], now: datetime, launched: int
) -> None:
    assert stored(database, "change") == []
    review = approved_review(database, people, by, now=now, document=change_document())
    [address] = {address for _, address, _ in stored(database, "change")}
    assert address == "checkout/production/change"
    said = change_says(database, now)
    assert (said.verdict, said.review, said.ends_at) == ("approved", review, ENDS)
    assert change_says(database, ENDS - timedelta(seconds=1)).verdict == "approved"
    assert change_says(database, ENDS).codes == ("approval_ended",)


def test_the_launch_does_not_keep_a_change_open_for_good(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    """Also where the launch happens after the change was signed off."""
    launch = approved_review(database, people, by, now=now)
    approved_review(database, people, by, now=now, document=change_document())
    done(database, now, launches.launched, launch, by=people.alice)
    assert gate_says(database, ENDS).verdict == "approved"
    assert change_says(database, ENDS).codes == ("approval_ended",)


def test_a_new_change_is_never_let_through_by_the_approval_of_an_earlier_one(
    database: Database, people: People, by: dict[str, Actor], now: datetime, launched: int
) -> None:
    first = approved_review(database, people, by, now=now, document=change_document())
    assert change_says(database, now).verdict == "approved"
    second = start_review(database, people, now=now, document=change_document())
    said = change_says(database, now)
    assert (said.verdict, said.review) == ("blocked", second)
    with pytest.raises(WrongMoment, match="A newer review governs"):
        done(database, now, reviews.reopen, first, ["hygiene"], reason="x", by=people.alice)
    done(database, now, reviews.abandon, second, reason="x", by=people.alice)
    assert change_says(database, now).review == first


def test_without_a_change_under_review_nothing_is_stored_any_more(
    database: Database, people: People, now: datetime, launched: int
) -> None:
    review = start_review(database, people, now=now, document=change_document())
    assert change_says(database, now).verdict == "blocked"
    done(database, now, reviews.abandon, review, reason="x", by=people.alice)
    assert stored(database, "change") == []


def test_only_a_launch_review_is_said_to_have_launched(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    launch = approved_review(database, people, by, now=now)
    change = approved_review(database, people, by, now=now, document=change_document())
    with pytest.raises(WrongMoment, match="Only a launch review"):
        done(database, now, launches.launched, change, by=people.alice)
    done(database, now, launches.launched, launch, by=people.alice)
    assert [move.move for move in found(database, change, now).moves] == ["started", "approved"]


def test_the_sentences_fit_the_kind(
    database: Database, people: People, by: dict[str, Actor], now: datetime, launched: int
) -> None:
    review = approved_review(database, people, by, now=now, document=handoff_document())
    case = found(database, review, now).case
    [reason] = judge(case, ENDS).reasons
    assert reason.sentence == "The sign-off was not used for a hand-off in time; renew the review."


@pytest.mark.parametrize("document", [change_document(), handoff_document()], ids=str)
def test_an_approval_of_another_kind_is_kept_with_all_that_it_rested_on(
    database: Database,
    people: People,
    by: dict[str, Actor],
    now: datetime,
    launched: int,
    document: dict[str, object],
) -> None:
    review = approved_review(database, people, by, now=now, document=document)
    with database.reading() as session:
        [approval] = approvals_of(session, review)
    assert approval.snapshot["review"]["kind"] == document["kind"]


def test_page_and_gate_say_the_same_of_a_change_after_every_step(
    database: Database, people: People, by: dict[str, Actor], now: datetime, launched: int
) -> None:
    review = start_review(database, people, now=now, document=change_document())
    steps: list[Callable[[], object]] = [
        lambda: answer_everything(database, review, by=people.alice, now=now),
        lambda: submit_all(database, review, by=people.alice, now=now),
        lambda: sign_all(database, review, by, now=now),
        lambda: done(
            database, now, reviews.reopen, review, ["hygiene"], reason="x", by=people.alice
        ),
    ]
    verdicts = []
    for step in steps:
        step()
        verdicts.append(agreed(database, review, now))
    assert verdicts == ["blocked", "blocked", "approved", "blocked"]


def agreed(database: Database, review: int, now: datetime) -> str:
    """Return the verdict after comparing what is stored with what the page would judge."""
    with database.reading() as session:
        case = dossiers.load(session, review, now=now).case
        service = service_by_slug(session, SLUG)
        place = environment_by_name(session, "production")
        assert service is not None
        assert place is not None
        segment = segment_at(session, service.id, place.id, now, "change")
        assert segment is not None
        body, judged = json.loads(segment.body), judge(case, now)
        assert (segment.verdict, body["review"]) == (judged.verdict, review)
        assert body["reasons"] == [asdict(reason) for reason in judged.reasons]
        assert body["score"] == judged.score.total
        return segment.verdict


def test_the_page_of_the_service_goes_by_its_launch(
    database: Database, people: People, by: dict[str, Actor], now: datetime, launched: int
) -> None:
    page = shown(database, people, now)
    assert page.next.kind == "clear"
    handoff = start_review(database, people, now=now, document=handoff_document())
    page = shown(database, people, now)
    assert page.governing is not None
    assert (page.governing.review.id, page.production.kind) == (launched, "approved")
    assert page.next.path == f"/reviews/{handoff}"
    done(database, now, reviews.reopen, launched, ["hygiene"], reason="x", by=people.alice)
    assert shown(database, people, now).next.path.startswith(f"/reviews/{launched}")


def test_until_the_launch_has_happened_it_comes_first(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    launch = approved_review(database, people, by, now=now)
    start_review(database, people, now=now, document=change_document())
    page = shown(database, people, now)
    assert page.next.path == f"/reviews/{launch}"
    assert page.next.sentence.startswith("The launch may go ahead.")


def test_lists_show_the_launch_of_a_service_and_not_its_change(
    database: Database, people: People, by: dict[str, Actor], now: datetime, launched: int
) -> None:
    start_review(database, people, now=now, document=change_document())
    with database.reading() as session:
        [row] = portfolios.page(session, Wanted(), by=people.alice, now=now).rows
        closings = worklists.closings(session, ["payments"], now, ENDS)
    assert (row.verdict.kind, row.verdict.review, row.left) == ("approved", launched, None)
    assert closings == []


def test_the_end_of_a_change_is_nothing_to_prevent(
    database: Database, people: People, by: dict[str, Actor], now: datetime, launched: int
) -> None:
    approved_review(database, people, by, now=now, document=change_document())
    with database.reading() as session:
        assert worklists.closings(session, ["payments"], now, ENDS) == []
        [row] = portfolios.page(session, Wanted(), by=people.alice, now=now).rows
    assert row.left is None


def test_a_launch_that_ends_together_with_a_change_is_told_once(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    approved_review(database, people, by, now=now)
    approved_review(database, people, by, now=now, document=change_document())
    with database.reading() as session:
        [closing] = worklists.closings(session, ["payments"], now, ENDS)
    assert (closing.at, closing.environment) == (ENDS, "production")


def test_an_open_review_governs_nothing_of_another_kind(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    with database.reading() as session:
        service = service_by_slug(session, SLUG)
        assert service is not None
        found = {kind: governing(session, service.id, kind) for kind in Kind}
    assert list(found[Kind.LAUNCH].values()) == [review]
    assert found[Kind.HANDOFF] == found[Kind.CHANGE] == {}
