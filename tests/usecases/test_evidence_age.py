"""Evidence grows old as answers do, and the same link is dated anew instead of standing twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from readiness.core.errors import BadInput
from readiness.core.pieces import all_said
from readiness.store.answers import AnswerRevision
from readiness.store.engine import Database
from readiness.usecases import answers
from tests.factories.checklists import gate, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import answer, done, start_review
from tests.factories.signing import found

ID = "compliance.duties"
ASKED = question(ID, evidence="required", evidence_max_age_days=30)
LINK = {"url": "https://wiki.example.com/duties", "description": "The list of duties"}


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    document = launch_document(questions=[ASKED], gates=[gate("security", "compliance")])
    review = start_review(database, people, now=now, document=document)
    answer(database, review, ID, {"choice": "yes", "reason": ""}, by=people.alice, now=now)
    return review


def prove(database: Database, review: int, people: People, now: datetime, dated: str) -> None:
    named = {**LINK, "dated": dated, "by": people.alice}
    done(database, now, answers.add_evidence, review, ID, **named)


def revision(database: Database, review: int, now: datetime) -> AnswerRevision:
    return found(database, review, now).claimed.revisions[ID]


def test_required_evidence_that_grew_old_is_unmet(
    database: Database, people: People, review: int, now: datetime
) -> None:
    prove(database, review, people, now, str(now.date()))
    last = now + timedelta(days=30)
    assert found(database, review, last).claimed.graded[0].grade.is_met
    grade = found(database, review, last + timedelta(days=1)).claimed.graded[0].grade
    assert not grade.is_met
    assert "31 days ago" in grade.sentence


def test_evidence_of_no_day_does_not_count_where_its_age_matters(
    database: Database, people: People, review: int, now: datetime
) -> None:
    prove(database, review, people, now, "")
    assert all_said(revision(database, review, now).evidence) == [LINK]
    grade = found(database, review, now).claimed.graded[0].grade
    assert "No evidence says of which day it is" in grade.sentence


def test_the_same_link_of_a_later_day_replaces_the_earlier(
    database: Database, people: People, review: int, now: datetime
) -> None:
    for dated in ("2026-01-02", "2026-01-09", "2026-01-09"):
        prove(database, review, people, now, dated)
    kept = revision(database, review, now)
    assert all_said(kept.evidence) == [{**LINK, "dated": "2026-01-09"}]
    assert kept.number == 3


def test_evidence_is_of_no_day_to_come(
    database: Database, people: People, review: int, now: datetime
) -> None:
    later = str((now + timedelta(days=2)).date())
    with pytest.raises(BadInput, match="a day to come") as refused:
        prove(database, review, people, now, later)
    assert set(refused.value.faults) == {"dated"}
