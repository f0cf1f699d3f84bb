"""Every page stands in one table with what it is for, and what does not stand there is denied."""

import pytest
from flask import Flask

from readiness.core.rights import RIGHTS, Action, Standing
from readiness.web.late_pages import load, view_of
from readiness.web.routes import ACTIONS, ROUTES
from tests.client import Client


def test_every_page_of_the_table_is_there() -> None:
    load(ROUTES)
    assert all(callable(view_of(page.view)) for page in ROUTES)


def test_no_view_answers_at_two_addresses() -> None:
    assert len(ACTIONS) == len(ROUTES)


def test_every_address_is_of_the_table(app: Flask) -> None:
    known = {"static", *ACTIONS}
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == known
    assert set(app.view_functions) == known


def test_a_page_outside_of_the_table_is_closed(app: Flask, client: Client) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open")
    page = client.page("/forgotten", status=403)
    assert "This page is closed." in page.text


def is_closed(endpoint: str) -> bool:
    return endpoint != "static" and Standing.ANYBODY not in RIGHTS[ACTIONS[endpoint]]


def test_pages_for_the_signed_in_send_strangers_to_the_sign_in(app: Flask, client: Client) -> None:
    closed = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and is_closed(rule.endpoint)
    ]
    assert "/admin/people" in closed
    for path in closed:
        answer = client.get(path)
        assert (answer.status_code, answer.location) == (302, "/sign-in"), path


@pytest.mark.parametrize("action", [Action.ASK_GATE, Action.REPORT_DEPLOYMENT])
def test_no_page_does_what_only_tokens_may(action: Action) -> None:
    assert action not in ACTIONS.values()


def test_only_what_a_mail_program_sends_needs_no_token_of_a_form(app: Flask) -> None:
    free = [page.view for page in ROUTES if not page.has_token]
    assert free == ["preferences.switch_off"]
    names = {(view.__module__, view.__name__) for view in app.view_functions.values()}
    assert len(names) == len(app.view_functions), "an exemption would count for others as well"
