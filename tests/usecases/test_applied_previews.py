"""Nothing is applied that does something else than its preview has shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from readiness.core.errors import SeenAnother, WrongMoment
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import applying
from tests.factories.applying import ROLLBACK, apply, newer_document, release, shown
from tests.factories.checklists import GATES, QUESTIONS, launch_document
from tests.factories.people import People
from tests.factories.reviews import (
    answer,
    answer_everything,
    done,
    reviewers,
    sign,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import deny, found, sent_review

YES = {"choice": "yes", "reason": ""}
LATER = timedelta(minutes=5)


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return sent_review(database, people, now=now)


def seen_and_applied(
    database: Database, people: People, review: int, seen: str, now: datetime
) -> None:
    chosen: dict[str, Any] = {"facts": True, "version": True, "seen": seen, "by": people.alice}
    done(database, now, applying.apply, review, **chosen)


def test_what_approves_only_since_it_was_shown_is_shown_again(
    database: Database, people: People, review: int, by: dict[str, Actor], now: datetime
) -> None:
    sign(database, review, "sre", by=by["sre"], now=now)
    release(database, now, launch_document(version=2, gates=GATES[:2]))
    preview = shown(database, review, people.alice, now)
    assert not preview.approves
    sign(database, review, "security", by=by["security"], now=now)
    with pytest.raises(SeenAnother) as refused:
        seen_and_applied(database, people, review, preview.digest, now + LATER)
    assert not found(database, review, now + LATER).phase.is_approved
    assert shown(database, review, people.alice, now).approves
    seen_and_applied(database, people, review, refused.value.digest, now + LATER)
    assert found(database, review, now + LATER).phase.is_approved


def test_a_signature_that_would_stop_counting_since_is_shown_again(
    database: Database, people: People, review: int, now: datetime
) -> None:
    release(database, now)
    seen = shown(database, review, people.alice, now).digest
    sign(database, review, "sre", by=people.bob, now=now)
    with pytest.raises(SeenAnother):
        seen_and_applied(database, people, review, seen, now + LATER)


def test_a_denial_that_came_since_is_shown_again(
    database: Database, people: People, review: int, now: datetime
) -> None:
    release(database, now, newer_document(questions=QUESTIONS, gates=GATES[1:2]))
    seen = shown(database, review, people.alice, now).digest
    deny(database, review, people.bob, now)
    with pytest.raises(SeenAnother):
        seen_and_applied(database, people, review, seen, now)


def test_an_answer_that_came_since_is_shown_again(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    release(database, now)
    seen = shown(database, review, people.alice, now).digest
    answer(database, review, ROLLBACK, YES, by=people.alice, now=now)
    with pytest.raises(SeenAnother):
        seen_and_applied(database, people, review, seen, now)


def test_a_lower_pass_mark_that_approves_says_so_before(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    no = {"compliance.duties": {"choice": "no", "reason": ""}}
    document = launch_document(pass_mark=95)
    review = start_review(database, people, now=now, document=document)
    answer_everything(database, review, by=people.alice, now=now, but=no)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    assert not found(database, review, now).phase.is_approved
    release(database, now, launch_document(version=2, pass_mark=10))
    preview = apply(database, review, people.alice, now)
    assert preview.approves
    assert preview.stale == ()
    assert found(database, review, now).phase.is_approved
    with pytest.raises(WrongMoment, match="as the review is approved"):
        done(database, now, applying.undo, review, by=people.alice)
