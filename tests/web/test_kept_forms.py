"""What was typed is shown again when the sign-in was gone by the time it was sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from readiness.core.rights import Actor
from readiness.store.engine import Database
from tests.client import Client, Page
from tests.factories.people import PASSWORD, People
from tests.factories.reviews import digest_of
from tests.factories.signing import found, sent_review

LONG = "This text took a while to write.\nIt has two lines."


def sent(client: Client, **values: str) -> Page:
    """Return the answer to a form whose token is of a session that has ended."""
    said = {"csrf_token": "old", "comment": LONG, "choice": "approve", **values}
    return client.read(client.post("/reviews/1/gates/sre/vote", data=said), 400)


def test_who_is_signed_out_signs_in_and_finds_the_text_again(
    client: Client, people: People
) -> None:
    page = sent(client, password="secret", digest="d" * 64)
    assert "Not saved: you are signed out." in page.text
    assert "secret" not in page.response.text
    form = page.form(button="Sign in")
    alice = "alice@example.com"
    wrong = client.read(form.send(email=alice, password="wrong"), 422).form(button="Sign in")
    again = client.read(wrong.send(email=alice, password=PASSWORD))
    kept = again.form(button="Open the page with it")
    assert kept.action == "/reviews/1/gates/sre/vote"
    assert {name: kept.values[name] for name in ("comment", "choice", "digest")} == {
        "comment": LONG, "choice": "approve", "digest": "",
    }  # fmt: skip
    assert "password" not in kept.values
    assert "Choice: approve" in again.text
    assert "This is to vote on this gate. It goes to /reviews/1/gates/sre/vote" in again.text
    # Its token is of the new sign-in: what is refused is the review, which there is none of.
    assert kept.send().status_code == 404


def test_who_signed_in_anew_sends_it_once_more(
    signed_in: Callable[[Actor], Client], people: People
) -> None:
    page = sent(signed_in(people.alice))
    assert page.form(button="Send it once more").values["comment"] == LONG


def test_a_vote_is_not_sent_by_who_has_not_seen_what_it_is_on(
    database: Database, client: Client, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    digest = digest_of(database, review, "sre", now)
    said = {"csrf_token": "old", "choice": "approve", "comment": LONG, "digest": digest}
    page = client.read(client.post(f"/reviews/{review}/gates/sre/vote", data=said), 400)
    signed_in = page.form(button="Sign in").send(email="bob@example.com", password=PASSWORD)
    again = client.read(signed_in).form(button="Open the page with it")
    opened = client.read(again.send(), 422)
    assert "Nothing is recorded yet." in opened.text
    assert not found(database, review, now).gate("sre").votes
    vote = opened.form(button="Record my vote")
    assert (vote.values["comment"], vote.values["choice"]) == (LONG, ["approve"])
    client.follow(vote.send())
    assert [each.digest for each in found(database, review, now).gate("sre").votes] == [digest]


def test_numbers_that_were_typed_are_shown(
    database: Database, signed_in: Callable[[Actor], Client], people: People, now: datetime
) -> None:
    sent_review(database, people, now=now)
    client = signed_in(people.alice)
    form = client.page("/services/checkout/facts").form(action="/services/checkout/facts")
    said = {**form.values, "csrf_token": "old", "tier": "3"}
    page = client.read(client.post(form.action, data=said), 400)
    again = page.form(button="Send it once more")
    shown = [each for each in again.element.iter("input") if each.get("type") != "hidden"]
    assert ("tier", "3") in [(each.get("name"), each.get("value")) for each in shown]


def test_a_button_that_was_pressed_is_pressed_again_on_its_page(
    signed_in: Callable[[Actor], Client], people: People, client: Client
) -> None:
    said = {"csrf_token": "old", "once": "7395210244535459949124264416", "seen": "4"}
    button = "/admin/people/2/accounts/2/deactivate"
    page = client.read(client.post(button, data=said), 400)
    assert "press the button again" in page.text
    taken = page.form(button="Sign in").send(email="alice@example.com", password=PASSWORD)
    assert taken.status_code == 302
    assert taken.location == "/admin/people/2"
    page = client.read(signed_in(people.alice).post(button, data=said), 400)
    assert "http://localhost/admin/people/2" in page.links()
    assert not page.has_form(button="Send it once more")


def test_nothing_is_kept_for_another_site_or_for_what_is_no_form(client: Client) -> None:
    token = client.page("/sign-in").form(button="Sign in").values["csrf_token"]
    for place in ("//evil.example.com/x", "https://evil.example.com", "/nowhere", "/sign-in"):
        said = {"csrf_token": token, "kept_place": place, "kept.comment": "x"}
        page = client.read(client.post("/sign-in", data=said), 422)
        assert "kept_place" not in page.response.text
