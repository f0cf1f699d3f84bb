"""The launch-day card is kept in revisions, by those who may, and changes nothing that is signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from readiness.core.errors import BadInput, Conflict, Forbidden, WrongMoment
from readiness.core.launch_cards import EMPTY, LaunchCard
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.launch_cards import LaunchCard as Revision
from readiness.usecases import answers, launch_cards, reviews
from tests.factories import waivers
from tests.factories.assigning import deactivated, entries
from tests.factories.checklists import launch_document, question
from tests.factories.handovers import launched_service, signed_handoff
from tests.factories.people import People
from tests.factories.reviews import (
    answer,
    approved_review,
    digest_of,
    done,
    reviewers,
    start_review,
)

CARD = LaunchCard(holds=(("Errors", "Bob"),), rollback="deploy back checkout")


def save(
    database: Database, review: int, card: LaunchCard, by: Actor, now: datetime, base: int = 0
) -> Revision:
    return done(database, now, launch_cards.save, review, card, base=base, by=by)


def test_every_revision_is_kept_and_the_newest_shown(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    card = replace(CARD, decides=people.alice.person)
    save(database, review, card, people.alice, now)
    assert save(database, review, card, people.alice, now).number == 1  # the same again
    save(database, review, CARD, people.carol, now, base=1)
    with database.reading() as session:
        day = launch_cards.launch_day(session, review, by=people.eve, now=now)
    assert (day.number, day.card, day.by, day.may_change) == (2, CARD, "Carol", False)
    assert "who decides" in day.missing
    assert [each.about["number"] for each in entries(database, "launch_card.saved")] == [1, 2]
    assert "deploy back" not in str([each.about for each in entries(database, "launch_card.saved")])


def test_two_on_one_card_are_told(database: Database, people: People, now: datetime) -> None:
    review = start_review(database, people, now=now)
    save(database, review, CARD, people.alice, now)
    with pytest.raises(Conflict) as refused:
        save(database, review, replace(CARD, rollback="Mine"), people.carol, now)
    assert (refused.value.number, refused.value.theirs["rollback"]) == (1, CARD.rollback)
    with pytest.raises(Conflict):
        save(
            database,
            start_review(database, people, now=now, environment="staging"),
            CARD,
            people.alice,
            now,
            base=3,
        )


def test_only_the_team_and_coordinators_write_it(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    for who in (people.bob, people.eve, people.ada):
        with pytest.raises(Forbidden):
            save(database, review, CARD, who, now)


def test_what_is_wrong_is_told(database: Database, people: People, now: datetime) -> None:
    review = start_review(database, people, now=now)
    done(database, now, deactivated, people.eve, by=people.ada)
    for card in (
        replace(CARD, decides=people.eve.person),
        replace(CARD, dashboards=(("x", "ftp://x"),)),
    ):
        with pytest.raises(BadInput):
            save(database, review, card, people.alice, now)
    done(database, now, reviews.abandon, review, reason="Not now.", by=people.alice)
    with pytest.raises(WrongMoment):
        save(database, review, CARD, people.alice, now)


def test_a_signed_review_takes_it_and_stays_signed(
    database: Database, people: People, now: datetime
) -> None:
    review = approved_review(database, people, reviewers(database, people, now), now=now)
    before = digest_of(database, review, "sre", now)
    save(database, review, CARD, people.alice, now)
    assert digest_of(database, review, "sre", now) == before
    with database.reading() as session:
        day = launch_cards.launch_day(session, review, by=people.eve, now=now)
    assert day.judgement.reasons == ()
    assert [(gate.title, gate.people) for gate in day.gates] == [
        ("SRE", ("Bob",)),
        ("Security", ("Dan",)),
        ("Launch", ("Carol",)),
    ]


def test_its_form_starts_with_what_the_answers_say(
    database: Database, people: People, now: datetime
) -> None:
    asked = (question("deployment.rollback-minutes"), question("monitoring.slo"))
    review = start_review(database, people, now=now, document=launch_document(questions=asked))
    said = {"choice": "yes", "reason": "deploy back"}
    answer(database, review, "deployment.rollback-minutes", said, by=people.alice, now=now)
    link = {"url": "https://graphs.example.com/1", "description": "SLO"}
    done(database, now, answers.add_evidence, review, "monitoring.slo", **link, by=people.alice)
    with database.reading() as session:
        offered = launch_cards.offer(session, review, by=people.alice, now=now).card
    assert (offered.rollback, offered.dashboards) == ("deploy back", (("SLO", link["url"]),))
    save(database, review, EMPTY, people.alice, now)
    with database.reading() as session:
        assert launch_cards.offer(session, review, by=people.alice, now=now).card == EMPTY


def test_a_hand_off_has_no_launch_day(database: Database, people: People, now: datetime) -> None:
    by = reviewers(database, people, now)
    launched_service(database, people, by, now)
    handoff = signed_handoff(database, people, by, now)
    with database.reading() as session, pytest.raises(WrongMoment, match="no launch day"):
        launch_cards.launch_day(session, handoff, by=people.alice, now=now)


def test_what_is_waived_is_told_by_its_question(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer(
        database,
        review,
        waivers.ROLLBACK,
        {"choice": "no", "reason": "In two weeks."},
        by=people.alice,
        now=now,
    )
    waivers.waived(database, review, people.alice, people.carol, now)
    with database.reading() as session:
        day = launch_cards.launch_day(session, review, by=people.eve, now=now)
    assert [each.text for each in day.waivers] == ["Is deployment.rollback in order?"]
