"""Every address that the core gives out leads to a page."""

import inspect

import pytest
from flask import Flask

from readiness.core import addresses

GIVEN = {
    "service": addresses.service("checkout"),
    "handover": addresses.handover("checkout"),
    "advisory": addresses.advisory(),
    "freezes": addresses.freezes(),
    "freeze": addresses.freeze(1),
    "freeze_feed": addresses.freeze_feed("WzEsInN1bW1hcnkiXQ.x"),
    "holds": addresses.holds("checkout"),
    "review": addresses.review(3),
    "plan": addresses.plan(3),
    "handed": addresses.handed(3),
    "launch_day": addresses.launch_day(3),
    "area": addresses.area(3, "hygiene"),
    "question": addresses.question(3, "hygiene", "hygiene.runbook"),
    "gate": addresses.gate(3, "sre"),
    "thread": addresses.thread(3, 7),
    "asked_often": addresses.asked_often(),
    "asked_often_seen": addresses.asked_often_seen("launch", "hygiene.runbook"),
    "waiver": addresses.waiver(4),
    "action_item": addresses.action_item(3, 5),
    "checklist_question": addresses.checklist_question("launch", 1, "hygiene.runbook"),
    "evidence_back": addresses.evidence_back(3, "hygiene.runbook"),
    "file": addresses.file(3, "0" * 64),
    "thumbnail": addresses.thumbnail(3, "0" * 64),
    "inbox": addresses.inbox(),
    "notifications": addresses.notifications(),
    "mail_off": addresses.mail_off("WzEsInN1bW1hcnkiXQ.x"),
    "connections": addresses.connections(),
    "link": addresses.link("secret"),
    "queue": addresses.queue(),
    "search": addresses.search(),
    "team": addresses.team("sre"),
    "seen": addresses.seen("launch", 1),
    "members": addresses.members("sre"),
    "differences": addresses.differences("launch", 1, 2),
}


def test_every_address_is_tried() -> None:
    assert set(GIVEN) == {name for name, _ in inspect.getmembers(addresses, inspect.isfunction)}


@pytest.mark.parametrize("name", GIVEN)
def test_each_address_matches_a_route(app: Flask, name: str) -> None:
    address, _, anchor = GIVEN[name].partition("#")
    path = address.partition("?")[0]
    method = "POST" if name.endswith(("seen", "back")) else "GET"
    endpoint, _ = app.url_map.bind("localhost").match(path, method=method)
    assert endpoint in app.view_functions
    assert anchor in ("", "handed", "hygiene.runbook")
