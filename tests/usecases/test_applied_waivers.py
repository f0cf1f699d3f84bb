"""A waiver counts for the question that it was asked for, and for no stricter one after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from readiness.core.errors import WrongMoment
from readiness.core.rights import Role
from readiness.core.verdicts import judge
from readiness.core.waivers import Decision, WaiverState
from readiness.store.engine import Database
from readiness.usecases import applying, waiver_debt
from tests.factories.applying import ROLLBACK, apply, ids, newer_document, release, set_facts
from tests.factories.checklists import QUESTIONS, Document, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import (
    answer,
    answer_everything,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import found, make
from tests.factories.waivers import ask, decide, waived

NO = {"choice": "no", "reason": ""}
LATER = timedelta(minutes=5)
PLAIN, OTHER, ONE = "deployment.a", "deployment.b", "deployment.c"


def changed(**changes: Any) -> Document:
    return newer_document(questions=[{**QUESTIONS[0], **changes}, *QUESTIONS[1:]])


def codes(database: Database, review: int, now: datetime) -> set[str]:
    return {str(each.code) for each in judge(found(database, review, now).case, now).reasons}


def state(database: Database, review: int, now: datetime) -> WaiverState:
    return found(database, review, now).waivers[-1].waiver.state(now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    """Return a review that is sent to its gates with a blocker that is waived."""
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now, but={ROLLBACK: NO})
    waived(database, review, people.alice, make_coordinator(database), now)
    submit_all(database, review, by=people.alice, now=now)
    return review


def make_coordinator(database: Database) -> Any:
    return make(database, "Cora", roles=(Role.COORDINATOR,))


def test_what_cannot_be_waived_any_more_blocks_again(
    database: Database, people: People, review: int, now: datetime
) -> None:
    by = reviewers(database, people, now)
    release(database, now, changed(waivable=False))
    preview = apply(database, review, people.alice, now + LATER)
    assert ids(preview.void) == [ROLLBACK]
    assert state(database, review, now) is WaiverState.VOID
    sign_all(database, review, by, now=now + 2 * LATER)
    assert not found(database, review, now).phase.is_approved
    assert codes(database, review, now) == {"blocker_unmet"}
    with database.reading() as session:
        assert waiver_debt.running(session, now) == ()


def test_it_counts_again_when_the_version_is_taken_back(
    database: Database, people: People, review: int, now: datetime
) -> None:
    release(database, now, changed(waivable=False))
    apply(database, review, people.alice, now + LATER)
    done(database, now + LATER, applying.undo, review, by=people.alice)
    assert state(database, review, now) is WaiverState.GRANTED


def test_a_waiver_stays_with_a_question_that_only_reads_otherwise(
    database: Database, people: People, review: int, now: datetime
) -> None:
    set_facts(database, people, now, crowd=True)
    release(database, now, changed(question="Can you go back?", weight=5))
    assert apply(database, review, people.alice, now + LATER).void == ()
    assert state(database, review, now) is WaiverState.GRANTED
    assert "blocker_unmet" not in codes(database, review, now)


@pytest.mark.parametrize(
    ("newer", "is_void"),
    [
        ([question(PLAIN, blocks=True), question(OTHER)], True),
        ([question(ONE, was=[PLAIN, OTHER])], True),
        ([question(ONE, was=[PLAIN]), question(OTHER, blocks=True)], False),
        ([question(OTHER, blocks=True)], False),
    ],
)
def test_a_waiver_of_what_did_not_block_waives_no_blocker(
    database: Database,
    people: People,
    now: datetime,
    newer: list[Mapping[str, object]],
    is_void: bool,
) -> None:
    two = [question(PLAIN), question(OTHER, blocks=True), *QUESTIONS[2:]]
    review = start_review(database, people, now=now, document=launch_document(questions=two))
    answer(database, review, PLAIN, NO, by=people.alice, now=now)
    asked = ask(database, review, people.alice, now, PLAIN)
    release(database, now, newer_document(questions=[*newer, *QUESTIONS[2:]]))
    preview = apply(database, review, people.alice, now + LATER)
    assert bool(preview.void) is is_void
    assert state(database, review, now) is (WaiverState.VOID if is_void else WaiverState.ASKED)
    if is_void:
        with pytest.raises(WrongMoment, match="void"):
            decide(database, review, asked, Decision.GRANTED, make_coordinator(database), now)
