"""A review's whole life as six people click it: argued over, waived, signed, renewed, handed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from readiness.store.engine import Database
from tests.applications import Clock
from tests.e2e.later_chapters import Story
from tests.e2e.review_cast import Cast
from tests.e2e.serving import serving
from tests.e2e.watching import Watch
from tests.factories.people import People

#: The launch story goes through on each database, and so do the tests of the rules met here.
pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_a_review_is_argued_over_waived_renewed_and_handed_over(
    browser: Browser,
    barriers: Callable[..., list[str]],
    database: Database,
    database_url: str,
    people: People,
    clock: Clock,
    tmp_path: Path,
) -> None:
    # Most of these pages are judged by the other stories already.
    watch, eyes = Watch(), Watch(barriers)
    with serving(database_url, tmp_path, clock) as address:
        cast = Cast(browser, address, watch, eyes, clock)
        story = Story(database, people, cast)
        story.alice_starts_the_review_and_answers_most_of_it()
        story.alice_and_anna_answer_the_same_question_and_alice_merges_both()
        story.alice_asks_for_a_waiver_and_carol_grants_it()
        story.bob_asks_for_changes_and_dan_refuses()
        story.alice_answers_both_and_sends()
        story.bob_approves_and_is_asked_for_his_password_again()
        story.sam_lifts_the_refusal_by_naming_it()
        story.anna_changes_an_answer_and_bob_signs_the_difference()
        story.sam_signs_for_carol_who_is_out_of_office()
        story.the_waiver_ends_and_the_gate_closes_by_itself()
        story.alice_mends_it_and_it_is_signed_again()
        story.it_is_renewed_without_a_gap()
        story.alice_says_that_it_has_launched()
        story.sre_accepts_it_after_its_handoff_review()
        story.sre_hands_it_back_and_the_notice_ends()
        cast.leave()
    assert watch.faults + eyes.faults == []
