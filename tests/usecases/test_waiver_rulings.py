"""A waiver is narrowed and never widened, and taken back by whoever asked."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from readiness.core.errors import BadInput, Forbidden, WrongMoment
from readiness.core.rights import Role
from readiness.core.waivers import Decision, WaiverState
from readiness.store.engine import Database
from readiness.store.ledger import every_entry
from readiness.usecases import waiver_pages, waivers
from tests.factories.people import People
from tests.factories.reviews import (
    answer_everything,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import found, make
from tests.factories.verdicts import gate_says
from tests.factories.waivers import ROLLBACK, ask, decide, waived

NO: dict[str, dict[str, object]] = {ROLLBACK: {"choice": "no", "reason": ""}}
ASKED = datetime.fromisoformat("2026-12-07T10:00:00+00:00")
NARROWED = datetime.fromisoformat("2026-12-03T10:00:00+00:00")
THIRD = date(2026, 12, 3)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    """A review whose blocking question is answered with no."""
    started = start_review(database, people, now=now)
    answer_everything(database, started, by=people.alice, now=now, but=NO)
    return started


def end(database: Database, review: int, now: datetime) -> datetime:
    return found(database, review, now).waivers[-1].waiver.ends_at


def events(database: Database) -> list[str]:
    with database.reading() as session:
        return [entry.event for entry in every_entry(session)]


def sign(database: Database, people: People, review: int, now: datetime) -> None:
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, reviewers(database, people, now), now=now)


def test_a_grant_that_is_narrowed_cuts_the_timeline_of_the_verdict(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = ask(database, review, people.alice, now)
    decide(database, review, waiver, Decision.GRANTED, people.carol, now, until=THIRD)
    sign(database, people, review, now)
    assert end(database, review, now) == NARROWED
    assert gate_says(database, now).ends_at == NARROWED
    assert gate_says(database, NARROWED - timedelta(seconds=1)).verdict == "approved"
    said = gate_says(database, NARROWED)
    assert (said.verdict, said.codes) == ("blocked", ("waiver_ended",))


def test_what_was_granted_is_narrowed_later_and_the_gate_closes_then(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = waived(database, review, people.alice, people.carol, now)
    sign(database, people, review, now)
    assert gate_says(database, now).ends_at == ASKED
    decide(database, review, waiver, Decision.GRANTED, people.carol, now, until=THIRD)
    assert gate_says(database, now).ends_at == NARROWED
    assert gate_says(database, NARROWED).codes == ("waiver_ended",)
    second = date(2026, 12, 2)
    decide(database, review, waiver, Decision.GRANTED, people.carol, now, until=second)
    assert gate_says(database, now).ends_at == NARROWED - timedelta(days=1)
    assert events(database).count("waiver.narrowed") == 2


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2026, 12, 8), "never widened"),
        (date(2026, 12, 4), "never widened"),
        (THIRD, "ends then already"),
        (date(2026, 11, 23), "later day than today"),
        (None, "Give the earlier day"),
    ],
)
def test_a_waiver_is_never_widened(
    database: Database,
    people: People,
    review: int,
    now: datetime,
    until: date | None,
    words: str,
) -> None:
    waiver = ask(database, review, people.alice, now)
    decide(database, review, waiver, Decision.GRANTED, people.carol, now, until=THIRD)
    with pytest.raises(BadInput) as refused:
        decide(database, review, waiver, Decision.GRANTED, people.carol, now, until=until)
    assert words in refused.value.faults["until"]
    assert end(database, review, now) == NARROWED


def test_a_grant_gives_no_more_than_was_asked_for(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = ask(database, review, people.alice, now)
    later = date(2026, 12, 8)
    with pytest.raises(BadInput) as refused:
        decide(database, review, waiver, Decision.GRANTED, people.carol, now, until=later)
    assert set(refused.value.faults) == {"until"}
    asked = date(2026, 12, 5)
    decide(database, review, waiver, Decision.GRANTED, people.carol, now, comment="", until=asked)
    standing = found(database, review, now).waivers[-1]
    assert (standing.waiver.ends_at, standing.is_narrowed) == (ASKED, False)


def test_narrowing_says_why(database: Database, people: People, review: int, now: datetime) -> None:
    waiver = ask(database, review, people.alice, now)
    with pytest.raises(BadInput) as refused:
        decide(database, review, waiver, Decision.GRANTED, people.carol, now, " ", THIRD)
    assert set(refused.value.faults) == {"comment"}
    decide(database, review, waiver, Decision.GRANTED, people.carol, now, " ")
    with pytest.raises(BadInput) as refused:
        decide(database, review, waiver, Decision.GRANTED, people.carol, now, " ", THIRD)
    assert set(refused.value.faults) == {"comment"}


def test_nobody_narrows_what_they_asked_for_and_only_coordinators_narrow(
    database: Database, people: People, review: int, now: datetime
) -> None:
    both = make(database, "Olga", "payments", roles=(Role.COORDINATOR,))
    waiver = waived(database, review, both, people.carol, now)
    for who in (both, people.alice, people.bob):
        with pytest.raises(Forbidden):
            decide(database, review, waiver, Decision.GRANTED, who, now, until=THIRD)
    assert end(database, review, now) == ASKED


def test_what_has_ended_is_not_narrowed(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = waived(database, review, people.alice, people.carol, now)
    with pytest.raises(WrongMoment, match="A waiver that is ended cannot be granted"):
        decide(database, review, waiver, Decision.GRANTED, people.carol, ASKED, until=THIRD)


def test_a_narrowed_waiver_is_revoked_as_any_other(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = ask(database, review, people.alice, now)
    decide(database, review, waiver, Decision.GRANTED, people.carol, now, until=THIRD)
    decide(database, review, waiver, Decision.REVOKED, people.carol, now)
    assert "blocker_unmet" in gate_says(database, now).codes


def test_a_request_is_taken_back_by_whoever_made_it_until_it_is_decided(
    database: Database, people: People, review: int, now: datetime
) -> None:
    asked: dict[str, Any] = {"by": people.alice}
    waiver = ask(database, review, people.alice, now)
    for who in (make(database, "Anna", "payments"), people.carol, people.ada):
        with pytest.raises(Forbidden):
            done(database, now, waivers.withdraw, review, waiver, by=who)
    done(database, now, waivers.withdraw, review, waiver, **asked)
    state = found(database, review, now).waivers[-1].waiver.state(now)
    assert state is WaiverState.WITHDRAWN
    assert "waiver.withdrawn" in events(database)
    with pytest.raises(WrongMoment, match="A waiver that is withdrawn cannot be granted"):
        decide(database, review, waiver, Decision.GRANTED, people.carol, now)
    second = waived(database, review, people.alice, people.carol, now)
    with pytest.raises(WrongMoment, match="A waiver that is granted cannot be withdrawn"):
        done(database, now, waivers.withdraw, review, second, **asked)


def test_the_page_offers_what_can_be_decided(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = ask(database, review, people.alice, now)
    with database.reading() as session:
        hers = waiver_pages.waiver(session, review, waiver, by=people.alice, now=now)
    assert (hers.decisions, hers.can_withdraw) == ((), True)
    decide(database, review, waiver, Decision.GRANTED, people.carol, now)
    with database.reading() as session:
        read = waiver_pages.waiver(session, review, waiver, by=people.carol, now=now)
        hers = waiver_pages.waiver(session, review, waiver, by=people.alice, now=now)
    assert read.decisions == (Decision.GRANTED, Decision.REVOKED)
    assert not hers.can_withdraw


def test_the_ledger_tells_the_end_and_no_text(
    database: Database, people: People, review: int, now: datetime
) -> None:
    waiver = ask(database, review, people.alice, now)
    decide(database, review, waiver, Decision.GRANTED, people.carol, now, until=THIRD)
    with database.reading() as session:
        told = {entry.event: entry for entry in every_entry(session)}
    assert told["waiver.asked"].about["ends_at"] == ASKED.isoformat()
    assert told["waiver.granted"].about["ends_at"] == NARROWED.isoformat()
    assert told["action_item.added"].about["item"]
    bodies = " ".join(entry.body for entry in told.values())
    assert "Two people watch" not in bodies
    assert "As agreed." not in bodies
