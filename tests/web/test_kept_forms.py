"""What was typed is shown again when the sign-in was gone by the time it was sent."""

from __future__ import annotations

from collections.abc import Callable

from readiness.core.rights import Actor
from tests.client import Client, Page
from tests.factories.people import PASSWORD, People

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
    kept = again.form(button="Send it once more")
    assert kept.action == "/reviews/1/gates/sre/vote"
    assert {name: kept.values[name] for name in ("comment", "choice", "digest")} == {
        "comment": LONG, "choice": "approve", "digest": "d" * 64,
    }  # fmt: skip
    assert "password" not in kept.values
    assert "Choice: approve" in again.text
    # Its token is of the new sign-in: what is refused is the review, which there is none of.
    assert kept.send().status_code == 404


def test_who_signed_in_anew_sends_it_once_more(
    signed_in: Callable[[Actor], Client], people: People
) -> None:
    page = sent(signed_in(people.alice))
    assert page.form(button="Send it once more").values["comment"] == LONG


def test_nothing_is_kept_for_another_site_or_for_what_is_no_form(client: Client) -> None:
    token = client.page("/sign-in").form(button="Sign in").values["csrf_token"]
    for place in ("//evil.example.com/x", "https://evil.example.com", "/nowhere", "/sign-in"):
        said = {"csrf_token": token, "kept_place": place, "kept.comment": "x"}
        page = client.read(client.post("/sign-in", data=said), 422)
        assert "kept_place" not in page.response.text
