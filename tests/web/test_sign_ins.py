"""Signing in at the page: by the right password only, with a new cookie, and back to where one was."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.store.sign_ins import SignIn
from readiness.usecases import accounts, transaction
from tests.applications import Clock
from tests.client import Client
from tests.factories.people import PASSWORD, People

SignedIn = Callable[[Actor], Client]
BOB = {"email": "bob@example.com", "password": PASSWORD}


def sign_in(client: Client, **changes: str) -> Client:
    client.page("/sign-in").form(button="Sign in").send({**BOB, **changes})
    return client


def test_the_right_password_signs_in(people: People, client: Client) -> None:
    answer = client.page("/sign-in").form(button="Sign in").send(BOB)
    assert (answer.status_code, answer.location) == (302, "/")
    assert "bob@example.com" in client.page("/account").text


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("bob@example.com", "a long and winding roar"),
        ("nobody@example.com", PASSWORD),
        ("bob@example.com' or 1=1 --", PASSWORD),
    ],
)
def test_anything_else_is_told_the_same(
    people: People, client: Client, email: str, password: str
) -> None:
    form = client.page("/sign-in").form(button="Sign in")
    page = client.read(form.send(email=email, password=password), status=422)
    assert "The e-mail address or the password is wrong." in page.text
    assert client.get("/account").status_code == 302


def test_there_is_no_default_password(client: Client, database: Database) -> None:
    for email in ("admin", "admin@example.com", "root@localhost"):
        assert sign_in(client, email=email, password="admin").get("/account").status_code == 302


def test_the_cookie_and_the_form_token_change_at_sign_in(people: People, client: Client) -> None:
    before = client.page("/sign-in").form(button="Sign in").values
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    sign_in(client)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        first = cookie["_user_id"]
    answer = client.post("/sign-out", data={"csrf_token": before["csrf_token"]})
    assert answer.status_code == 400
    with client.session_transaction() as cookie:
        cookie["_user_id"] = ""
    sign_in(client)
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] not in ("", first)


def test_signing_in_anew_ends_the_sign_in_of_that_browser(
    people: People, client: Client, database: Database, clock: Clock
) -> None:
    sign_in(client)
    token = client.page("/account").token
    client.post("/sign-in", data={**BOB, "email": "eve@example.com", "csrf_token": token})
    assert "eve@example.com" in client.page("/account").text
    with database.reading() as session:
        standing = select(func.count(SignIn.id)).where(SignIn.ends_at > clock())
        assert session.scalar(standing) == 1


def test_signing_out_ends_it_on_the_server(people: People, client: Client) -> None:
    sign_in(client)
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    answer = client.page("/account").form(button="Sign out").send()
    assert answer.location == "/sign-in"
    with client.session_transaction() as cookie:
        cookie.update(kept)
    assert client.get("/account").status_code == 302


def test_a_deactivated_person_is_out_at_once(
    people: People, signed_in: SignedIn, database: Database, clock: Clock
) -> None:
    bob = signed_in(people.bob)
    assert bob.get("/account").status_code == 200
    assert people.bob.account
    with database.writing() as session:
        accounts.deactivate(session, people.bob.account, by=people.ada, now=clock())
        transaction.commit(session, now=clock())
    assert bob.get("/account").status_code == 302


def test_a_sign_in_ends_after_its_days(people: People, signed_in: SignedIn, clock: Clock) -> None:
    bob = signed_in(people.bob)
    clock.forward(days=13, hours=23)
    assert bob.get("/account").status_code == 200
    clock.forward(hours=1)
    assert bob.get("/account").status_code == 302


def test_one_comes_back_to_where_one_wanted_to_go(people: People, client: Client) -> None:
    client.get("/admin/tokens?sort=name")
    answer = client.page("/sign-in").form(button="Sign in").send(BOB)
    assert answer.location == "/admin/tokens?sort=name"


@pytest.mark.parametrize("path", ["//evil.example/account", "/https://evil.example", "/\\evil"])
def test_nobody_is_led_to_another_site(people: People, client: Client, path: str) -> None:
    client.get(path)
    client.get("/account?next=https://evil.example")
    answer = client.page("/sign-in?next=https://evil.example").form(button="Sign in").send(BOB)
    assert answer.location.startswith("/account?")


def test_who_is_signed_in_needs_no_sign_in_page(people: People, signed_in: SignedIn) -> None:
    answer = signed_in(people.bob).get("/sign-in")
    assert (answer.status_code, answer.location) == (302, "/")


def test_guessing_is_slowed_down_for_an_account(people: People, client: Client) -> None:
    for _ in range(10):
        sign_in(client, password="wrong")
    form = client.page("/sign-in").form(button="Sign in")
    assert "tried too often" in client.read(form.send(BOB), status=429).text
    other = client.page("/sign-in").form(button="Sign in").send(BOB, email="eve@example.com")
    assert other.status_code == 302


def test_guessing_is_slowed_down_for_an_address(people: People, client: Client) -> None:
    for number in range(50):
        sign_in(client, email=f"nobody{number}@example.com")
    assert client.page("/sign-in").form(button="Sign in").send(BOB).status_code == 429


def test_signing_in_rightly_is_never_too_often(people: People, client: Client) -> None:
    token = client.page("/sign-in").form(button="Sign in").values["csrf_token"]
    for _ in range(12):
        answer = client.post("/sign-in", data={**BOB, "csrf_token": token})
        assert answer.status_code == 302
        token = client.page("/account").token


def test_sign_ins_and_outs_are_in_the_ledger_and_failures_are_not(
    people: People, client: Client, database: Database
) -> None:
    sign_in(client, password="wrong")
    sign_in(client).page("/account").form(button="Sign out").send()
    with database.reading() as session:
        query = select(LedgerEntry.event).where(LedgerEntry.event.like("sign_in.%"))
        found = session.scalars(query.order_by(LedgerEntry.seq)).all()
    assert found == ["sign_in.started", "sign_in.ended"]
