"""The owner's page shows the links of badges, and anybody elsewhere reads what they tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import start_review

PATH = "/services/checkout/tokens"


@pytest.mark.once
def test_a_link_of_the_page_is_a_picture_that_other_sites_may_show_until_it_is_revoked(
    signed_in: Callable[[Actor], Client],
    client: Client,
    database: Database,
    people: People,
    now: datetime,
) -> None:
    start_review(database, people, now=now)
    alice = signed_in(people.alice)
    form = alice.page(PATH).form(button="Make the token")
    alice.read(form.send(name="README", scopes=["badge:show"]))
    listed = alice.page(PATH)
    found = re.search(r"(/badges/[\w.-]+)\.svg\)", listed.text)
    assert found is not None
    picture = client.get(f"{found[1]}.svg")
    assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
    assert "blocked</text>" in picture.text
    assert picture.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert picture.headers["Cache-Control"] == "no-store"
    assert picture.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    document = client.get(f"{found[1]}.json")
    assert document.get_json()["message"] == "blocked"
    assert document.headers["Cache-Control"] == "no-store"
    listed.form(button="Revoke").send()
    assert client.get(f"{found[1]}.svg").status_code == 404
    assert "/badges/" not in alice.page(PATH).text
