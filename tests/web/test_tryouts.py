"""A checklist is tried in the browser; facts and answers stand in the address, nothing is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

import pytest

from readiness.adapters.checklist_files import loads
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import checklists
from tests.client import Client, Page
from tests.factories.checklists import launch_document
from tests.factories.people import People
from tests.factories.reviews import SLUG, done, start_review
from tests.factories.widgets import widget_document

FOLLOWED_UP = """\
id: minutes
version: 1
kind: launch
title: Minutes
areas: [{id: deploy, title: Deployment}]
questions:
  - id: deploy.back
    question: How long does going back take?
    answer: {type: number, unit: minutes, maximum: 30}
  - id: deploy.off
    question: Can it be switched off?
    applies_if: answers['deploy.back'] > 10
gates: [{id: sre, title: SRE, areas: [deploy], team: sre}]
"""
TRY = "/checklists/launch/1/try"


@pytest.fixture
def eve(
    signed_in: Callable[[Actor], Client], database: Database, people: People, now: datetime
) -> Client:
    done(database, now, checklists.sync, [launch_document(pass_mark=80)])
    return signed_in(people.eve)


def tried(client: Client, **values: object) -> Page:
    return client.page(f"{TRY}?{urlencode(values, doseq=True)}")


def test_without_facts_the_stricter_path_is_shown(eve: Client) -> None:
    page = eve.page(TRY)
    assert "6 questions of 6, about 12 minutes together." in page.text
    assert "Asked because it is not known whether “Sensitive data” includes" in page.text
    assert "Asked of every service." in page.text
    assert "2 questions would stop the launch." in page.text


def test_facts_decide_what_is_asked(eve: Client) -> None:
    spared = tried(eve, fact_data="none")
    assert "5 questions of 6" in spared.text
    assert "Asked if “Sensitive data” includes personal data." in spared.text
    asked = tried(eve, fact_data=["personal", "cards"])
    assert "Asked because “Sensitive data” includes personal data." in asked.text


def test_answers_move_the_score_and_stay_chosen(eve: Client) -> None:
    met = {"deployment.rollback": "yes", "deployment.minutes": "10", "hygiene.defects": "met"}
    page = tried(eve, fact_data="none", **met)
    assert "Score 62.5" in page.text
    assert "The score is 62.5; it takes 80." in page.text
    assert 'id="deployment.rollback-yes" name="deployment.rollback" value="yes" checked' in (
        page.response.text
    )
    assert 'name="deployment.minutes" inputmode="decimal" step="any" value="10"' in (
        page.response.text
    )


def test_nothing_in_the_way_still_waits_for_signatures(eve: Client) -> None:
    good = {"deployment.rollback": "yes", "deployment.minutes": "10", "hygiene.defects": "met"}
    good |= {"hygiene.restore": "2026-11-01", "compliance.duties": "yes"}
    page = tried(eve, fact_data="none", **good)
    assert "Would wait for signatures" in page.text
    assert "3 gates would still have to sign." in page.text


def test_a_number_can_be_tried_as_not_known(
    signed_in: Callable[[Actor], Client], database: Database, people: People, now: datetime
) -> None:
    document = loads(FOLLOWED_UP, "minutes.yaml").document
    assert document is not None
    done(database, now, checklists.sync, [document])
    eve = signed_in(people.eve)
    read = eve.page("/checklists/minutes/1")
    assert "is above 10, or if the answer is “I don't know”." in read.text
    path = "/checklists/minutes/1/try"
    assert "1 question of 2" in eve.page(path).text
    assert "1 question of 2" in eve.page(f"{path}?deploy.back=5").text
    page = eve.page(f"{path}?deploy.back=&deploy.back=unknown")
    assert "2 questions of 2" in page.text
    assert "is above 10, and the answer is “I don't know”." in page.text
    assert 'name="deploy.back" value="unknown" checked' in page.response.text


def test_what_cannot_be_read_is_told(eve: Client) -> None:
    page = tried(eve, **{"deployment.minutes": "many", "hygiene.restore": "soon"})
    assert "must be a number such as 0.5" in page.text


@pytest.mark.parametrize(
    "values",
    [
        {"fact_tier": "banana", "fact_public": "perhaps", "fact_data": "everything"},
        {"fact_tier": "2", "fact_data": ["unknown", "cards"]},
        {"<script>.x": "<script>alert(1)</script>", "deployment.minutes": '"><script>'},
    ],
)
def test_an_odd_address_is_read_as_not_known(eve: Client, values: dict[str, object]) -> None:
    page = tried(eve, **values)
    assert "6 questions of 6" in page.text
    assert "<script>alert" not in page.response.text
    assert '"><script>' not in page.response.text


def test_a_service_brings_its_facts(
    signed_in: Callable[[Actor], Client], database: Database, people: People, now: datetime
) -> None:
    start_review(database, people, now=now)
    eve = signed_in(people.eve)
    page = tried(eve, service=SLUG)
    assert "Choose what is known about Checkout" in page.next_step
    assert "5 questions of 6" in page.text
    other = tried(eve, service=SLUG, fact_data="personal")
    assert "6 questions of 6" in other.text
    assert tried_status(eve, "gone") == 404


def test_the_page_of_a_service_leads_to_the_newest_launch_checklist(
    signed_in: Callable[[Actor], Client], database: Database, people: People, now: datetime
) -> None:
    start_review(database, people, now=now)
    done(database, now, checklists.sync, [launch_document(version=2)])
    eve = signed_in(people.eve)
    link = f"/services/{SLUG}/try"
    assert link in eve.page(f"/services/{SLUG}").links()
    page = eve.follow(eve.get(link))
    assert page.path == "/checklists/launch/2/try"
    assert "known about Checkout" in page.next_step


def tried_status(client: Client, service: str) -> int:
    return client.get(f"{TRY}?service={service}").status_code


def test_every_type_of_answer_has_its_widget(
    signed_in: Callable[[Actor], Client], database: Database, people: People, now: datetime
) -> None:
    document = widget_document()
    done(database, now, checklists.sync, [document])
    page = signed_in(people.eve).page(f"/checklists/{document['id']}/1/try")
    names = {each.get("name") for each in page.tree.iter("input")}
    asked = {each["id"] for each in document["questions"]}  # type: ignore[attr-defined]
    assert asked - names == {"deployment.plan"}  # which hangs on the answer to another


def test_a_stranger_signs_in_first(client: Client) -> None:
    assert client.get(TRY).status_code == 302
