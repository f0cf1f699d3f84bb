"""The page that plans a review for another day."""

from collections.abc import Callable
from datetime import datetime

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import start_review

Browser = Callable[[Actor], Client]


def test_out_of_reach_leads_to_another_day(
    signed_in: Browser, people: People, database: Database, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    client = signed_in(people.alice)
    page = client.page(f"/reviews/{review}")
    assert "Out of reach" in page.text
    assert f"/reviews/{review}/plan" in page.links()
    form = client.page(f"/reviews/{review}/plan").form(action="/plan")
    assert form.values["day"] == "2026-12-07"
    refused = client.read(form.send(day="2026-11-01"), 422)
    assert "has to be in the future" in refused.text
    assert refused.form(action="/plan").values["day"] == "2026-11-01"
    assert form.send(day="2026-12-18").location == f"/reviews/{review}"
    assert "18 December 2026" in client.page(f"/reviews/{review}").text
    assert f"/reviews/{review}/plan" not in signed_in(people.eve).page(f"/reviews/{review}").links()
