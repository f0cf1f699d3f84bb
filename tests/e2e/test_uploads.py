"""Files that are meant to do harm, sent to a real server, whose memory is watched."""

from __future__ import annotations

import io
import re
import socket
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
import requests

from readiness.core.files import clean_name
from readiness.store.engine import Database
from tests.conftest import BUDGET
from tests.e2e.running import Running, environment_of, running
from tests.e2e.savers import AS_A_SCRIPT, FIELD, TOKEN
from tests.factories.hostile_names import NAMES
from tests.factories.people import PASSWORD, People
from tests.factories.reviews import start_review
from tests.factories.uploads import png, sha256
from tests.factories.widgets import widget_document

pytestmark = pytest.mark.once

QUESTION = "compliance.duties"
MEGABYTE = 1_000_000
SECONDS = 5
#: tests/core/test_files.py takes all of them; over the network it takes a while.
TRIED = NAMES if BUDGET == "full" else NAMES[::6]
SAVED_AS = re.compile(r"filename\*=UTF-8''(\S+)")


@dataclass(slots=True)
class Sender:
    """Alice, who sends files without a browser."""

    server: Running
    review: int
    http: requests.Session
    last: str = ""

    @property
    def path(self) -> str:
        return f"/reviews/{self.review}/questions/{QUESTION}/evidence"

    def sign_in(self) -> None:
        form = FIELD.search(self.http.get(f"{self.server.address}/sign-in").text)
        assert form
        typed = {"email": "alice@example.com", "password": PASSWORD, "csrf_token": form[1]}
        home = self.http.post(f"{self.server.address}/sign-in", data=typed)
        token = TOKEN.search(home.text)
        assert token
        self.http.headers["X-CSRFToken"] = token[1]

    def send(self, content: bytes, name: str, **named: object) -> requests.Response:
        """Send a file in the place of the last one that was taken."""
        answer = self.http.post(
            self.server.address + self.path,
            files={"files": (name, content)},
            data={"old_file": self.last},
            allow_redirects=False,
            **named,  # type: ignore[arg-type]
        )
        if answer.status_code == 302:
            self.last = sha256(content)
        return answer

    def fetch(self, content: bytes) -> requests.Response:
        return self.http.get(f"{self.server.address}/reviews/{self.review}/files/{sha256(content)}")

    def head(self, length: int) -> bytes:
        """Return the head of a request whose body is sent by hand."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        lines = (
            f"POST {self.path} HTTP/1.1",
            f"Host: {self.server.address.removeprefix('http://')}",
            f"Cookie: {cookie}",
            f"X-CSRFToken: {self.http.headers['X-CSRFToken']!s}",
            "Content-Type: multipart/form-data; boundary=x",
            f"Content-Length: {length}",
            "Connection: close",
        )
        return "\r\n".join([*lines, "", ""]).encode()

    def connect(self) -> socket.socket:
        host, port = self.server.address.removeprefix("http://").split(":")
        return socket.create_connection((host, int(port)), timeout=30)


@pytest.fixture
def sender(
    database: Database, database_url: str, people: People, tmp_path: Path
) -> Iterator[Sender]:
    now = datetime.now(UTC)
    review = start_review(database, people, now=now, document=widget_document())
    environment = environment_of(tmp_path / "instance", database_url)
    environment["READINESS_UPLOAD_SECONDS"] = str(SECONDS)
    Path(environment["READINESS_INSTANCE"]).mkdir()
    with running("serve", environment=environment) as server, requests.Session() as http:
        made = Sender(server, review, http)
        made.sign_in()
        yield made


def memory(server: Running, figure: str) -> dict[int, int]:
    """Return a figure of each process of the server, in bytes."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text, group = status.read_text(), (status.parent / "stat").read_text()
        except OSError:
            continue
        if int(group.rpartition(")")[2].split()[2]) == server.process.pid:
            said = re.search(rf"{figure}:\s+(\d+) kB", text)
            found[int(status.parent.name)] = int(said[1]) * 1024 if said else 0
    return found


def zip_bomb() -> bytes:
    """Return a small archive of a very large file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 100 * MEGABYTE)
    return made.getvalue()


def test_hostile_files_are_refused_or_kept_harmlessly_in_little_memory(sender: Sender) -> None:
    for _ in range(4):  # both processes have loaded what they need
        assert sender.send(png(), "first.png").status_code == 302
    before = memory(sender.server, "VmRSS")
    for at, name in enumerate(TRIED):
        content = f"<script>alert({at})</script>".encode()
        assert sender.send(content, name).status_code == 302, name
        assert_is_harmless(sender.fetch(content), content, name)
    assert sender.send(png(50_000, 50_000), "huge.png").status_code == 422
    for content in (zip_bomb(), png() + b"<script>alert(1)</script>", b"x" * 10 * MEGABYTE):
        assert sender.send(content, "file.html").status_code == 302
        assert_is_harmless(sender.fetch(content), content, "file.html")
    assert sender.send(b"x" * (10 * MEGABYTE + 1), "large.bin").status_code == 422
    refused = sender.send(b"x" * 60 * MEGABYTE, "too-large.bin")
    assert refused.status_code == 413
    assert "at most 5 files of 10 MB each" in refused.text
    peaks = memory(sender.server, "VmHWM")
    grown = {process: peaks[process] - before[process] for process in before}
    assert max(grown.values()) < 64 * MEGABYTE, grown


def as_sent(name: str) -> str:
    """Return the name as browsers write it into a form."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace("\\", "")


def assert_is_harmless(answer: requests.Response, content: bytes, name: str) -> None:
    assert answer.content == content
    said = answer.headers["Content-Disposition"]
    saved_as = SAVED_AS.search(said)
    assert saved_as
    assert unquote(saved_as[1]) == clean_name(as_sent(name))
    assert said.startswith("attachment; ")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Content-Type"].partition(";")[0] != "text/html"


def test_an_upload_that_is_cut_off_attaches_nothing(sender: Sender) -> None:
    with sender.connect() as half:
        half.sendall(sender.head(5000) + b"--x\r\nContent-Disposition: form-data; name=files;")
        half.shutdown(socket.SHUT_WR)
        answer = half.recv(100_000)
    assert b" 400 " in answer.splitlines()[0]
    assert sender.send(b"next", "next.txt").status_code == 302


def test_slow_uploads_are_given_up_and_keep_nobody_waiting(sender: Sender) -> None:
    with ExitStack() as until_closed:
        # Two processes take in two each of one address: however they fall, one has a third.
        slow = [until_closed.enter_context(sender.connect()) for _ in range(7)]
        answers = trickled(sender, slow)
    assert set(answers) == {b"HTTP/1.1 408 Request Timeout", b"HTTP/1.1 503 Service Unavailable"}
    assert sender.send(b"next", "next.txt", headers=AS_A_SCRIPT).json()["state"] == "added"


def test_strangers_who_send_slowly_keep_nobody_from_uploading(sender: Sender) -> None:
    head = re.sub(rb"Cookie: [^\r]*\r\n", b"", sender.head(5000))
    with ExitStack() as until_closed:
        for _ in range(14):  # more than both processes have places for, of either kind
            until_closed.enter_context(sender.connect()).sendall(head + b"x")
        time.sleep(0.5)
        for at in range(4):
            assert sender.send(b"%d" % at, "next.txt").status_code == 302


def trickled(sender: Sender, slow: list[socket.socket]) -> list[bytes]:
    """Send a byte now and then, look at pages meanwhile, and return what was answered."""
    began = time.monotonic()
    for each in slow:
        each.sendall(sender.head(5000))
    waited = []
    while time.monotonic() - began < SECONDS - 1:
        asked = time.monotonic()
        page = sender.http.get(f"{sender.server.address}/reviews/{sender.review}", timeout=10)
        assert page.status_code == 200
        waited.append(time.monotonic() - asked)
        for each in slow:
            with suppress(OSError):  # who was refused at once is not listened to any more
                each.sendall(b"x")
        time.sleep(0.2)
    assert max(waited) < 2
    answers = [each.recv(100_000).splitlines()[0] for each in slow]
    assert time.monotonic() - began < SECONDS + 5
    return answers
