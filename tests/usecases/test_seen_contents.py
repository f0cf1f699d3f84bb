"""What was voted on is stored once, also when two reviews cover the same."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import services, starting
from tests.factories.people import People
from tests.factories.reviews import (
    FACTS,
    answer_everything,
    digest_of,
    done,
    sign,
    submit_all,
)
from tests.factories.signing import sent_review, states


def twin_review(database: Database, owner: Actor, now: datetime) -> int:
    """Return a review of another service of which everything is the same."""
    facts = from_plain(FACTS)
    twin = done(database, now, services.create, "Twin", team="payments", facts=facts, by=owner)
    place = {"environment": "production", "planned_at": now + timedelta(days=14)}
    review = done(database, now, starting.start, twin.slug, **place, by=owner).id
    answer_everything(database, review, by=owner, now=now)
    submit_all(database, review, by=owner, now=now)
    return review


def test_two_votes_at_once_on_equal_contents_both_count(
    database: Database, people: People, now: datetime
) -> None:
    first = sent_review(database, people, now=now)
    both, together = (first, twin_review(database, people.alice, now)), Barrier(2)
    seen = {digest_of(database, review, "sre", now) for review in both}
    assert len(seen) == 1

    def vote(review: int) -> int:
        together.wait()
        return sign(database, review, "sre", by=people.bob, now=now, digest=min(seen))

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(vote, both))) == 2
    assert [states(database, review, now)["sre"] for review in both] == ["signed", "signed"]
