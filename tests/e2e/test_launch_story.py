"""The main job, as people do it in a browser: from an empty checklist to a pipeline that obeys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from readiness.adapters.checklist_files import load
from readiness.adapters.checklist_folders import SHIPPED
from readiness.store.engine import Database
from readiness.usecases import checklists
from tests.e2e.chapters import Story
from tests.e2e.filling_chapters import Cast, FillingOut
from tests.e2e.running import environment_of, running
from tests.e2e.watching import Watch
from tests.factories.people import PASSWORD
from tests.factories.reviews import done
from tests.factories.signing import make

pytestmark = pytest.mark.browser


def test_a_launch_goes_from_an_empty_checklist_to_a_pipeline_that_obeys(
    browser: Browser, barriers: Callable[..., list[str]], database_url: str, tmp_path: Path
) -> None:
    watch = Watch(barriers)
    environment = environment_of(tmp_path / "instance", database_url)
    with running("start", environment=environment) as installation:
        story = Story(installation, Cast(browser, installation.address, watch))
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
        story.cast.leave()
    assert watch.faults == []


#: What a page does without a script does not depend on the database.
@pytest.mark.once
@pytest.mark.usefixtures("people")
def test_the_shipped_checklist_is_filled_out_and_sent_without_a_script(
    browser: Browser, address: str, database: Database
) -> None:
    make(database, "Sam", "security")
    make(database, "Petra", "privacy")
    shipped = load(SHIPPED / "launch.yaml").document
    assert shipped is not None
    done(database, datetime.now(UTC), checklists.sync, [shipped])
    # The pages are those of the story above, which judges them.
    watch = Watch()
    story = FillingOut(Cast(browser, address, watch, has_scripts=False))
    story.cast.enter("Alice").sign_in(PASSWORD)
    story.alice_creates_the_service_and_starts_its_review()
    story.alice_cannot_send_what_is_not_filled_out()
    story.alice_fills_out_the_checklist()
    story.alice_sends_it_to_every_gate()
    story.cast.leave()
    assert watch.faults == []
