"""How a gate shows each type of answer, complete or not."""

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.client import Client, Page, words
from tests.factories.checklists import QUESTIONS, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import (
    answer,
    answer_everything,
    reviewers,
    start_review,
    submit_all,
)

Browser = Callable[[Actor], Client]


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    """A review of which everything was answered and sent."""
    started = start_review(database, people, now=now)
    answer_everything(database, started, by=people.alice, now=now)
    submit_all(database, started, by=people.alice, now=now)
    return started


def rows(page: Page) -> list[str]:
    return [" | ".join(words(cell) for cell in row) for row in page.tree.iter("tr")]


SIGNALS = ["latency", "errors"]
EVERY_TYPE = (
    *QUESTIONS,
    question("hygiene.alerts", {"type": "alerts", "pages_per_week": "2", "actionable_percent": 50}),
    question("hygiene.coverage", {"type": "coverage", "signals": SIGNALS}),
    question("hygiene.dependencies", {"type": "dependencies"}),
)
DEPENDENCY = {"name": "Ledger", "kind": "hard", "slow": "It waits.", "down": "It queues."}


def test_every_type_of_answer_is_shown_as_it_wants_to_be_read(
    signed_in: Browser, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now, document=launch_document(questions=EVERY_TYPE))
    row = {**DEPENDENCY, "wrong": "It refuses.", "tested": True}
    but: dict[str, dict[str, object]] = {
        "hygiene.dependencies": {"choice": "given", "reason": "", "rows": [row], "none": False},
        "deployment.rollback": {"choice": "partly", "reason": "Not the migrations."},
        "hygiene.restore": {"choice": "not_applicable", "reason": "It keeps nothing."},
    }
    answer_everything(database, review, by=people.alice, now=now, but=but)
    submit_all(database, review, by=people.alice, now=now)
    page = signed_in(people.bob).page(f"/reviews/{review}/gates/sre")
    for expected in (
        "Critical | 0 | 0 | Within",
        "High | 1 | 2 | Within",
        "Errors | Symptom | 0.5 | Yes",
        "API | CoveredRED | CoveredRED",
        "LedgerHard: does not work without it | It waits. | It queues. | It refuses. | Yes",
    ):
        assert expected in rows(page)
    for told in (
        "5 minutes at most 10 minutes asked for",
        "Partly Not the migrations.",
        "Does not apply It keeps nothing.",
    ):
        assert told in page.text


def test_what_is_not_answered_yet_is_shown_as_open(
    signed_in: Browser, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now, document=launch_document(questions=EVERY_TYPE))
    page = signed_in(people.bob).page(f"/reviews/{review}/gates/sre")
    assert "Not answered yet" in page.text
    assert "The team has not sent this gate its areas yet." in page.text
    drafts: dict[str, dict[str, object]] = {
        "hygiene.defects": {"choice": "", "reason": "", "counts": {"critical": "", "high": 9}},
        "hygiene.alerts": {"choice": "given", "reason": "", "rows": [], "none": True},
        "hygiene.coverage": {
            "choice": "",
            "reason": "",
            "rows": [
                {"component": "", "cells": {each: {"state": "", "by": "RED"} for each in SIGNALS}}
            ],
        },
    }
    for id_, draft in drafts.items():
        answer(database, review, id_, draft, by=people.alice, now=now)
    page = signed_in(people.bob).page(f"/reviews/{review}/gates/sre")
    assert "Critical | – | 0 | Not said" in rows(page)
    assert "High | 9 | 2 | Over" in rows(page)
    assert "There are no pager alerts." in page.text
    assert "No name | Not saidRED | Not saidRED" in rows(page)


def test_evidence_opens_without_telling_where_it_was_clicked(
    signed_in: Browser, database: Database, by: dict[str, Actor], review: int
) -> None:
    page = signed_in(by["security"]).page(f"/reviews/{review}/gates/security")
    links = [each for each in page.tree.iter("a") if each.get("href", "").startswith("https://")]
    assert [each.get("rel") for each in links] == ["noreferrer noopener"]
