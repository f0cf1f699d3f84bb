"""The main job, as people do it in a browser: from an empty checklist to a pipeline that obeys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.chapters import Cast, Story
from tests.e2e.running import environment_of, running
from tests.e2e.watching import Watch

pytestmark = pytest.mark.browser


#: What a page does without a script does not depend on the database.
WAYS = [
    pytest.param(True, id="with a script"),
    pytest.param(False, id="without", marks=pytest.mark.once),
]


@pytest.mark.parametrize("has_scripts", WAYS)
def test_a_launch_goes_from_an_empty_checklist_to_a_pipeline_that_obeys(
    browser: Browser,
    barriers: Callable[..., list[str]],
    database_url: str,
    tmp_path: Path,
    has_scripts: bool,
) -> None:
    # The pages are the same both times, so that they are judged once.
    watch = Watch(barriers if has_scripts else None)
    environment = environment_of(tmp_path / "instance", database_url)
    with running("start", environment=environment) as installation:
        story = Story(installation, Cast(browser, installation.address, watch, has_scripts))
        story.the_first_administrator_opens_the_printed_link()
        story.everybody_comes_by_a_link_of_their_own()
        story.alice_creates_the_service_and_starts_its_review()
        story.the_pipeline_is_blocked_from_the_beginning()
        story.alice_cannot_send_what_is_not_filled_out()
        story.alice_fills_out_the_checklist()
        story.alice_sees_where_the_points_went_and_asks_for_a_waiver()
        story.carol_grants_the_waiver()
        story.alice_sends_it_to_every_gate()
        story.a_draft_of_the_report_says_so_on_every_page()
        story.bob_asks_for_changes_and_alice_answers()
        story.the_gates_are_signed_in_their_order()
        story.page_and_gate_say_approved_at_once()
        story.the_report_of_the_approval_is_there()
        story.a_reopened_area_blocks_until_it_is_signed_again()
        story.alice_says_that_it_has_launched()
    assert watch.faults == []
