"""Queues that everybody reads, and what of them stands on whose start page."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.verdicts import ReviewSummary
from readiness.usecases import gate_work, queues, worklists
from readiness.usecases.gate_work import GateWork
from readiness.usecases.queues import Queue
from tests.factories.assigning import give, leave, let_go, other_review, row
from tests.factories.checklists import gate, launch_document
from tests.factories.people import People
from tests.factories.reviews import sign
from tests.factories.signing import make, sent_review

#: To be answered within 2 working days and signed within 5.
GATE = gate("sre", "deployment", respond_within_days=2, decide_within_days=5)
DOCUMENT = launch_document(gates=(GATE,))


def queue(database: Database, who: Actor, at: datetime) -> Queue:
    with database.reading() as session:
        (found,) = queues.queues(session, by=who, now=at)
        return found


def work(database: Database, who: Actor, at: datetime) -> GateWork:
    with database.reading() as session:
        return gate_work.gate_work(session, by=who, now=at)


def titles(found: GateWork) -> tuple[list[str], list[str]]:
    """Return the services of both lists."""
    return (
        [item.title.rpartition(" ")[2] for item in found.gates],
        [item.title.rpartition(" ")[2] for item in found.escalated],
    )


def test_everybody_reads_ages_hands_turns_and_what_is_overdue(
    database: Database, people: People, now: datetime
) -> None:
    sent_review(database, people, now=now, document=DOCUMENT)
    friday = now + timedelta(days=4)
    for who in (people.eve, people.alice, people.bob):
        found = queue(database, who, friday)
        (only,) = found.rows
        assert (found.now, found.overdue, found.oldest) == (1, 1, 4)
        assert (only.holder_name, only.turn, only.is_escalated) == ("Bob", "SRE", True)


def test_what_is_escalated_stands_on_top(database: Database, people: People, now: datetime) -> None:
    first = sent_review(database, people, now=now, document=DOCUMENT)
    second = other_review(database, "Search", people, now + timedelta(days=1))
    later = now + timedelta(days=3)
    assert [each.review.id for each in queue(database, people.eve, now).rows] == [first, second]
    found = queue(database, people.eve, later)
    assert [each.is_escalated for each in found.rows] == [True, False]
    assert found.rows[0].review.id == first


def test_an_escalated_gate_passes_older_ones(
    database: Database, people: People, now: datetime
) -> None:
    slow = gate("sre", "deployment", respond_within_days=9)
    older = sent_review(database, people, now=now, document=launch_document(gates=(slow,)))
    quick = launch_document(version=2, gates=(GATE,))
    with_quick = now + timedelta(days=1)
    from_quick = other_review(database, "Search", people, with_quick, document=quick)
    found = queue(database, people.eve, with_quick + timedelta(days=3))
    assert [each.review.id for each in found.rows] == [from_quick, older]


def test_gates_in_my_hand_come_first(database: Database, people: People, now: datetime) -> None:
    bella = make(database, "Bella", "sre")
    mine = sent_review(database, people, now=now, document=DOCUMENT)
    other_review(database, "Search", people, now + timedelta(minutes=1))
    bobs, bellas = (titles(work(database, who, now)) for who in (people.bob, bella))
    assert bobs == (["Checkout", "Search"], [])
    assert bellas == (["Search", "Checkout"], [])
    assert "In your hand" in work(database, bella, now).gates[0].note
    assert "In the hand of Bob" in work(database, bella, now).gates[1].note
    let_go(database, mine, people.bob, now)
    assert work(database, bella, now).gates[1].note.startswith("Sent by Payments")


def test_a_substitute_finds_it_on_top_and_is_told_for_whom(
    database: Database, people: People, now: datetime
) -> None:
    bella = make(database, "Bella", "sre")
    sent_review(database, people, now=now, document=DOCUMENT)
    leave(database, people.bob, now.date(), now, to=bella)
    assert work(database, bella, now).gates[0].note.startswith("In the hand of Bob, you stand in")


def test_what_is_late_goes_to_the_team_and_then_to_coordinators(
    database: Database, people: People, now: datetime
) -> None:
    bella = make(database, "Bella", "sre")
    sent_review(database, people, now=now, document=DOCUMENT)
    everybody = (people.bob, bella, people.carol, people.eve)
    in_hand = ["Checkout"]
    for after in (2, 3, 7):
        at = now + timedelta(days=after)
        found = {who.name: titles(work(database, who, at)) for who in everybody}
        assert found["Bob"] == (in_hand, [])
        assert found["Bella"] == (in_hand, [])
        assert found["Carol"] == ([], ["Checkout"] if after == 7 else [])
        assert found["Eve"] == ([], [])


def test_the_words_say_how_late_it_is(database: Database, people: People, now: datetime) -> None:
    sent_review(database, people, now=now, document=DOCUMENT)
    words = {1: "Due soon", 2: "Overdue", 3: "Escalated to the team"}
    for after, word in words.items():
        (item,) = work(database, people.bob, now + timedelta(days=after)).gates
        assert item.word == word
    (told,) = work(database, people.carol, now + timedelta(days=8)).escalated
    assert told.word == "Escalated to coordinators"
    assert told.note == "Overdue by 4 working days; it is the turn of SRE, in the hand of Bob"


def test_escalated_comes_before_in_hand_before_what_others_have(
    database: Database, people: People, now: datetime
) -> None:
    bella = make(database, "Bella", "sre")
    sent_review(database, people, now=now, document=DOCUMENT)
    later = now + timedelta(days=2)
    other_review(database, "Search", people, later)
    cleo = make(database, "Cleo", "sre")
    maps = other_review(database, "Maps", people, later)
    give(database, maps, cleo, cleo, later)
    with database.reading() as session:
        found = worklists.worklist(session, by=bella, now=now + timedelta(days=3))
    order = [item.title.rpartition(" ")[2] for item in found.signing]
    assert order == ["Checkout", "Search", "Maps"]
    assert found.every == found.signing


def test_whoever_signed_one_of_two_has_done_their_part(
    database: Database, people: People, now: datetime
) -> None:
    make(database, "Bella", "sre")
    pair = launch_document(gates=({**GATE, "people": 2},))
    review = sent_review(database, people, now=now, document=pair)
    sign(database, review, "sre", by=people.bob, now=now)
    shown = row(database, review, people.eve, now)
    assert (shown.holder_name, shown.acting, shown.turn) == ("Bob", None, "SRE")
    assert titles(work(database, people.bob, now)) == ([], [])


def test_who_may_not_sign_is_not_asked_to(
    database: Database, people: People, now: datetime
) -> None:
    both = make(database, "Betty", "sre", "payments")
    review = sent_review(database, people, now=now, document=DOCUMENT, by=both)
    assert titles(work(database, both, now)) == ([], [])
    give(database, review, people.bob, people.carol, now)
    # What is escalated to their team they are told.
    late = now + timedelta(days=3)
    assert titles(work(database, both, late)) == ([], ["Checkout"])


def test_a_summary_of_an_earlier_release_is_listed_without_clocks(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now, document=DOCUMENT)
    with database.writing() as session:
        summary = session.get_one(ReviewSummary, review).summary
        kept = {key: value for key, value in summary.items() if key != "turns"}
        session.execute(update(ReviewSummary).values(summary=kept))
        session.commit()
    shown = row(database, review, people.eve, now + timedelta(days=30))
    assert (shown.clocks, shown.turn, shown.is_escalated) == (None, "SRE", False)
    assert titles(work(database, people.bob, now)) == (["Checkout"], [])
