"""Every page says what it is for, and what is not said is denied."""

import pytest
from flask import Flask

from readiness.core.rights import RIGHTS, Action, Standing
from readiness.web.declares import declared
from tests.client import Client


def test_every_page_declares_an_action(app: Flask) -> None:
    with app.app_context():
        silent = [name for name in app.view_functions if name != "static" and not declared(name)]
    assert silent == []


def test_a_page_that_declares_nothing_is_closed(app: Flask, client: Client) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open")
    page = client.page("/forgotten", status=403)
    assert "This page is closed." in page.text


def test_pages_for_the_signed_in_send_strangers_to_the_sign_in(app: Flask, client: Client) -> None:
    with app.app_context():
        closed = [
            rule.rule
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and not rule.arguments and is_closed(rule.endpoint)
        ]
    assert "/admin/people" in closed
    for path in closed:
        answer = client.get(path)
        assert (answer.status_code, answer.location) == (302, "/sign-in"), path


def is_closed(endpoint: str) -> bool:
    action = None if endpoint == "static" else declared(endpoint)
    return action is not None and Standing.ANYBODY not in RIGHTS[action]


@pytest.mark.parametrize("action", [Action.ASK_GATE, Action.REPORT_DEPLOYMENT])
def test_no_page_does_what_only_tokens_may(app: Flask, action: Action) -> None:
    with app.app_context():
        assert action not in {declared(name) for name in app.view_functions if name != "static"}
