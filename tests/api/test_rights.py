"""No route of the API is open by mistake."""

from __future__ import annotations

import pytest
from flask import Flask

from readiness.api.app import create_api
from readiness.api.rights import ATTRIBUTE
from readiness.core.rights import RIGHTS
from readiness.store.engine import open_database
from tests.factories.gate import NOW

pytestmark = pytest.mark.once


@pytest.fixture
def api() -> Flask:
    return create_api(open_database("sqlite://"), lambda: NOW)


def test_every_route_declares_an_action(api: Flask) -> None:
    silent = [
        rule.rule
        for rule in api.url_map.iter_rules()
        if getattr(api.view_functions[rule.endpoint], ATTRIBUTE, None) not in RIGHTS
    ]
    assert silent == []


def test_a_route_that_declares_none_is_closed(api: Flask) -> None:
    api.add_url_rule("/api/v1/open", view_func=lambda: "come in")
    assert api.test_client().get("/api/v1/open").status_code == 403


def test_a_fault_in_our_code_tells_nothing_of_itself(api: Flask) -> None:
    def broken() -> str:
        raise RuntimeError("the secret is x")

    setattr(broken, ATTRIBUTE, next(iter(RIGHTS)))
    api.add_url_rule("/api/v1/broken", view_func=broken)
    answer = api.test_client().get("/api/v1/broken")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "secret" not in answer.text
