"""The recorded steps after a launch: by whom, when, and what they leave alone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from readiness.core.errors import BadInput, Forbidden, NotFound, WrongMoment
from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.store.services import service_by_slug, stage_moves_of
from readiness.store.verdicts import every_segment_of
from readiness.usecases import accounts, handovers, services
from tests.factories.handovers import (
    NOTICE,
    SELF_MANAGED,
    accept,
    accepted_service,
    hand_back,
    launched_service,
    retire,
    signed_handoff,
    stage,
    steps,
)
from tests.factories.people import People
from tests.factories.reviews import FACTS, SLUG, done, reviewers
from tests.factories.signing import make

CHECKOUT = {"team": "payments", "facts": from_plain(FACTS)}


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def service(database: Database, people: People, now: datetime) -> int:
    return done(database, now, services.create, "Checkout", by=people.alice, **CHECKOUT).id


@pytest.fixture
def launched(database: Database, people: People, by: dict[str, Actor], now: datetime) -> int:
    return launched_service(database, people, by, now)


def name(database: Database, by: Actor, person: int | None, now: datetime) -> None:
    done(database, now, handovers.name_consultant, SLUG, person, by=by)


def consult(database: Database, by: Actor, now: datetime) -> None:
    done(database, now, handovers.consult, SLUG, by=by)


def test_who_is_in_a_team_that_signs_hand_offs_becomes_the_consultant_themself(
    database: Database, people: People, by: dict[str, Actor], launched: int, now: datetime
) -> None:
    consult(database, people.bob, now)
    consult(database, by["security"], now)
    assert [(row.step, row.person_id) for row in steps(database)] == [
        ("consultant", people.bob.person),
        ("consultant", by["security"].person),
    ]
    assert stage(database) == "launched"
    for who in (people.eve, people.ada, people.alice):
        with pytest.raises(Forbidden, match="be the consultant"):
            consult(database, who, now)


@pytest.mark.usefixtures("service")
def test_without_a_checklist_nobody_is_on_the_side_of_sre(
    database: Database, people: People, now: datetime
) -> None:
    with pytest.raises(Forbidden):
        consult(database, people.bob, now)


@pytest.mark.usefixtures("service")
def test_owners_and_coordinators_name_the_consultant(
    database: Database, people: People, now: datetime
) -> None:
    name(database, people.alice, people.bob.person, now)
    name(database, people.carol, people.eve.person, now)
    for who in (people.bob, people.ada, people.eve):
        with pytest.raises(Forbidden, match="name the consultant"):
            name(database, who, people.bob.person, now)
    with pytest.raises(WrongMoment, match="Eve is it already"):
        name(database, people.alice, people.eve.person, now)


@pytest.mark.usefixtures("service")
def test_a_consultant_comes_from_outside_and_can_sign_in(
    database: Database, people: People, now: datetime
) -> None:
    anton = make(database, "Anton", "payments")
    gone = make(database, "Gone")
    done(database, now, accounts.deactivate, gone.account, by=people.ada)
    for person in (people.alice.person, anton.person, gone.person, 4711):
        with pytest.raises(BadInput) as refused:
            name(database, people.alice, person, now)
        assert set(refused.value.faults) == {"person"}
    assert steps(database) == []


def test_a_member_of_a_team_that_signed_accepts_it(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    moment = accepted_service(database, people, by, now)
    assert stage(database) == "sre_managed"
    [step] = steps(database)
    assert (step.step, step.by, step.at) == ("accepted", people.bob.person, moment)
    assert step.review_id is not None
    assert step.team_id is not None
    with database.reading() as session:
        service = service_by_slug(session, SLUG)
        assert service is not None
        moves = [(row.stage, row.because) for row in stage_moves_of(session, service.id)]
    assert moves[-1] == ("sre_managed", f"handover {step.id}")


def test_nobody_accepts_it_on_behalf_of_a_team(
    database: Database, people: People, by: dict[str, Actor], launched: int, now: datetime
) -> None:
    signed_handoff(database, people, by, now)
    then = now + SELF_MANAGED
    for who in (people.carol, people.alice, people.ada, people.eve, by["security"]):
        with pytest.raises(Forbidden, match="accept this service"):
            accept(database, who, then)
    privacy = make(database, "Petra", "privacy")
    with pytest.raises(BadInput, match="team that signed"):
        accept(database, privacy, then, team="privacy")
    accept(database, by["security"], then, team="security")
    assert stage(database) == "sre_managed"


def test_the_team_that_runs_it_hands_it_back(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    then = accepted_service(database, people, by, now)
    for who in (people.alice, people.carol, people.ada, by["security"]):
        with pytest.raises(Forbidden, match="hand this service back"):
            hand_back(database, who, then)
    hand_back(database, people.bob, then)
    assert stage(database) == "handed_back"
    back = steps(database)[-1]
    assert (back.step, back.effective_on) == ("handed_back", (then + NOTICE).date())
    assert back.reason == "It pages twice a night."
    with pytest.raises(WrongMoment, match="No SRE team runs Checkout now"):
        hand_back(database, people.bob, then)


def test_nobody_hands_back_what_no_sre_team_took(
    database: Database, people: People, launched: int, now: datetime
) -> None:
    for who in (people.bob, people.alice, people.carol):
        with pytest.raises(Forbidden):
            hand_back(database, who, now)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"reason": " "}, {"reason"}),
        ({"reason": "x" * 4001}, {"reason"}),
        ({"effective_on": date(2027, 1, 21)}, {"effective_on"}),
        ({"effective_on": date(2028, 1, 24)}, {"effective_on", "consulting_until"}),
        ({"consulting_until": date(2027, 2, 5)}, {"consulting_until"}),
        ({"consulting_until": date(9999, 12, 31)}, {"consulting_until"}),
    ],
)
def test_a_hand_back_takes_a_reason_a_notice_and_time_to_consult(
    database: Database,
    people: People,
    by: dict[str, Actor],
    now: datetime,
    said: dict[str, Any],
    fields: set[str],
) -> None:
    then = accepted_service(database, people, by, now)  # on 22 January 2027
    with pytest.raises(BadInput) as refused:
        hand_back(database, people.bob, then, **said)
    assert set(refused.value.faults) == fields
    assert stage(database) == "sre_managed"


def test_a_notice_may_end_today(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    then = accepted_service(database, people, by, now)
    hand_back(database, people.bob, then, effective_on=then.date())
    assert stage(database) == "handed_back"


@pytest.mark.parametrize("who", ["alice", "carol"])
@pytest.mark.usefixtures("service")
def test_owners_and_coordinators_retire_it_with_a_reason(
    database: Database, people: People, now: datetime, who: str
) -> None:
    actor = getattr(people, who)
    for other in (people.bob, people.ada, people.eve):
        with pytest.raises(Forbidden, match="retire this service"):
            retire(database, other, now)
    with pytest.raises(BadInput) as refused:
        retire(database, actor, now, reason="")
    assert set(refused.value.faults) == {"reason"}
    retire(database, actor, now)
    assert stage(database) == "retired"
    with pytest.raises(WrongMoment, match="Checkout is retired"):
        retire(database, actor, now)
    with pytest.raises(WrongMoment, match="Checkout is retired"):
        name(database, actor, people.bob.person, now)


def test_a_service_that_is_retired_is_neither_accepted_nor_handed_back(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    then = accepted_service(database, people, by, now)
    retire(database, people.alice, then)
    with pytest.raises(WrongMoment):
        hand_back(database, people.bob, then)
    with pytest.raises(WrongMoment, match="Checkout is retired"):
        accept(database, people.bob, then)


def test_none_of_it_changes_what_the_gate_says(
    database: Database, people: People, by: dict[str, Actor], launched: int, now: datetime
) -> None:
    signed_handoff(database, people, by, now)
    then = now + SELF_MANAGED
    before = segments(database)
    taken: list[Callable[[], None]] = [
        lambda: consult(database, people.bob, then),
        lambda: accept(database, people.bob, then),
        lambda: hand_back(database, people.bob, then),
        lambda: retire(database, people.alice, then),
    ]
    for step in taken:
        step()
        assert segments(database) == before
    assert {row[2] for row in before if row[0] == "checkout/production"} == {"approved"}


def segments(database: Database) -> list[tuple[str, str, str, str]]:
    with database.reading() as session:
        service = service_by_slug(session, SLUG)
        assert service is not None
        rows = every_segment_of(session, service.id)
        return [(row.address, row.kind, row.verdict, row.body) for row in rows]


def test_every_step_is_in_the_ledger_without_its_text(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    then = accepted_service(database, people, by, now)
    consult(database, people.bob, then)
    hand_back(database, people.bob, then)
    retire(database, people.alice, then + timedelta(days=1))
    with database.reading() as session:
        entries = session.query(LedgerEntry).order_by(LedgerEntry.seq).all()
        told = [entry.event for entry in entries]
        text = " ".join(entry.body for entry in entries)
    for event in ("accepted", "consultant_named", "handed_back", "retired"):
        assert told.count(f"service.{event}") == 1
    assert told.count("service.moved") == 4  # launched, accepted, handed back, retired
    assert "pages twice" not in text
    assert "Nobody uses it" not in text


def test_a_service_that_there_is_not_takes_no_step(
    database: Database, people: People, now: datetime
) -> None:
    with pytest.raises(NotFound):
        retire(database, people.carol, now)
