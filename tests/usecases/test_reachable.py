"""When: the planned time of a review against its open gates, as its page says it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from readiness.core.errors import NotSignedIn
from readiness.core.rights import NOBODY
from readiness.core.signoffs import Choice
from readiness.store.engine import Database
from readiness.usecases import absences, calendars, dossiers, reachable, reviews
from readiness.usecases.reachable import When
from tests.factories.people import People
from tests.factories.reviews import (
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.waivers import ROLLBACK

TOO_LATE = "Monday, 7 December cannot be reached any more if the reviewers take the time they have."


def when(database: Database, people: People, review: int, now: datetime) -> When | None:
    with database.reading() as session:
        found = dossiers.dossier(session, review, by=people.eve, now=now)
        return reachable.when(session, found, by=people.eve, now=now)


def told(database: Database, people: People, review: int, now: datetime) -> str:
    found = when(database, people, review, now)
    assert found
    return found.sentence


# Asked on Monday, 23 November; planned for Monday, 7 December. Each gate has six working days:
# SRE and security until Tuesday, 1 December, the launch gate after them until 9 December.
def test_two_gates_after_each_other_take_too_long(
    database: Database, people: People, now: datetime
) -> None:
    reviewers(database, people, now)
    review = start_review(database, people, now=now)
    found = when(database, people, review, now)
    assert found
    assert not found.is_reachable
    assert found.away == ()
    assert (found.planned, found.zone) == ("Monday, 7 December, 10:00", "UTC")
    assert found.sentence == TOO_LATE
    assert found.earliest == "The earliest day to count on is Wednesday, 9 December."
    assert [(gate.title, gate.until, gate.is_asked) for gate in found.gates] == [
        ("SRE", "Tuesday, 1 December, 10:00", False),
        ("Security", "Tuesday, 1 December, 10:00", False),
        ("Launch", "Wednesday, 9 December, 10:00", False),
    ]


def test_no_day_is_named_while_nobody_can_sign_and_who_is_away_is_told(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    found = when(database, people, review, now)
    assert found
    assert found.sentence == "No day can be named: too few people can sign Security yet."
    assert (found.earliest, found.is_reachable) == ("", False)
    reviewers(database, people, now)
    until = now.date() + timedelta(days=3)
    done(database, now, absences.leave, until=until, substitute=None, by=people.bob)
    found = when(database, people, review, now)
    assert found
    assert found.away == (
        "Everybody who can sign SRE is out of office; the first until 26 November.",
    )


def test_it_follows_what_is_signed_what_is_asked_for_and_the_days_off(
    database: Database, people: People, now: datetime
) -> None:
    by = reviewers(database, people, now)
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    thursday = now + timedelta(days=3)
    for gate in ("sre", "security"):
        sign(database, review, gate, by=by[gate], now=thursday)
    # From Thursday on it is the turn of the launch gate: until Friday, 4 December.
    said = "Monday, 7 December works if every reviewer answers in time."
    assert told(database, people, review, thursday) == said
    text = "2026-11-30 Closed\n2026-12-01 Closed"
    done(database, thursday, calendars.add_holidays, "launch", text, by=people.carol)
    found = when(database, people, review, thursday)
    assert found
    assert found.sentence == TOO_LATE
    assert found.gates[0].until == "Tuesday, 8 December, 10:00"
    done(database, thursday, calendars.remove_holiday, "launch", thursday.date().replace(day=30),
         by=people.carol)  # fmt: skip
    assert told(database, people, review, thursday) == said
    # After a day the coordinator asks for changes: five of the six days are left.
    friday = thursday + timedelta(days=1)
    sign(database, review, "launch", by=people.carol, now=friday, choice=Choice.REQUEST_CHANGES,
         comment="Why so soon?", questions=["deployment.rollback"])  # fmt: skip
    said = "Monday, 7 December works if Launch is asked again today."
    assert told(database, people, review, friday) == said


def test_a_signed_review_works_only_once_what_else_blocks_is_settled(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    no = {"choice": "no", "reason": "The tool comes."}
    answer_everything(database, review, by=people.alice, now=now, but={ROLLBACK: no})
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, reviewers(database, people, now), now=now)
    said = "Monday, 7 December works once 1 blocker is settled: every gate is signed."
    assert told(database, people, review, now) == said


def test_nothing_is_said_once_it_is_approved_or_abandoned(
    database: Database, people: People, now: datetime
) -> None:
    by = reviewers(database, people, now)
    review = approved_review(database, people, by, now=now)
    assert when(database, people, review, now) is None
    done(database, now, reviews.reopen, review, ["compliance"], reason="New", by=people.alice)
    assert when(database, people, review, now) is not None
    done(database, now, reviews.abandon, review, reason="Not now", by=people.alice)
    assert when(database, people, review, now) is None


def test_only_who_is_signed_in_reads_it(database: Database, people: People, now: datetime) -> None:
    review = start_review(database, people, now=now)
    with database.reading() as session:
        found = dossiers.load(session, review, now=now)
        with pytest.raises(NotSignedIn):
            reachable.when(session, found, by=NOBODY, now=now)
