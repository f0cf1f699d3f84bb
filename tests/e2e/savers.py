"""People who save answers without a pause, and remember what they were told is saved."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field

import requests

from tests.factories.people import PASSWORD

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
FIELD = re.compile(r'name="csrf_token" value="([^"]+)"')
#: How an answer stays away: no server, no time, or a server that dies in the middle of it.
LOST = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)
AS_A_SCRIPT = {"Accept": "application/json"}


@dataclass(slots=True)
class Saver:
    """One person at one question. `acknowledged` are the texts that were answered with "saved"."""

    address: str
    email: str
    review: int
    question: str
    acknowledged: list[str] = field(default_factory=list)
    underway: str = ""
    faults: list[str] = field(default_factory=list)
    _base: int = 0
    _browser: requests.Session = field(default_factory=requests.Session)

    def sign_in(self) -> None:
        form = FIELD.search(self._browser.get(f"{self.address}/sign-in").text)
        assert form
        typed = {"email": self.email, "password": PASSWORD, "csrf_token": form[1]}
        home = self._browser.post(f"{self.address}/sign-in", data=typed)
        token = TOKEN.search(home.text)
        assert token, home.text
        self._browser.headers.update(AS_A_SCRIPT, **{"X-CSRFToken": token[1]})

    @property
    def cookies(self) -> dict[str, str]:
        return {each.name: each.value or "" for each in self._browser.cookies}

    def save_until(self, stop: threading.Event) -> None:
        """Save one text after the other, each again and again until it was acknowledged."""
        while not stop.is_set() and not self.faults:
            if not self.underway:
                self.underway = f"Text {len(self.acknowledged) + 1}"
            try:
                self._save()
            except LOST:
                time.sleep(0.02)  # nobody is there; the next attempt may find the next server
        self._browser.close()

    def _save(self) -> None:
        is_even = len(self.acknowledged) % 2 == 0
        answer = self._browser.post(
            f"{self.address}/reviews/{self.review}/questions/{self.question}/answer",
            data={
                "choice": "partly" if is_even else "yes",
                "reason": self.underway,
                "base": self._base,
            },
            timeout=20,
        )
        if answer.status_code != 200 or answer.json()["state"] != "saved":
            self.faults.append(f"{answer.status_code} {answer.text[:500]}")
            return
        self._base = answer.json()["base"]
        self.acknowledged.append(self.underway)
        self.underway = ""
