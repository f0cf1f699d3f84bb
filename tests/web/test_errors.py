"""Every refusal has its status and a page that says what to do."""

import pytest
from flask import Flask

from readiness.core import errors
from readiness.web.errors import ANSWERS
from tests.client import Client

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.Refused) and kind is not errors.Refused
]
RAISED = [
    (errors.Forbidden("You may not."), 403, ""),
    (errors.BadInput("Nothing was saved.", {"days": "Choose fewer days."}), 422, "fewer days"),
    (errors.Incomplete("It is not complete.", {"q": "Answer the first."}), 422, "the first"),
    (errors.SeenAnother("It changed.", ("q",), "digest"), 409, "reload"),
    (errors.Refused("It cannot be done."), 400, ""),
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_refusal_is_in_the_table(kind: type[errors.Refused]) -> None:
    assert kind in dict(ANSWERS)


@pytest.mark.parametrize(("error", "status", "words"), RAISED)
def test_a_refusal_says_what_happened_what_was_kept_and_what_to_do(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: errors.Refused, status: int, words: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("readiness.usecases.invitations.look_at", refuse)
    page = client.page("/links/x", status=status)
    assert error.sentence in page.text
    assert words in page.text
    assert "Nothing was changed by this request." in page.text


def test_a_form_sent_after_the_sign_in_has_ended_leads_through_the_sign_in(
    app: Flask, client: Client
) -> None:
    token = client.page("/sign-in").form(button="Sign in").values["csrf_token"]
    page = client.read(client.post("/account", data={"csrf_token": token}), status=401)
    assert "Not done: you are signed out." in page.text
    assert page.form(button="Sign in").action.endswith("/sign-in")
