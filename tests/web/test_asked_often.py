"""The page of what is asked about often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from readiness.core.facts import from_plain
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import comments, services, starting
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import FACTS, done, start_review
from tests.factories.signing import MINUTES

OFTEN = "/checklists/asked-often"


def test_it_is_read_copied_and_put_away(
    signed_in: Callable[[Actor], Client], database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    carol = signed_in(people.carol)
    assert "Nothing is asked about often" in carol.page(OFTEN).text
    reviews = [review]
    for name in ("Cart", "Stock"):
        named = {"team": "payments", "facts": from_plain(FACTS), "by": people.alice}
        done(database, now, services.create, name, **named)
        later = {"environment": "production", "planned_at": now + timedelta(days=14)}
        made = done(database, now, starting.start, name.lower(), by=people.alice, **later)
        reviews.append(made.id)
    for each in reviews:
        said = {"question": MINUTES, "by": people.alice}
        done(database, now, comments.comment, each, "Whose minutes?", **said)
    assert OFTEN in carol.page("/checklists").links()
    assert "Asked often" in carol.page("/").text
    page = carol.page(OFTEN)
    assert "Asked about in 3 services" in page.text
    assert f"- id: {MINUTES}" in page.text
    assert "Whose minutes?Cart · Nobody has answered yet" in page.text
    page.form(button="I have seen it: Is deployment.minutes in order?").send()
    assert "You have seen everything that is asked about often." in carol.page(OFTEN).next_step
    assert "Asked often" not in carol.page("/").text
    assert not signed_in(people.alice).page(OFTEN).has_form(button="I have seen it")
