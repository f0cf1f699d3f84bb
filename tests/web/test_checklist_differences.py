"""Two versions of a checklist are compared on a page, and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import checklists
from tests.client import Client
from tests.factories.checklists import QUESTIONS, gate, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import done

SignedIn = Callable[[Actor], Client]
ADDRESS = "/checklists/launch/differences"


@pytest.fixture
def eve(signed_in: SignedIn, database: Database, people: People, now: datetime) -> Client:
    """Eve's browser, where the launch checklist has three versions."""
    added = question("hygiene.new", question="<b>Is it new?</b>", blocks=True)
    changed = question("compliance.duties", question="Are duties known?", evidence="none")
    kept = [*QUESTIONS[1:4], changed, QUESTIONS[5]]
    documents = [
        launch_document(pass_mark=80),
        launch_document(version=2, questions=[*kept, added], gates=[gate("sre", "hygiene")]),
        launch_document(version=3, questions=[*kept, added], gates=[gate("sre", "hygiene")]),
    ]
    done(database, now, checklists.sync, documents)
    return signed_in(people.eve)


def test_the_page_says_what_changed_in_words(eve: Client) -> None:
    page = eve.page(f"{ADDRESS}?from=1&to=2")
    for words in (
        "Version 1 to 2",
        "Weaker 3 compliance.duties Are duties known? Evidence was required, and is not asked for now.",
        "Gate sre It no longer covers “Deployment process”.",
        "Policy The pass mark went from 80 to none.",
        "deployment.rollback “Is deployment.rollback in order?” is no longer asked. It blocked.",
        "hygiene.new “<b>Is it new?</b>” is asked. It blocks.",
        "BeforeIs compliance.duties in order?NowAre duties known?",
    ):
        assert words in page.text
    assert "/checklists/launch/1#deployment.rollback" in page.links()
    assert "/checklists/launch/2#hygiene.new" in page.links()


def test_two_versions_are_chosen_in_a_form(eve: Client) -> None:
    page = eve.page(ADDRESS)
    assert "Version 2 to 3" in page.text
    assert "Choose two other versions" in page.text
    [form] = [each for each in page.forms() if "Compare" in each.buttons]
    assert form.method == "get"
    assert form.values == {"from": ["2"], "to": ["3"]}
    assert "Version 1 to 2" in eve.page(f"{form.action}?from=1&to=2").text


def test_backwards_it_is_the_other_way_round(eve: Client) -> None:
    text = eve.page(f"{ADDRESS}?from=2&to=1").text
    assert "Gate sre It covers “Deployment process” as well." in text


def test_with_one_version_there_is_nothing_to_compare(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    done(database, now, checklists.sync, [launch_document()])
    assert "Only one version" in signed_in(people.eve).page(ADDRESS).text


def test_programs_get_the_same_as_json(eve: Client) -> None:
    found = eve.get(f"{ADDRESS}?from=1&to=2&format=json").json
    assert found is not None
    assert (found["checklist"], found["from"], found["to"]) == ("launch", 1, 2)
    assert found["changes"][0]["kind"] == "weaker"
    assert found["changes"][0]["is_weaker"] is True


@pytest.mark.parametrize(
    "path", [f"{ADDRESS}?from=1&to=9", f"{ADDRESS}?from=0", "/checklists/gone/differences"]
)
def test_what_is_not_there_is_not_found(eve: Client, path: str) -> None:
    assert "There is no" in eve.page(path, 404).text


def test_it_takes_a_sign_in(client: Client) -> None:
    assert "/sign-in" in client.get(ADDRESS).location


def test_nothing_of_a_page_changes_a_version(eve: Client) -> None:
    for path in ("/checklists", "/checklists/launch/2", ADDRESS):
        posting = [each for each in eve.page(path).forms() if each.method == "post"]
        assert {form.action for form in posting} <= {"/sign-out"}
