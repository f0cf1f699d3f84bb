"""What is claimed is backed, discussed and heard of: by people at browsers, over real mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from readiness.settings import known
from readiness.store.engine import Database
from tests.e2e.evidence_chapters import Story
from tests.e2e.filling_chapters import Cast
from tests.e2e.running import environment_of, running
from tests.e2e.watching import Watch
from tests.factories.mail_servers import mail_server
from tests.factories.people import People
from tests.factories.reviews import start_review
from tests.factories.widgets import widget_document

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_a_question_is_handed_over_proven_discussed_and_heard_of(
    browser: Browser,
    barriers: Callable[..., list[str]],
    database: Database,
    database_url: str,
    people: People,
    tmp_path: Path,
) -> None:
    review = start_review(database, people, now=datetime.now(UTC), document=widget_document())
    watch = Watch(barriers)
    with mail_server() as post:
        mail = {"mail_host": "127.0.0.1", "mail_port": str(post.port), "mail_security": "none"}
        mail |= {"mail_from": "readiness@example.com"}
        environment = environment_of(tmp_path / "instance", database_url)
        environment |= {known()[field].name: value for field, value in mail.items()}
        with running("start", environment=environment) as installation:
            cast = Cast(browser, installation.address, watch)
            story = Story(cast, review, post, tmp_path)
            story.everybody_signs_in()
            story.alice_hands_a_question_to_eve()
            story.eve_hears_of_it_by_mail_and_answers()
            story.eve_pastes_a_screenshot()
            story.a_file_that_is_too_large_is_refused()
            story.alice_and_eve_type_at_once_and_both_texts_are_merged()
            story.bob_mentions_eve_in_a_thread()
            story.eve_reads_the_mail_answers_and_resolves()
            story.bob_finds_the_answer_in_his_inbox()
            story.eve_switches_the_summary_off()
            story.who_has_the_mail_switches_its_kind_off_without_signing_in()
            cast.leave()
    assert watch.faults == []
