"""A request leaves only to where it may, and no answer takes more time or room than it is given."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from cryptography import x509

from readiness.adapters import http
from readiness.adapters.http import Answer, Caps, HttpFault, NotAllowed, Outside
from readiness.core.outside_addresses import target_of
from tests.adapters.hostile_servers import (
    BAD,
    BOMB,
    FINE,
    Behaviour,
    answer,
    drips,
    hostile,
    resets,
    says,
    silent,
)
from tests.factories.certificates import certificate

pytestmark = pytest.mark.once

CAPS = Caps(idle=0.25, whole=0.5)
LOCAL = Outside((ip_network("127.0.0.0/8"),), CAPS)
SLACK_TIME = 1.0  # what a busy machine may add


def post(outside: Outside, url: str, allowed: Sequence[str] = ()) -> Answer:
    places = allowed or [target_of(url).place]
    return http.post(outside, url, b"{}", headers={"X-Ours": "1"}, allowed=places)


def test_it_asks_for_the_name_at_the_address_that_was_checked() -> None:
    asked: list[str] = []

    def resolver(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with hostile(says(FINE)) as server:
        place = f"hooks.example.com:{server.port}"
        outside = Outside(LOCAL.listed, CAPS, resolver)
        assert post(outside, f"http://{place}/a?b=c").status == 204
    (request,) = server.heard
    head = request.split(b"\r\n")
    assert head[0] == b"POST /a?b=c HTTP/1.1"
    assert f"Host: {place}".encode() in head
    assert b"X-Ours: 1" in head
    assert asked == ["hooks.example.com"]


def test_neither_proxies_nor_passwords_of_the_machine_are_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login eve password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    with hostile(says(FINE)) as proxy, hostile(says(FINE)) as server:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://{proxy.place}")
        assert post(LOCAL, f"http://{server.place}/").status == 204
    assert proxy.heard == []
    assert b"uthorization" not in server.heard[0]


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["8.8.8.8", "10.0.0.1"],
        ["::ffff:127.0.0.1"],
        ["169.254.169.254"],
        ["64:ff9b::7f00:1"],
        ["fe80::1%eth0"],
    ],
)
def test_a_name_that_leads_inside_is_not_asked(addresses: list[str]) -> None:
    outside = Outside((), CAPS, lambda _host, _port: addresses)
    with pytest.raises(NotAllowed, match="not a public one"):
        post(outside, "http://hooks.example.com/")


def test_a_name_is_looked_up_once_so_it_cannot_turn_round() -> None:
    turns = iter([["127.0.0.1"], ["169.254.169.254"]])
    with hostile(says(FINE)) as server:
        outside = Outside(LOCAL.listed, CAPS, lambda _host, _port: next(turns))
        assert post(outside, f"http://hooks.example.com:{server.port}/").status == 204
    assert next(turns) == ["169.254.169.254"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "https://hooks.example.com:8443/"])
def test_only_a_host_and_port_that_were_allowed_are_asked(url: str) -> None:
    with pytest.raises(NotAllowed, match="administrator allowed"):
        post(LOCAL, url, allowed=["hooks.example.com:443"])


def test_a_name_that_nobody_knows_or_that_takes_for_ever() -> None:
    def unknown(_host: str, _port: int) -> Sequence[str]:
        raise OSError("no such name")

    def endless(_host: str, _port: int) -> Sequence[str]:
        time.sleep(0.6)
        return []

    for resolver, told in ((unknown, "not found"), (endless, "too long")):
        with pytest.raises(HttpFault, match=told):
            post(Outside((), CAPS, resolver), "http://hooks.example.com/")


def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    with hostile(says(FINE)) as server:
        outside = Outside(LOCAL.listed, CAPS, lambda _host, _port: ["127.0.0.9", "127.0.0.1"])
        assert post(outside, f"http://hooks.example.com:{server.port}/").status == 204


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with hostile(says(FINE)) as other:
        moved = answer("302 Found", b"", f"Location: http://{other.place}/")
        with hostile(says(moved)) as server:
            assert post(LOCAL, f"http://{server.place}/").status == 302
    assert other.heard == []


#: What it does, and what is told of it.
MISBEHAVING: dict[str, tuple[Behaviour, str]] = {
    "silent": (silent, "silent"),
    "resets": (resets, "broke off"),
    "says goodbye": (says(b""), "broke off"),
    "speaks rubbish": (says(b"\x16\x03\x01 what? \0\xff\r\n\r\n"), "no answer"),
    "another protocol": (says(b"220 mail.example.com ESMTP\r\n"), "no answer"),
    "no number": (says(b"HTTP/1.1 abc OK\r\n\r\n"), "no answer"),
    "one byte of the head at a time": (drips(b"HTTP/1.1 200 OK\r\nX: ", b"x", 0.1), "longer"),
    "one byte of the body at a time": (
        drips(BAD + b"Content-Length: 9999\r\n\r\n", b"x", 0.1),
        "longer",
    ),
    "an endless head": (drips(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 65536, 0), "no answer"),
    "endless headers": (drips(b"HTTP/1.1 200 OK\r\n", b"X: x\r\n" * 99, 0), "no answer"),
    "endless continues": (drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05), "longer"),
    "an endless body": (drips(BAD + b"\r\n", b"x" * 65536, 0), "too large"),
    "endless chunks": (
        drips(BAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n", 0),
        "too large",
    ),
    "an endless chunk's size": (
        drips(BAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 65536, 0),
        "no answer|longer",
    ),
    "a body that breaks off": (says(BAD + b"Content-Length: 10\r\n\r\nabc"), "broke off"),
    "a length that is none": (
        says(BAD + b"Content-Length: -5\r\n\r\n" + b"x" * 99999),
        "too large",
    ),
    "a bomb": (says(answer("500 Oh", BOMB, "Content-Encoding: gzip")), "too large"),
    "no gzip": (says(answer("500 Oh", b"abc", "Content-Encoding: gzip")), "no answer"),
    "another packing": (says(answer("500 Oh", b"abc", "Content-Encoding: br")), "no answer"),
}


@pytest.mark.parametrize("name", MISBEHAVING)
def test_whatever_a_server_does_is_over_in_time_and_told(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    behave, told = MISBEHAVING[name]
    caplog.set_level(logging.DEBUG)
    with hostile(behave) as server:
        begun = time.monotonic()
        with pytest.raises(HttpFault, match=told):
            post(LOCAL, f"http://{server.place}/secret-path")
        assert time.monotonic() - begun < CAPS.whole + SLACK_TIME
    assert "secret-path" not in caplog.text


def test_what_is_said_besides_a_good_status_does_not_count() -> None:
    for rubbish in (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<", answer("202 Ok", BOMB)):
        with hostile(says(rubbish)) as server:
            assert post(LOCAL, f"http://{server.place}/").status in (200, 202)


def test_headers_that_are_none_are_not_logged_with_the_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with hostile(says(b"HTTP/1.1 200 OK\r\nno header\r\n: x\r\n\r\n")) as server:
        post(LOCAL, f"http://{server.place}/secret-path")
    assert "secret-path" not in caplog.text


def test_the_body_of_a_refusal_is_read() -> None:
    with hostile(says(answer("400 No", b"invalid_payload", "X-Long: " + "x" * 9000))) as server:
        found = post(LOCAL, f"http://{server.place}/")
    assert (found.status, found.body, len(found.headers["x-long"])) == (
        400,
        b"invalid_payload",
        500,
    )


def test_nobody_listens() -> None:
    with hostile(silent) as server:
        place = server.place
    with pytest.raises(HttpFault, match="could not be reached"):
        post(LOCAL, f"http://{place}/")


def test_tls_is_for_the_name_and_not_for_the_address(tmp_path: Path) -> None:
    theirs, ours = certificate(tmp_path, x509.DNSName("hooks.example.com"))
    named: list[str | None] = []
    theirs.sni_callback = lambda _socket, name, _context: named.append(name)
    with hostile(says(FINE), context=theirs) as server:
        outside = Outside(LOCAL.listed, Caps(), lambda _host, _port: ["127.0.0.1"], ours)
        assert post(outside, f"https://hooks.example.com:{server.port}/").status == 204
        for url in (f"https://other.example.com:{server.port}/", f"https://{server.place}/"):
            with pytest.raises(HttpFault, match="certificate"):
                post(outside, url)
    assert named[:2] == ["hooks.example.com", "other.example.com"]


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    theirs, _ = certificate(tmp_path, x509.IPAddress(ip_address("127.0.0.1")))
    with hostile(says(FINE), context=theirs) as server:
        with pytest.raises(HttpFault, match="certificate"):
            post(LOCAL, f"https://{server.place}/")
        assert server.heard == []


def test_who_speaks_no_tls_is_told_so_in_time() -> None:
    for behave in (silent, says(b"HTTP/1.1 400 Bad Request\r\n\r\n")):
        with hostile(behave, listens=False) as server, pytest.raises(HttpFault):
            post(LOCAL, f"https://{server.place}/")
