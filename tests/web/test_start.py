"""The first administrator comes in through a one-time link."""

from datetime import datetime

from readiness.store.engine import Database
from readiness.usecases import transaction
from readiness.usecases.invitations import first_link
from tests.applications import Clock
from tests.client import Client

FIRST = {
    "email": "Ada@Example.com",
    "name": "Ada",
    "password": "a long and winding road",
    "again": "a long and winding road",
    "time_zone": "Europe/Berlin",
}


def link(database: Database, now: datetime) -> str:
    with database.writing() as session:
        secret = first_link(session, now=now)
        transaction.commit(session, now=now)
    assert secret is not None
    return f"/links/{secret}"


def test_the_first_link_makes_an_administrator_who_is_signed_in(
    client: Client, database: Database, clock: Clock
) -> None:
    page = client.page(link(database, clock()))
    answer = page.form(button="Create the account").send(FIRST)
    assert (answer.status_code, answer.location) == (302, "/")
    assert "You are alone here" in client.page("/admin/people").next_step


def test_a_link_that_is_used_and_one_that_never_was_are_told_alike(
    client: Client, database: Database, clock: Clock
) -> None:
    used = link(database, clock())
    client.page(used).form(button="Create the account").send(FIRST)
    told = [client.page(path, status=404).text for path in (used, "/links/never")]
    assert "Ask an administrator for a new one." in told[0]
    assert told[0] == told[1]
