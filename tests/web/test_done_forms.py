"""A form that is sent twice, by a double click or after a lost answer, has one effect."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from readiness.core.rights import Actor
from readiness.store.done_forms import DoneForm
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.usecases import done_forms
from tests.client import Client, Form
from tests.factories.people import People
from tests.factories.reviews import answer, answer_everything, start_review, submit_all

Browser = Callable[[Actor], Client]
SAID = "This was already done."
FIVE: dict[str, object] = {"choice": "given", "reason": "", "number": "4"}


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    """A review that was sent, with an edit that was not."""
    started = start_review(database, people, now=now)
    answer_everything(database, started, by=people.alice, now=now)
    submit_all(database, started, by=people.alice, now=now)
    answer(database, started, "deployment.minutes", FIVE, by=people.alice, now=now)
    return started


def entries(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(LedgerEntry)) or 0


def notes(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(DoneForm)) or 0


def form(client: Client, path: str, button: str) -> Form:
    return client.page(path).form(button=button)


@pytest.mark.parametrize(
    ("who", "path", "button", "typed"),
    [
        ("alice", "/reviews/{}/send", "Send to SRE and Launch", {}),
        ("bob", "/reviews/{}/gates/sre", "Comment", {"body": "Looks fine."}),
        ("bob", "/reviews/{}/gates/sre", "Record my vote", {"choice": "approve"}),
        (
            "alice",
            "/reviews/{}/action-items/new",
            "Add it",
            {"title": "Rehearse", "due_on": "2026-12-01", "when": "after", "owner": "1"},
        ),
        (
            "alice",
            "/services/checkout/tokens",
            "Make the token",
            {"name": "pipeline"},
        ),
        (
            "ada",
            "/admin/people/invite",
            "Make the link",
            {"email": "nina@example.com"},
        ),
    ],
)
def test_a_form_that_is_sent_twice_has_one_effect(
    signed_in: Browser,
    database: Database,
    people: People,
    review: int,
    who: str,
    path: str,
    button: str,
    typed: dict[str, Any],
) -> None:
    client = signed_in(getattr(people, who))
    found = form(client, path.format(review), button)
    assert found.send(typed).status_code in (200, 201, 302)
    done = entries(database)
    again = found.send(typed)
    assert (entries(database), again.status_code) == (done, 302)
    assert SAID in client.follow(again).text
    assert notes(database) == 1


def test_the_same_form_with_another_text_is_a_new_one(
    signed_in: Browser, database: Database, people: People, review: int
) -> None:
    client = signed_in(people.bob)
    found = form(client, f"/reviews/{review}/gates/sre", "Comment")
    before = entries(database)
    for text in ("First.", "First.", "Second.", "Second."):
        page = client.follow(found.send(body=text))
    assert entries(database) - before == 2
    assert "First." in page.text
    assert "Second." in page.text
    assert notes(database) == 1


def test_what_was_chosen_changed_and_chosen_again_counts_each_time(
    signed_in: Browser, database: Database, people: People
) -> None:
    client = signed_in(people.alice)
    found = client.page("/account").form(action="/account")
    done, said = entries(database), []
    for zone in ("Europe/Berlin", "Europe/Paris", "Europe/Berlin", "Europe/Berlin"):
        said.append(SAID in client.follow(found.send(time_zone=zone)).text)
    assert said == [False, False, False, True]
    now = client.page("/account").form(action="/account")
    assert now.values["time_zone"] == ["Europe/Berlin"]
    assert entries(database) == done + 3


def test_what_is_refused_is_not_done_and_can_be_sent_again(
    signed_in: Browser, database: Database, people: People, review: int
) -> None:
    client = signed_in(people.bob)
    found = form(client, f"/reviews/{review}/gates/sre", "Comment")
    for _ in range(2):
        client.read(found.send(body=" "), 422)
    assert notes(database) == 0


def test_it_leads_back_to_the_page_that_the_form_was_on(
    signed_in: Browser, people: People, review: int
) -> None:
    client = signed_in(people.bob)
    found = form(client, f"/reviews/{review}/gates/sre", "Comment")
    values = {**found.values, "body": "Looks fine."}

    def sent(referrer: str) -> str:
        return client.post(found.action, data=values, headers={"Referer": referrer}).location

    here = f"/reviews/{review}/gates/sre"
    sent("")
    assert sent(f"http://localhost{here}?all=1") == f"{here}?all=1"
    nearest = [
        sent(f"http://localhost{found.action}"),
        sent("https://evil.example/reviews"),
        sent(""),
    ]
    assert nearest == [here] * 3


def test_another_person_is_not_told_what_somebody_did(
    signed_in: Browser, database: Database, people: People, review: int
) -> None:
    found = form(signed_in(people.bob), f"/reviews/{review}/gates/sre", "Comment")
    found.send(body="Fine.")
    client = signed_in(people.alice)
    mine = form(client, f"/reviews/{review}/gates/sre", "Comment")
    both = {**found.values, "csrf_token": mine.values["csrf_token"], "body": "Fine."}
    assert SAID not in client.follow(client.post(found.action, data=both)).text
    assert notes(database) == 2


def test_after_a_lost_answer_the_same_request_does_nothing_more(
    app: Flask, signed_in: Browser, database: Database, people: People, review: int
) -> None:
    """The server ends between its commit and its answer, and the browser sends it again."""
    client = signed_in(people.bob)
    found = form(client, f"/reviews/{review}/gates/sre", "Comment")
    dies = [True]

    inner = app.wsgi_app

    def dying(environ: Any, start: Any) -> Any:
        answered = inner(environ, start)
        if dies and dies.pop():
            raise ConnectionError("The server is gone.")
        return answered

    app.wsgi_app = dying  # type: ignore[assignment, method-assign]
    with pytest.raises(ConnectionError):
        found.send(body="Looks fine.")
    done = entries(database)
    assert SAID in client.follow(found.send(body="Looks fine.")).text
    assert entries(database) == done


def test_an_answer_that_saves_itself_carries_and_leaves_no_such_note(
    signed_in: Browser, database: Database, people: People, now: datetime
) -> None:
    started = start_review(database, people, now=now)
    client = signed_in(people.alice)
    page = client.page(f"/reviews/{started}/areas/deployment")
    found = page.form(action="/deployment.rollback/answer")
    found.send(choice="yes")
    assert "once" not in found.values
    assert notes(database) == 0
    posts = [each for each in page.forms() if each.method == "post"]
    kept = {"/answer", "sign-out"}
    assert {each.action for each in posts if "once" not in each.values} == {
        each.action for each in posts if each.action.endswith(tuple(kept))
    }


def test_two_at_the_same_moment_have_one_effect_and_both_are_answered(
    signed_in: Browser, database: Database, people: People, review: int
) -> None:
    clients = [signed_in(people.alice) for _ in range(2)]
    found = form(clients[0], f"/reviews/{review}/send", "Send to SRE and Launch")
    tokens = [
        form(each, f"/reviews/{review}/send", "Send to SRE and Launch").values["csrf_token"]
        for each in clients
    ]
    ready, done = Barrier(2), entries(database)

    def send(at: int) -> TestResponse:
        ready.wait()
        return clients[at].post(found.action, data={**found.values, "csrf_token": tokens[at]})

    with ThreadPoolExecutor(2) as pool:
        answers = [*pool.map(send, range(2))]
    assert [each.status_code for each in answers] == [302, 302]
    pages = [each.follow(one).text for each, one in zip(clients, answers, strict=True)]
    assert sorted(SAID in each for each in pages) == [False, True]
    assert entries(database) == done + 2


def test_what_is_older_than_two_days_is_forgotten(
    signed_in: Browser, database: Database, people: People, review: int, now: datetime
) -> None:
    form(signed_in(people.bob), f"/reviews/{review}/gates/sre", "Comment").send(body="Fine.")
    done_forms.forget_old(database, now=now + timedelta(days=2))
    assert notes(database) == 1
    done_forms.forget_old(database, now=now + timedelta(days=2, seconds=1))
    assert notes(database) == 0


def test_the_next_page_tells_once_which_form_was_done(
    signed_in: Browser, people: People, review: int
) -> None:
    browser = signed_in(people.alice)
    form = browser.page(f"/reviews/{review}/areas/deployment").form(
        action="/deployment.rollback/comment"
    )
    told = f'<meta name="form-done" content="{form.values["once"]}">'
    for _ in range(2):  # what was done already is told as well: its answer was lost
        form.send(body="I see.")
        assert told in browser.get("/").text
        assert "form-done" not in browser.get("/").text
