"""A checklist can be read before anybody is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import checklists
from tests.client import Client
from tests.factories.checklists import PERSONAL, gate, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import answer, answer_everything, done, start_review, submit_all

SignedIn = Callable[[Actor], Client]


def test_without_one_the_page_says_how_to_get_it(signed_in: SignedIn, people: People) -> None:
    assert "readiness checklists sync" in signed_in(people.eve).page("/checklists").text


def test_versions_are_listed_and_read(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    privacy = gate("privacy", "compliance", applies_if=PERSONAL)
    documents = [launch_document(), launch_document(version=2, gates=(privacy,), pass_mark=80)]
    done(database, now, checklists.sync, documents)
    eve = signed_in(people.eve)
    index = eve.page("/checklists")
    assert {"/checklists/launch/1", "/checklists/launch/2"} <= set(index.links())
    text = eve.page("/checklists/launch/2").text
    for words in (
        "Launch readiness review Version 2",
        "Is deployment.rollback in order? Blocks Weight 3",
        "Asked if “Sensitive data” includes personal data, or if that is not known.",
        "At most 2 high" if "At most 2 high" in text else "2 high",
        "80 of 100",
        "Needed if “Sensitive data” includes personal data",
        "It stops the launch; it cannot be waived",
    ):
        assert words in text


def test_each_checklist_says_who_took_in_what_and_what_got_weaker(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    strict, lax = launch_document(pass_mark=80), launch_document(version=2, pass_mark=70)
    done(database, now, checklists.sync, [strict, lax], synced_by="command line (bob)")
    retired = {**launch_document(), "id": "mobile", "title": "Mobile launch", "retired": True}
    done(database, now, checklists.sync, [retired])
    page = signed_in(people.eve).page("/checklists")
    assert "Launch readiness review Launch Version 2 What changed since version 1" in page.text
    assert "Command line (bob) 1 thing weaker in version 2" in page.text
    assert "Mobile launch Launch Version 1 Retired: starts no new review" in page.text
    assert "Readiness at its start –" in page.text
    ledger = signed_in(people.eve).page("/ledger?event=checklist.synced").text
    assert (
        "Command line (bob) took in version 2 of the checklist “Launch readiness review”" in ledger
    )
    assert "Readiness at its start took in version 1 of the checklist “Mobile launch”" in ledger
    assert page.links().count("/checklists/launch/differences?to=2&from=1") == 2
    assert (
        "/checklists/launch/differences?to=2&from=1"
        in signed_in(people.eve).page("/checklists/launch/2").links()
    )


@pytest.mark.parametrize("path", ["/checklists/launch/9", "/checklists/gone/1"])
def test_an_unknown_version_is_not_found(signed_in: SignedIn, people: People, path: str) -> None:
    assert "There is no version" in signed_in(people.eve).page(path, 404).text


def test_what_a_checklist_says_is_text(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    bad = question("hygiene.x", question="<script>alert(1)</script>", why="<b>why</b>")
    done(database, now, checklists.sync, [launch_document(questions=(bad,))])
    page = signed_in(people.eve).page("/checklists/launch/1")
    assert "<script>alert(1)</script>" in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.response.text


def test_the_page_tells_how_often_a_question_was_unmet(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    eve = signed_in(people.eve)
    page = eve.page("/checklists/launch/1")
    assert "no review has gone to a gate yet" in page.text
    assert "1 of team Launch coordination" in page.text
    answer_everything(database, review, by=people.alice, now=now)
    no: dict[str, object] = {"choice": "no", "reason": ""}
    answer(database, review, "deployment.rollback", no, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    text = eve.page("/checklists/launch/1").text
    assert "Most often unmet Unmet in 1 of 1 review: Is deployment.rollback in order?" in text
    assert "Unmet in 0 of 1 review" in text


def test_the_page_says_what_an_author_wrote_beside_the_question(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    later: dict[str, Any] = {"from": "launched"}
    told = question(
        "hygiene.drill",
        measure="Days since the last drill.",
        origin="The outage of March.",
        was=["hygiene.exercise"],
        evidence_max_age_days=30,
        **later,
    )
    document = {**launch_document(questions=(told,)), "retired": True}
    done(database, now, checklists.sync, [document])
    page = signed_in(people.eve).page("/checklists/launch/1")
    for words in (
        "Asked after the launch",
        "What could be measuredDays since the last drill.",
        "Behind itThe outage of March.",
        "Earlier nameshygiene.exercise",
        "Welcome, at most 30 days old",
        "Retired",
    ):
        assert words in page.text
    assert {"#hygiene.drill", "/checklists/launch/1/try"} <= set(page.links())


def test_what_a_blocker_stops_depends_on_the_kind(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    document = {**launch_document(), "id": "handoff", "kind": "handoff"}
    done(database, now, checklists.sync, [document])
    text = signed_in(people.eve).page("/checklists/handoff/1").text
    assert "It stops the hand-off; it cannot be waived" in text
