"""Looks over a person's shoulder: what the browser complains about, and what keeps people out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

#: The browser logs every answer of 400 and above; these are meant to be read by a person.
MEANT = re.compile(r"Failed to load resource: the server responded with a status of (409|422)")
#: Without a script nothing holds up the body until all sheets are there; then Bootstrap's own arrow
#: of a list may be asked for, and the policy refuses it, before ours takes its place.
TOO_EARLY = re.compile(r"Loading the image 'data:image/svg\+xml,.*d='m2 5 6 6 6-6'/")
#: Which thing an address names is of no concern to how the page is made.
NAMED = re.compile(r"\d+|(?<=links/).+|(?<=gates/)\w+")

Barriers = Callable[..., list[str]]


@dataclass
class Watch:
    """`faults` is empty as long as all is well."""

    barriers: Barriers | None = None
    faults: list[str] = field(default_factory=list)
    judged: set[str] = field(default_factory=set)

    def over(self, context: BrowserContext, *, has_scripts: bool) -> None:
        context.on("console", self._hear if has_scripts else self._hear_without_scripts)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("response", self._receive)

    def _hear_without_scripts(self, message: ConsoleMessage) -> None:
        if not TOO_EARLY.match(message.text):
            self._hear(message)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not MEANT.match(message.text):
            where = message.page.url if message.page else ""
            self.faults.append(f"console at {where}: {message.text}")

    def _receive(self, response: Response) -> None:
        if response.status >= 500 or response.status in (400, 403, 404):
            self.faults.append(f"{response.status} at {response.url}")

    def look(self, page: Page, state: str = "") -> None:
        """Judge each kind of page and each state of it once, and each kind in the dark as well."""
        path = NAMED.sub("*", page.url.partition("#")[0].partition("://")[2].partition("/")[2])
        seen = f"{path} {state}"
        if self.barriers is None or seen in self.judged:
            return
        self.judged.add(seen)
        self.faults += [f"{seen}: {each}" for each in self.barriers(page)]
        if state:
            return
        page.emulate_media(color_scheme="dark")
        in_dark = self.barriers(page, only="color-contrast")
        self.faults += [f"{seen} in the dark: {each}" for each in in_dark]
        page.emulate_media(color_scheme="light")
