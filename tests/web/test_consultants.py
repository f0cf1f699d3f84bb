"""The page of a review says who consults on it, and lets those who may change that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import start_review

SignedIn = Callable[[Actor], Client]


def test_joining_changing_and_leaving(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    path = f"/reviews/{start_review(database, people, now=now)}"
    eve, carol = signed_in(people.eve), signed_in(people.carol)
    page = eve.follow(eve.page(path).form(button="Consult on it").send())
    assert "You go along with this review." in page.text
    assert "Consultant" in signed_in(people.alice).page(path).text
    form = carol.page(path).form(button="Let them consult")
    page = carol.follow(form.send(person=str(people.bob.person)))
    assert "Bob goes along with this review." in page.text
    page = carol.follow(carol.page(path).form(button="No consultant any more").send())
    assert "This review has no consultant now." in page.text


def test_who_owns_the_service_is_offered_nothing(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    path = f"/reviews/{start_review(database, people, now=now)}"
    alice = signed_in(people.alice)
    page = alice.page(path)
    for button in ("Consult on it", "Let them consult", "No consultant any more"):
        assert not page.has_form(button=button)
    token = page.token
    told = {"csrf_token": token, "person": str(people.bob.person)}
    assert alice.post(f"{path}/consultant", data=told).status_code == 403
    own = {**told, "person": str(people.alice.person)}
    assert (
        "from outside the team" in alice.read(alice.post(f"{path}/consultant", data=own), 422).text
    )
