"""The example shows six services in every state, to people with the passwords that it printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.client import strictly, words
from tests.e2e.running import Running, environment_of, running
from tests.e2e.savers import FIELD

pytestmark = pytest.mark.once

PERSON = re.compile(r"^ +(\S+@example\.com) +(\S+) +(\S+): (.*)$", re.MULTILINE)
#: What each service's page says of where it stands.
SERVICES = {
    "checkout": ("It has launched", "Approved", "Waived", "Abandoned"),
    "loyalty-points": ("Approved", "Reopened"),
    "refunds": ("In review", "Security"),
    "search": ("In review", "asked for changes"),
    "recommendations": ("In review", "refused"),
    "gift-card-ledger": ("Being answered", "I don't know"),
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    environment = environment_of(tmp_path_factory.mktemp("demo") / "instance")
    with running("start", "--demo", environment=environment) as installation:
        yield installation


def signed_in(demo: Running, email: str, password: str) -> requests.Session:
    browser = requests.Session()
    form = FIELD.search(browser.get(f"{demo.address}/sign-in").text)
    assert form
    typed = {"email": email, "password": password, "csrf_token": form[1]}
    home = browser.post(f"{demo.address}/sign-in", data=typed)
    assert home.url == f"{demo.address}/"
    return browser


def read(browser: requests.Session, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return words(strictly(answer.text).find("body"))


def test_everybody_signs_in_with_the_password_that_was_printed(demo: Running) -> None:
    people = PERSON.findall(demo.printed)
    assert len(people) == 9
    assert len({password for _, password, _, _ in people}) == 9
    for email, password, name, _ in people:
        with signed_in(demo, email, password) as browser:
            assert f"{name} Your account" in read(browser, f"{demo.address}/")


def test_it_shows_a_service_in_every_state(demo: Running) -> None:
    email, password, _, _ = PERSON.findall(demo.printed)[1]
    with signed_in(demo, email, password) as browser:
        listed = read(browser, f"{demo.address}/services")
        assert "1 to 6 of 6" in listed
        for slug, sentences in SERVICES.items():
            page = read(browser, f"{demo.address}/services/{slug}")
            assert [said for said in sentences if said not in page] == [], page


def test_it_has_handed_work_and_a_card_of_the_launch_day(demo: Running) -> None:
    email, password, _, _ = PERSON.findall(demo.printed)[1]
    with signed_in(demo, email, password) as browser:
        handed = read(browser, f"{demo.address}/reviews/8")
        assert "Handed work" in handed
        assert "“You set up its pipeline" in handed
        card = read(browser, f"{demo.address}/reviews/4/launch-day")
        assert "The card is complete." in card


def test_it_lives_in_a_folder_of_its_own(demo: Running) -> None:
    instance = Path(demo.environment["READINESS_INSTANCE"])
    assert (instance / "demo" / "readiness.db").exists()
    assert not (instance / "readiness.db").exists()
