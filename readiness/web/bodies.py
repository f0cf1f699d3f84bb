"""Takes in what is sent, before anybody's turn: bounded in size, in time and in number.

The server reads a body as slowly as its sender likes, and the thread that reads it answers nobody
else meanwhile. So a body is taken in by itself, beside the few that are worked on at a time, and the
application reads it from memory, or from a file where it brings files.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from readiness.web import small_bodies
from readiness.web.body_limits import SMALL, Bounds, Places, Refusal, sender
from readiness.web.slow_senders import stop_all, stop_reading
from readiness.web.watches import ENDED_SECONDS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CHUNK = 64 * 1024
#: So much of what is refused is still read and thrown away: a browser that is cut off while it
#: sends shows no answer at all.
DRAINED_BYTES = 64_000_000
DRAINED_SECONDS = 10.0
#: The one address that takes files.
TAKES_FILES = re.compile(r"/reviews/[0-9]+/questions/[^/]+/evidence")
#: Where the application finds why a body was not taken in.
REFUSED = "readiness.body_refused"
#: Where it finds the turn that is held for the request.
TURN = "readiness.turn"


class Bodies:
    """A WSGI application in front of another. `turn` is held while the other works."""

    def __init__(
        self,
        behind: WSGIApplication,
        bounds: Bounds,
        turn: AbstractContextManager[object] | None = None,
        *,
        small: Bounds = SMALL,
        is_known: Callable[[WSGIEnvironment], bool] = lambda _: True,
        proxies: int = 0,
    ) -> None:
        self._behind, self._bounds = behind, bounds
        self._turn = turn or nullcontext()
        self._places, self._small = Places(bounds), small_bodies.SmallBodies(small)
        self._is_known, self._proxies = is_known, proxies

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        address = sender(environ, self._proxies)
        environ[TURN] = self._turn
        if _brings_files(environ) and self._may_bring(environ):
            return self._with_files(environ, start_response, address)
        refusal = self._small.take_in(environ, address)
        if refusal is not None:
            return small_bodies.answer(refusal, start_response)
        with self._turn:
            return self._behind(environ, start_response)

    def _may_bring(self, environ: WSGIEnvironment) -> bool:
        """Return whether a place may be taken: nobody keeps others from it without a sign-in."""
        if self._is_known(environ):
            return True
        if int(environ.get("CONTENT_LENGTH") or 0) > SMALL.most_bytes:
            _refuse(environ, BytesIO(), Refusal.STRANGER)
        return False

    def _with_files(
        self, environ: WSGIEnvironment, start_response: StartResponse, address: str
    ) -> Iterable[bytes]:
        with TemporaryFile() as body:
            reader = self._take_in(environ, body, address)
            with self._turn:
                answer = self._behind(environ, start_response)
            return reader.after(answer) if reader else answer

    def _take_in(self, environ: WSGIEnvironment, body: IO[bytes], address: str) -> Reader | None:
        """Put the file in the body's place, or an empty one and the reason why."""
        if not self._places.take(address):
            _refuse(environ, body, Refusal.TOO_MANY)
            return None
        # The place is given back by who reads, who may still wait for a sender that was given up.
        reader = Reader(environ, body, partial(self._places.give_back, address))
        refusal = reader.read(self._bounds)
        if refusal is not None:
            _refuse(environ, body, refusal)
        body.seek(0)
        environ["wsgi.input"] = body
        return reader


def _brings_files(environ: WSGIEnvironment) -> bool:
    """Return whether it is the form that takes files: every other is small, and often saved."""
    is_whole = environ.get("CONTENT_TYPE", "").startswith("multipart/")
    is_sent = is_whole and environ.get("REQUEST_METHOD") == "POST"
    return bool(is_sent and TAKES_FILES.fullmatch(environ.get("PATH_INFO", "")))


def _refuse(environ: WSGIEnvironment, body: IO[bytes], why: Refusal) -> None:
    environ[REFUSED], environ["CONTENT_LENGTH"], environ["wsgi.input"] = why, "0", body
    body.seek(0)
    body.truncate()


class Reader:
    """Reads in a thread of its own, as nothing else can be left while it waits for a sender."""

    def __init__(
        self, environ: WSGIEnvironment, body: IO[bytes], give_back: Callable[[], None]
    ) -> None:
        self._source, self._body, self._give_back = environ["wsgi.input"], body, give_back
        self._length, self._address = environ.get("CONTENT_LENGTH", ""), environ["REMOTE_ADDR"]
        self._lock = threading.Lock()
        self._is_kept = True
        self._count, self._last = 0, time.monotonic()
        self._thread: threading.Thread | None = None

    def read(self, bounds: Bounds) -> Refusal | None:
        """Return why it was not taken in, or nothing."""
        if not self._length.isdigit():
            self._give_back()
            return Refusal.NO_LENGTH
        if int(self._length) > bounds.most_bytes:
            self._is_kept = False
            self._run(min(int(self._length), DRAINED_BYTES), DRAINED_SECONDS)
            return Refusal.TOO_LARGE
        if not self._run(int(self._length), bounds.seconds):
            return Refusal.TOO_SLOW
        return None if self._count == int(self._length) else Refusal.CUT_OFF

    def after(self, answer: Iterable[bytes]) -> Iterable[bytes]:
        """Return the answer, and keep the request open while it is still read from.

        The server closes what it reads from at the end of the request, and would wait for it with
        the whole process.
        """
        if self._thread is None or not self._thread.is_alive():
            return answer
        return self._held(answer)

    def _held(self, answer: Iterable[bytes]) -> Iterator[bytes]:
        yield b"".join(answer)
        if self._thread is not None:
            self._thread.join()

    def _run(self, length: int, seconds: float) -> bool:
        """Return whether the end was reached in time."""
        self._thread = threading.Thread(target=self._copy, args=(length, seconds), daemon=True)
        self._thread.start()
        self._thread.join(seconds)
        with self._lock:
            is_done = not self._thread.is_alive()
            self._is_kept = False
        if not is_done:
            stop_reading(self._address, time.monotonic() - self._last)
            self._thread.join(ENDED_SECONDS)
        if self._thread.is_alive():  # he sends a byte now and then, and is not found by his silence
            stop_all(self._address)
            self._thread.join(ENDED_SECONDS)
        return is_done

    def _copy(self, length: int, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        try:
            while self._count < length and time.monotonic() < deadline:
                chunk = self._source.read(min(CHUNK, length - self._count))
                if not chunk:
                    break
                self._last = time.monotonic()
                self._count += len(chunk)
                self._keep(chunk)
        # Whoever sends has gone away in the middle.
        except OSError:
            pass
        finally:
            self._give_back()

    def _keep(self, chunk: bytes) -> None:
        with self._lock:  # who has given up has closed the file
            if self._is_kept:
                self._body.write(chunk)
