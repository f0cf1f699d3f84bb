"""Browser and server are killed while somebody types: what was acknowledged is there, the rest offered."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, expect

from readiness.store.engine import Database
from tests.conftest import BUDGET
from tests.e2e.desks import Typist
from tests.e2e.running import environment_of, running, until
from tests.factories.people import People
from tests.factories.reviews import start_review
from tests.factories.widgets import widget_document

pytestmark = [pytest.mark.browser, pytest.mark.once]

KILLS = 100 if BUDGET == "full" else 1
#: Chromium writes what pages keep to its disk within five seconds.
ON_DISK = 6_000


def kill_browser(profile: Path) -> None:
    """End every process of the browser that works on this profile, as a power cut does."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if str(profile).encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)


def test_a_browser_that_is_killed_gives_back_what_no_server_had(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    database: Database,
    database_url: str,
    people: People,
    tmp_path: Path,
) -> None:
    review = start_review(database, people, now=datetime.now(UTC), document=widget_document())
    environment = environment_of(tmp_path / "instance", database_url)
    Path(environment["READINESS_INSTANCE"]).mkdir()
    address = f"http://127.0.0.1:{environment['READINESS_PORT']}"
    profile = tmp_path / "profile"

    def begin() -> Typist:
        context = browser_type.launch_persistent_context(profile, **browser_type_launch_args)
        typist = Typist(context, address, review, database, context.new_page())
        # The cookie may not have reached the disk: then it is signed in anew, as the same person.
        typist.sign_in()
        typist.open()
        return typist

    for number in range(KILLS):
        with running("serve", environment=environment) as server:
            alice = begin()
            if number:
                expect(alice.reason()).to_have_value(f"Acknowledged {number - 1}, and more")
                until_said(alice, f"Acknowledged {number - 1}, and more")
            alice.reason().fill(f"Acknowledged {number}")
            until_said(alice, f"Acknowledged {number}")
            server.kill()
        alice.reason().press_sequentially(", and more")
        alice.page.wait_for_timeout(ON_DISK)
        kill_browser(profile)
        assert said(alice) == f"Acknowledged {number}"
    with running("serve", environment=environment):
        alice = begin()
        until_said(alice, f"Acknowledged {KILLS - 1}, and more")
        until(lambda: alice.drafts() == [], "the drafts go once the server's answer is there")
        alice.context.close()


def said(alice: Typist) -> str:
    return str(alice.value().get("reason"))


def until_said(alice: Typist, text: str) -> None:
    until(lambda: said(alice) == text, text)
