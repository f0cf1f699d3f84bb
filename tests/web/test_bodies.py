"""What is taken in before a turn, of whom, and what is refused from its length alone."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.test import create_environ

from readiness.web.bodies import REFUSED, TAKES_FILES, Bodies
from readiness.web.body_limits import SMALL, Bounds, Places, Refusal, sender
from tests.client import Client
from tests.factories.people import People

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

pytestmark = pytest.mark.once

EVIDENCE = "/reviews/1/questions/compliance.duties/evidence"
FILES = "multipart/form-data; boundary=x"
NO_PLACE = Bounds(most_bytes=5_000_000, seconds=1, at_once=0, of_one=0)


class Held:
    """A turn that knows whether it is held."""

    def __init__(self) -> None:
        self.is_held = False

    def __enter__(self) -> None:
        self.is_held = True

    def __exit__(self, *_: object) -> None:
        self.is_held = False


class Source(BytesIO):
    """What the server reads from; it must not be asked while a turn is held."""

    def __init__(self, content: bytes, turn: Held) -> None:
        super().__init__(content)
        self.turn = turn

    def read(self, size: int | None = -1, /) -> bytes:
        assert not self.turn.is_held
        return super().read(size)


def told(
    environ: WSGIEnvironment, turn: Held | None = None, **given: Any
) -> tuple[str, WSGIEnvironment]:
    """Return the status, and what the application behind was given."""
    seen: WSGIEnvironment = {}
    statuses = []

    def behind(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        seen.update(environ, read=environ["wsgi.input"].read())
        start_response("200 OK", [])
        return []

    front = Bodies(behind, given.pop("bounds", NO_PLACE), turn, **given)
    list(front(environ, lambda status, *_: statuses.append(status)))  # type: ignore[arg-type]
    return statuses[0], seen


def posted(content: bytes, path: str = "/sign-in", **more: Any) -> WSGIEnvironment:
    kept = {"REMOTE_ADDR": "10.0.0.1", "CONTENT_LENGTH": str(len(content))}
    return create_environ(path, method="POST", environ_overrides={**kept, **more})


def sent(content: bytes, turn: Held, **more: Any) -> WSGIEnvironment:
    return posted(content, **more) | {"wsgi.input": Source(content, turn)}


def test_a_small_body_is_read_before_the_turn() -> None:
    turn = Held()
    status, seen = told(sent(b"a=b", turn), turn)
    assert (status, seen["read"]) == ("200 OK", b"a=b")


def test_a_body_without_a_length_is_read_to_its_end() -> None:
    turn = Held()
    without = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}
    assert told(sent(b"a=b", turn, **without), turn)[1]["read"] == b"a=b"


def test_what_is_too_large_is_not_read_and_keeps_its_length() -> None:
    environ = posted(b"", CONTENT_LENGTH="2000000")
    status, seen = told(environ)
    assert (status, seen["read"], seen["CONTENT_LENGTH"]) == ("200 OK", b"", "2000000")


def test_a_body_that_ends_early_reaches_nobody() -> None:
    turn = Held()
    status, seen = told(sent(b"a", turn, CONTENT_LENGTH="5"), turn)
    assert (status, seen) == ("400 Bad Request", {})


def test_a_full_house_refuses_at_once() -> None:
    turn = Held()
    full = replace(SMALL, at_once=0)
    assert told(sent(b"a", turn), turn, small=full)[0] == "503 Service Unavailable"
    assert told(posted(b""), turn, small=full)[0] == "200 OK"


@pytest.mark.parametrize(("length", "refused"), [("3", None), ("2000000", Refusal.STRANGER)])
def test_a_stranger_gets_no_place_for_files(length: str, refused: Refusal | None) -> None:
    turn = Held()
    environ = sent(b"a=b", turn, path=EVIDENCE, CONTENT_TYPE=FILES, CONTENT_LENGTH=length)
    _, seen = told(environ, turn, is_known=lambda _: False)
    assert seen.get(REFUSED) == refused
    known = sent(b"a=b", turn, path=EVIDENCE, CONTENT_TYPE=FILES)
    assert told(known, turn)[1][REFUSED] == Refusal.TOO_MANY


@pytest.mark.parametrize("path", ["/x/evidence", "/reviews/1/questions/a/b/evidence", "/evidence"])
def test_only_the_one_address_takes_files(path: str) -> None:
    turn = Held()
    assert REFUSED not in told(sent(b"a=b", turn, path=path, CONTENT_TYPE=FILES), turn)[1]


def test_the_address_that_takes_files_is_the_one_of_the_page(client: Client) -> None:
    with client.application.test_request_context():
        address = client.application.url_for("evidence.add", review_id=7, question="a.b")
    assert TAKES_FILES.fullmatch(address.removeprefix("http://localhost"))


def test_one_address_cannot_take_every_place() -> None:
    places = Places(Bounds(most_bytes=1, seconds=1, at_once=3, of_one=2))
    assert [places.take("a"), places.take("a"), places.take("a")] == [True, True, False]
    assert [places.take("b"), places.take("b")] == [True, False]
    threading.Timer(0.05, places.give_back, ["a"]).start()
    assert places.take("c", 5)


def test_the_address_is_the_one_that_our_own_proxies_saw() -> None:
    environ = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 192.0.2.1"}
    assert sender(environ, 0) == "10.0.0.1"
    assert sender(environ, 1) == "192.0.2.1"
    assert sender({"REMOTE_ADDR": "10.0.0.1"}, 1) == "10.0.0.1"


def test_a_stranger_who_sends_much_is_asked_to_sign_in(client: Client, people: People) -> None:
    answer = client.post(EVIDENCE, data=b"x" * 2_000_000, content_type=FILES)
    assert answer.status_code == 401
