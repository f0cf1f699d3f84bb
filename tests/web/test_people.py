"""The administrator invites people and manages them; nobody else does."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from tests.client import Client
from tests.factories.people import PASSWORD, People

SignedIn = Callable[[Actor], Client]
NEW = "dora@example.com"
ACCEPT = {
    "name": "Dora Dach",
    "password": PASSWORD,
    "again": PASSWORD,
    "time_zone": "Europe/Vienna",
}


def invited(ada: Client, email: str = NEW, **chosen: list[str]) -> str:
    """Return the path of the link that the page shows."""
    form = ada.page("/admin/people/invite").form(button="Make the link")
    return shown(ada, ada.read(form.send({"email": email, **chosen})).response.text)


def shown(ada: Client, html: str) -> str:
    start = html.index("http://localhost/links/")
    return html[start : html.index("<", start)].removeprefix("http://localhost")


def test_somebody_invited_comes_in_with_teams_and_roles(
    people: People, signed_in: SignedIn, client: Client
) -> None:
    link = invited(signed_in(people.ada), teams=["sre", "launch"], roles=["auditor"])
    page = client.page(link)
    assert NEW in page.text
    answer = page.form(button="Create the account").send(ACCEPT)
    assert (answer.status_code, answer.location) == (302, "/")
    account = client.page("/account").text
    assert "Launch coordination, SRE" in account
    assert "auditor" in account


def test_a_used_link_says_so(people: People, signed_in: SignedIn, client: Client) -> None:
    link = invited(signed_in(people.ada))
    form = client.page(link).form(button="Create the account")
    form.send(ACCEPT)
    client.delete_cookie("readiness")
    assert "does not work" in client.page(link, status=404).text


def test_looking_at_a_link_does_not_use_it(
    people: People, signed_in: SignedIn, client: Client
) -> None:
    link = invited(signed_in(people.ada))
    for _ in range(3):
        client.page(link)
    answer = client.page(link).form(button="Create the account").send(ACCEPT)
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"again": "something else"}, "The two are not the same."),
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"name": "  "}, "Write your name"),
    ],
)
def test_a_link_stays_good_after_a_mistake(
    people: People, signed_in: SignedIn, client: Client, changes: dict[str, str], words: str
) -> None:
    link = invited(signed_in(people.ada))
    form = client.page(link).form(button="Create the account")
    page = client.read(form.send({**ACCEPT, **changes}), status=422)
    assert words in page.text
    assert page.form(button="Create the account").send(ACCEPT).status_code == 302


def test_an_address_that_has_an_account_is_not_invited(people: People, signed_in: SignedIn) -> None:
    ada = signed_in(people.ada)
    form = ada.page("/admin/people/invite").form(button="Make the link")
    page = ada.read(form.send(email="bob@example.com"), status=422)
    assert "There is an account with this address." in page.text
    assert page.form(button="Make the link").values["email"] == "bob@example.com"


def test_an_invitation_is_withdrawn(people: People, signed_in: SignedIn, client: Client) -> None:
    ada = signed_in(people.ada)
    link = invited(ada)
    page = ada.follow(ada.page("/admin/people").form(button="Withdraw").send())
    assert NEW not in page.text
    client.page(link, status=404)


def test_a_new_password_is_set_through_a_link(
    people: People, signed_in: SignedIn, client: Client
) -> None:
    ada, bob = signed_in(people.ada), signed_in(people.bob)
    page = ada.page(f"/admin/people/{people.bob.person}")
    link = shown(ada, ada.read(page.form(button="New password link").send()).response.text)
    form = client.page(link).form(button="Set the password")
    answer = form.send(password="another long road", again="another long road")
    assert answer.status_code == 302
    assert bob.get("/account").status_code == 302
    assert "bob@example.com" in client.page("/account").text


def test_a_second_account_belongs_to_the_same_person(
    people: People, signed_in: SignedIn, client: Client
) -> None:
    ada = signed_in(people.ada)
    form = ada.page(f"/admin/people/{people.bob.person}").form(button="Make the link")
    link = shown(ada, ada.read(form.send(email="bob@home.example")).response.text)
    page = client.page(link)
    page.form(button="Create the account").send(password=PASSWORD, again=PASSWORD)
    assert "TeamsSRE" in client.page("/account").text
    assert "bob@home.example" in ada.page(f"/admin/people/{people.bob.person}").text


def test_roles_are_given_and_taken_back(people: People, signed_in: SignedIn) -> None:
    ada = signed_in(people.ada)
    page = ada.page(f"/admin/people/{people.bob.person}")
    page = ada.follow(page.form(button="Make auditor").send())
    assert "The role is given." in page.text
    page = ada.follow(page.form(button="Take back auditor").send())
    assert page.has_form(button="Make auditor")


def test_the_last_administrator_stays(people: People, signed_in: SignedIn) -> None:
    ada = signed_in(people.ada)
    page = ada.page(f"/admin/people/{people.ada.person}")
    for button in ("Deactivate", "Take back administrator"):
        answer = ada.read(page.form(button=button).send(), status=409)
        assert "This is the last administrator." in answer.text


def test_an_account_is_deactivated_and_reactivated(people: People, signed_in: SignedIn) -> None:
    ada, bob = signed_in(people.ada), signed_in(people.bob)
    page = ada.page(f"/admin/people/{people.bob.person}")
    page = ada.follow(page.form(button="Deactivate").send())
    assert bob.get("/account").status_code == 302
    page = ada.follow(page.form(button="Reactivate").send())
    assert page.has_form(button="Deactivate")
    assert bob.get("/account").status_code == 302


def test_an_account_is_reached_through_its_person_only(people: People, signed_in: SignedIn) -> None:
    ada = signed_in(people.ada)
    token = ada.page("/admin/teams").form(button="Create the team").values["csrf_token"]
    path = f"/admin/people/{people.eve.person}/accounts/{people.bob.account}/deactivate"
    ada.read(ada.post(path, data={"csrf_token": token}), status=404)


def test_only_administrators_manage_people(people: People, signed_in: SignedIn) -> None:
    paths = [
        "/admin/people",
        "/admin/people/invite",
        f"/admin/people/{people.eve.person}",
        "/admin/teams",
        "/admin/teams/sre",
        "/admin/tokens",
    ]
    for who in (people.alice, people.bob, people.carol, people.eve):
        other = signed_in(who)
        token = other.page("/account").token
        for path in paths:
            assert "You may not" in other.page(path, status=403).text
        for path in posts(people):
            answer = other.post(path, data={"csrf_token": token, "role": "administrator"})
            assert answer.status_code == 403, path


def posts(people: People) -> list[str]:
    eve = f"/admin/people/{people.eve.person}"
    account = f"{eve}/accounts/{people.eve.account}"
    return [
        "/admin/people/invite",
        "/admin/people/invitations/1/withdraw",
        f"{eve}/roles/grant",
        f"{eve}/roles/revoke",
        f"{eve}/accounts",
        f"{account}/reset",
        f"{account}/deactivate",
        f"{account}/reactivate",
        "/admin/teams",
        "/admin/teams/sre/members",
        f"/admin/teams/sre/members/{people.bob.person}/remove",
        "/admin/tokens",
        "/admin/tokens/1/revoke",
    ]


def test_no_name_or_address_reaches_the_ledger(
    people: People, signed_in: SignedIn, client: Client, database: Database
) -> None:
    link = invited(signed_in(people.ada))
    client.page(link).form(button="Create the account").send(ACCEPT)
    profile = client.page("/account").form(button="Save")
    profile.send(name="Dora Dachs")
    with database.reading() as session:
        told = " ".join(session.scalars(select(LedgerEntry.body)))
    assert "profile.changed" in told
    for private in ("dora", "Dach", "example.com", link.rpartition("/")[2]):
        assert private not in told
