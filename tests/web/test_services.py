"""Services are listed, shown, created and described by those who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.facts import Facts
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.services import service_by_slug
from readiness.usecases import services
from tests.client import Client, Page
from tests.factories.people import People
from tests.factories.reviews import approved_review, done, reviewers, start_review

SignedIn = Callable[[Actor], Client]
SCRIPT = "<script>alert(1)</script>"


def create(client: Client, **values: object) -> Page:
    form = client.page("/services/new").form(button="Create the service")
    return client.follow(form.send({"name": "Checkout", **values}))


def test_without_a_service_the_list_says_how_to_fill_it(
    signed_in: SignedIn, people: People
) -> None:
    assert "/services/new" in signed_in(people.alice).page("/services").links()
    eve = signed_in(people.eve).page("/services")
    assert "/services/new" not in eve.links()
    assert "No service yet" in eve.text


def test_a_service_is_created_and_what_is_not_known_stays_unknown(
    signed_in: SignedIn, people: People, database: Database
) -> None:
    page = create(signed_in(people.alice), fact_tier="1", fact_public="yes", description="Pays")
    assert page.next_step.startswith("No launch review was started yet.")
    assert page.text.count("No launch review") == 2  # not again for each environment
    assert "Sensitive dataI don't know" in page.text
    with database.reading() as session:
        found = service_by_slug(session, "checkout")
        assert found is not None
        assert (found.facts["tier"], found.facts["public"], found.facts["data"]) == (1, True, None)


def test_none_of_these_is_known(signed_in: SignedIn, people: People, database: Database) -> None:
    create(signed_in(people.alice), fact_data=["none"], fact_ai="no")
    with database.reading() as session:
        found = service_by_slug(session, "checkout")
        assert found is not None
        assert (found.facts["data"], found.facts["ai"]) == ([], False)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Write the service's name."),
        ({"name": "x" * 101}, "longer than 100"),
        ({"name": "!!!"}, "at least one letter or digit"),
        ({"name": "new"}, "choose another name"),
        ({"description": "x" * 501}, "longer than 500"),
        ({"team": "sre"}, "Not a valid choice"),
        ({"fact_tier": "9"}, "Not a valid choice"),
        ({"fact_public": "perhaps"}, "Not a valid choice"),
        ({"fact_data": []}, "Tick what applies"),
        ({"fact_data": ["personal", "unknown"]}, "Untick"),
        ({"fact_data": ["gone"]}, "not a valid choice"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    signed_in: SignedIn,
    people: People,
    database: Database,
    values: dict[str, object],
    sentence: str,
) -> None:
    alice = signed_in(people.alice)
    form = alice.page("/services/new").form(button="Create the service")
    given = {"name": "Kept", "description": "Also kept", "fact_stores_data": "yes", **values}
    page = alice.read(form.send(given), 422)
    assert "The service was not created." in page.text
    assert sentence in page.text
    again = page.form(button="Create the service").values
    assert again["name"] == given["name"]
    assert again["description"].strip() == given["description"]
    assert again["fact_stores_data"] == ["yes"]
    with database.reading() as session:
        assert services.every(session, by=people.eve) == []


def test_who_may_create_for_no_team_is_told(signed_in: SignedIn, people: People) -> None:
    page = signed_in(people.eve).page("/services/new")
    assert "You belong to no team that could own a service." in page.next_step
    assert not [form for form in page.forms() if "Create the service" in form.buttons]


def test_the_list_keeps_its_filters_in_the_address(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    approved_review(database, people, reviewers(database, people, now), now=now)
    alice = signed_in(people.alice)
    page = alice.page("/services?q=check&verdict=approved&sort=-score&tier=2&mine=1")
    assert "Checkout" in page.text
    assert "100/100" in page.text
    assert "until the gate closes" in page.text
    sorted_up = "/services?q=check&verdict=approved&tier=2&mine=1&sort=score"
    assert sorted_up in page.links()
    assert "Nothing matches" in alice.page("/services?verdict=blocked").text
    odd = "/services?verdict=x&stage=y&tier=z&sort=--name&page=zero&q=%00"
    assert "Checkout" in alice.page(odd).text


def test_the_page_says_why_and_what_is_next(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    page = signed_in(people.alice).page("/services/checkout")
    assert page.next_step == "5 questions are still open. Answer them"
    assert "things stand between Checkout and its launch into production." in page.text
    assert f"/reviews/{review}/gates/sre" in page.links()
    assert "gate.py checkout --environment production --server http://localhost" in page.text
    assert "http://localhost/api/v1/gate/checkout?environment=production" in page.text
    assert {"/services/checkout/facts", "/services/checkout/tokens"} <= set(page.links())


def test_nobody_is_shown_a_button_that_would_be_refused(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    start_review(database, people, now=now)
    links = set(signed_in(people.eve).page("/services/checkout").links())
    assert not links & {
        "/services/checkout/facts",
        "/services/checkout/tokens",
        "/services/checkout/reviews/new",
    }


def test_facts_are_changed_and_reviews_keep_theirs(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    start_review(database, people, now=now)
    alice = signed_in(people.alice)
    page = alice.page("/services/checkout/facts")
    assert page.next_step.startswith("A review runs: it keeps the facts")
    form = page.form(button="Save the facts")
    assert (form.values["fact_tier"], form.values["fact_data"]) == (["2"], ["none"])
    shown = alice.follow(form.send(fact_data=["personal", "cards"], fact_public="unknown"))
    assert "Personal data, Payment card data" in shown.text
    assert "Changed since" in shown.text
    again = alice.page("/services/checkout/facts").form(button="Save the facts")
    refused = alice.read(again.send(fact_data=["none", "cards"]), 422)
    assert "The facts were not saved." in refused.text


@pytest.mark.parametrize("who", ["bob", "ada", "eve"])
def test_only_owners_and_coordinators_change_facts(
    signed_in: SignedIn, database: Database, people: People, now: datetime, who: str
) -> None:
    start_review(database, people, now=now)
    other = signed_in(getattr(people, who))
    other.page("/services/checkout/facts", 403)
    token = other.page("/").form(button="Sign out").values["csrf_token"]
    path = "/services/checkout/facts"
    other.read(other.post(path, data={"csrf_token": token, "fact_tier": "3"}), 403)
    signed_in(people.carol).page("/services/checkout/facts")


@pytest.mark.parametrize("rest", ["", "/facts", "/reviews/new"])
def test_an_unknown_service_is_not_found(signed_in: SignedIn, people: People, rest: str) -> None:
    page = signed_in(people.alice).page(f"/services/gone{rest}", 404)
    assert "There is no service gone." in page.text


def test_what_people_type_is_text(
    signed_in: SignedIn, database: Database, people: People, now: datetime
) -> None:
    alice = signed_in(people.alice)
    form = alice.page("/services/new").form(button="Create the service")
    page = alice.follow(form.send(name=f"A {SCRIPT}", description=SCRIPT))
    for path in ("/", "/services", page.path, f"{page.path}/facts", "/ledger"):
        assert SCRIPT not in alice.page(path).response.text
    assert f"A {SCRIPT}" in page.text
    assert SCRIPT not in alice.page("/services", 200).response.text
    done(
        database,
        now,
        services.change_facts,
        "a-script-alert-1-script",
        Facts({"tier": 3}),
        by=people.alice,
    )
    assert SCRIPT not in alice.get("/services?q=" + SCRIPT).text
