"""The page of one's own account."""

from collections.abc import Callable

import pytest

from readiness.core.rights import Actor
from tests.client import Client
from tests.factories.people import PASSWORD, People

SignedIn = Callable[[Actor], Client]
CHANGE = {"old": PASSWORD, "password": "another long road", "again": "another long road"}


def test_name_and_time_zone_are_saved(people: People, signed_in: SignedIn) -> None:
    bob = signed_in(people.bob)
    form = bob.page("/account").form(button="Save")
    page = bob.follow(form.send(name="Robert", time_zone="Asia/Tokyo"))
    assert page.form(button="Save").values["time_zone"] == ["Asia/Tokyo"]
    assert "Robert" in page.text


def test_a_new_password_signs_every_other_browser_out(people: People, signed_in: SignedIn) -> None:
    here, there = signed_in(people.bob), signed_in(people.bob)
    page = here.follow(here.page("/account").form(button="Change the password").send(CHANGE))
    assert "Your password is changed." in page.text
    assert there.get("/account").status_code == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"old": "wrong"}, "This is not your password."),
        ({"again": "something else"}, "The two are not the same."),
        ({"password": "Password 1234", "again": "Password 1234"}, "first passwords"),
        ({"password": "bob@example.com", "again": "bob@example.com"}, "something else"),
    ],
)
def test_a_password_that_cannot_be_is_told(
    people: People, signed_in: SignedIn, changes: dict[str, str], words: str
) -> None:
    bob = signed_in(people.bob)
    form = bob.page("/account").form(button="Change the password")
    page = bob.read(form.send({**CHANGE, **changes}), status=422)
    assert words in page.text
    assert PASSWORD not in page.response.text


def test_guessing_the_old_password_is_slowed_down(people: People, signed_in: SignedIn) -> None:
    bob = signed_in(people.bob)
    form = bob.page("/account").form(button="Change the password")
    for _ in range(10):
        form.send({**CHANGE, "old": "wrong"})
    assert form.send(CHANGE).status_code == 429
