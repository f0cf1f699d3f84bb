"""The calendar of freezes on its pages, and as other programs read it."""

from __future__ import annotations

from collections.abc import Callable

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.applications import Clock
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import start_review


def test_launches_are_frozen_a_service_excepted_and_the_rest_cancelled(
    signed_in: Callable[[Actor], Client],
    client: Client,
    people: People,
    database: Database,
    clock: Clock,
) -> None:
    start_review(database, people, now=clock())
    carol = signed_in(people.carol)
    form = carol.page("/freezes").form(action="/freezes")
    assert "Choose a day." in carol.read(form.send(name="Year's end"), 422).text
    times = {"from_day": "2026-11-23", "from_time": "08:00", "until_day": "2027-01-04"}
    page = carol.follow(form.send({**times, "name": "Year's end", "until_time": "08:00"}))
    assert "until 4 January 2027, 08:00 CET" in page.next_step
    assert "Year's end: launches into production are frozen" in carol.page("/").text
    assert "Launches are frozen until" in signed_in(people.alice).page("/services/checkout").text
    assert "Launches are frozen until" in carol.page("/reviews/1").text
    form = page.form(button="Except it")
    assert "There is no service" in carol.read(form.send(service="x", why="It must."), 422).text
    page = carol.follow(form.send(service="checkout", why="It must."))
    assert "Launches are frozen until" not in carol.page("/services/checkout").text
    page = carol.follow(page.form(button="End it earlier").send(reason="Nobody is away."))
    assert "Nobody is away." in page.text
    assert not page.has_form(button="End it earlier")
    text = carol.page("/freezes").text
    feed = text[text.index("http://localhost/freezes/feed/") :].split()[0]
    answer = client.get(feed.removeprefix("http://localhost"))
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert b"SUMMARY:Freeze: Year's end" in answer.data
    assert client.get("/freezes/feed/x").status_code == 404
