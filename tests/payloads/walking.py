"""Types payloads into every text field that any page of the product has, and reads them back."""

from __future__ import annotations

import gc
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from readiness.core.rights import NOBODY, Actor
from readiness.store.engine import Database
from tests.client import filled
from tests.factories.people import PASSWORD
from tests.factories.reviews import digest_of
from tests.payloads import packed, tidy
from tests.payloads.pages import has_typed_fields, live, shown, tree_of, typed_fields
from tests.payloads.worlds import WORLDS
from tests.rights.test_table import ENDING, address, routes
from tests.rights.world import World, form_of

#: Who sees all there is to fill in; with the full budget everybody looks at every world.
EVERYBODY = ("owner", "reviewer", "coordinator", "administrator", "stranger", "nobody")
ROLES: Mapping[int, Sequence[str]] = {0: EVERYBODY, 1: ("owner",), 2: ("owner",), 3: ("reviewer",)}
AREAS, GATES = ("deployment", "hygiene"), ("sre", "security", "launch")
DAY = "2026-12-28 "
LINK = re.compile(r"(?<=^/links/).+")
#: Where it is read what the page of the form tells only in short.
ELSEWHERE = {"waiver_requests.ask": ("/reviews/1/waivers/1", "/reviews/1/action-items/1")}
#: What else a form has to say, and no page says for it.
NEEDED: Mapping[str, Mapping[str, object]] = {
    "invitations.use": {"password": PASSWORD, "again": PASSWORD, "time_zone": "UTC"},
}
NUMBERS = re.compile(r"\d+")
#: After so many texts in one field the world is built anew: its pages grow with each.
AGAIN = 60
Browser = Any


@dataclass(frozen=True, slots=True, order=True)
class Field:
    """A text field of a form, wherever and for whoever it is shown; numbers in its name are left out."""

    endpoint: str
    name: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody finds a field: the page, the address that the form is sent to."""

    world: int
    role: str
    page: str
    action: str
    name: str
    room: int
    is_long: bool


def texts_for(known: Field, spot: Spot, some: Sequence[str]) -> Iterator[str]:
    """Yield what is typed into the field: packed payloads, as they are and so that they are taken."""
    place = f"{known.endpoint} {known.name}"
    if place in ALONE:
        yield from (ALONE[place](each)[: spot.room] for each in some)
    else:
        fit = WRITTEN.get(place, str)
        yield from packed([fit(each) for each in some], spot.room, "\n" if spot.is_long else " ")


def _on_the_web(text: str) -> str:
    shown = (each for each in text if each.isprintable() and each != " ")
    return f"https://wiki.example.com/{''.join(shown)}"


def _without_names(text: str) -> str:
    """Somebody is meant by an @, and nobody is called like that: that is a refusal, and told."""
    return f"`{text}`" if "@" in text and "`" not in text else text.replace("@", "(at)")


#: What a field takes only in a form of its own; the payload is inside.
ALONE: Mapping[str, Callable[[str], str]] = {
    "action_items.add link": _on_the_web,
    "evidence.add url": _on_the_web,
    "waiver_requests.ask item_link": _on_the_web,
    "calendars.add_holidays holidays": lambda text: DAY + text,
}
#: What is written a little otherwise, and as many at a time as there is room for.
WRITTEN: Mapping[str, Callable[[str], str]] = {
    "comments.add body": _without_names,
    "comments.add_on_gate body": _without_names,
    "threads.answer body": _without_names,
    "threads.edit body": _without_names,
}


@dataclass(slots=True)
class Trial:
    """A world that is built anew whenever a form cannot be sent any more, and what came of it."""

    app: Flask
    database: Database
    now: datetime
    open_for: Callable[[Actor], Browser]
    renew: Callable[[], None]
    #: Whether all has to be typed into one world, and what it does not take any more is left out.
    is_one_world: bool = False
    number: int = 0
    world: World = field(init=False)
    browsers: dict[str, Browser] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    lost: dict[Field, list[str]] = field(default_factory=dict)
    kept: dict[Field, list[str]] = field(default_factory=dict)
    refused: dict[Field, list[str]] = field(default_factory=dict)

    def begin(self, number: int = 0) -> None:
        self.renew()
        self.browsers.clear()
        gc.collect()  # parsed pages are let go of late, and would be taken for memory of the product
        self.number, self.world = number, WORLDS[number](self.database, self.now)

    def browser(self, role: str) -> Browser:
        if role not in self.browsers:
            who = self.world.roles.get(role, NOBODY)
            self.browsers[role] = self.open_for(who) if who.person else self.app.test_client()
        return self.browsers[role]

    def get(self, role: str, path: str) -> TestResponse:
        response: TestResponse = self.browser(role).open(path, method="GET")
        return response

    def pages(self, role: str) -> Iterator[tuple[str, str]]:
        """Yield the path and the HTML of every page that the role may open."""
        for path in self.paths():
            answer = self.get(role, path)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                yield path, answer.text

    def paths(self) -> list[str]:
        """Return every address that answers to GET, with each area and gate where it names one."""
        found = []
        for _, rule, method in routes(self.app):
            if method == "GET":
                named = [{"area_id": each} for each in AREAS] if "area_id" in rule.arguments else []
                named = [{"gate": each} for each in GATES] if "gate" in rule.arguments else named
                usual = {**dict.fromkeys(rule.arguments, 1), **self.world.ids}
                for ids in named or [{}]:
                    world = replace(self.world, ids={**usual, **ids})
                    found.append(address(self.app, rule, world))
        return found

    def spots(
        self, worlds: Sequence[int] = tuple(ROLES), *, is_full: bool = False
    ) -> dict[Field, Spot]:
        """Return where each field of the whole product is found first."""
        found: dict[Field, Spot] = {}
        for number in worlds:
            self.begin(number)
            for role in EVERYBODY if is_full else ROLES[number]:
                for path, html in self.pages(role):
                    self._look(found, role, path, html)
        return found

    def _look(self, found: dict[Field, Spot], role: str, path: str, html: str) -> None:
        for form in tree_of(html).iter("form") if has_typed_fields(html) else ():
            if form.get("method", "get").lower() == "post":
                self._note(found, role, path, form)

    def _note(self, found: dict[Field, Spot], role: str, path: str, form: Any) -> None:
        action = urljoin(path, form.get("action") or path)
        endpoint = self.endpoint(action)
        for name, room in typed_fields(form):
            is_long = any(each.get("name") == name for each in form.iter("textarea"))
            known = Field(endpoint, NUMBERS.sub("*", name))
            found.setdefault(known, Spot(self.number, role, path, action, name, room, is_long))

    def endpoint(self, path: str, method: str = "POST") -> str:
        adapter = self.app.url_map.bind("localhost")
        try:
            return str(adapter.match(path.partition("?")[0], method=method)[0])
        except HTTPException:
            self.faults.append(f"no {method} at {path}")
            return ""

    def try_everything(
        self, spots: Mapping[Field, Spot], some: Sequence[str], most: int | None = None
    ) -> None:
        """Send these payloads, as many texts of them to a field as `most`, through each field."""
        order = sorted(spots, key=lambda each: (spots[each].world, each.endpoint in ENDING, each))
        for number, known in enumerate(order):
            first = number * len(some) // len(order)
            turned = [*some[first:], *some[:first]]
            texts = itertools.islice(texts_for(known, spots[known], turned), most)
            for count, text in enumerate(texts, 1):
                self._try(known, spots[known], text)
                if count % AGAIN == 0 and not self.is_one_world:
                    self.begin(spots[known].world)

    def _try(self, known: Field, spot: Spot, text: str) -> None:
        answer = self._send(known, spot, text) if spot.world == self.number else None
        if answer is None or answer.status_code not in (200, 302, 422):
            if self.is_one_world:
                return
            self.begin(spot.world)
            answer = self._send(known, spot, text)
        if answer is None or answer.status_code not in (200, 302, 422):
            status = answer.status_code if answer else "no form"
            self.faults.append(f"{known}: {status}")
            return
        self._judge(known, spot, text, answer)

    def _send(self, known: Field, spot: Spot, text: str) -> TestResponse | None:
        """Send the form as it stands, with what it needs and with the text; None if it is not there."""
        secret = str(self.world.ids["secret"])
        path, to = (LINK.sub(secret, each) for each in (spot.page, spot.action))
        page = self.get(spot.role, path)
        if page.status_code != 200:
            return None
        for form in tree_of(page.text).iter("form"):
            names = {each.get("name") for each in form.iter() if each.get("name")}
            action = urljoin(path, form.get("action") or path)
            if action == to and spot.name in names:
                values = dict(filled(form)) | self._needed(known, names) | {spot.name: text}
                answer: TestResponse = self.browser(spot.role).open(
                    action, method="POST", data=values
                )
                return answer
        return None

    def _needed(self, known: Field, names: set[str]) -> dict[str, object]:
        review = self.world.ids["review_id"]
        digest = digest_of(self.database, review, "sre", self.now)  # type: ignore[arg-type]
        given = form_of(known.endpoint, self.world, digest)
        given = {**given, **NEEDED.get(known.endpoint, {})}
        if known.endpoint == "answers.give" and known.name != "reason":
            given["choice"] = "given"
        return {name: value for name, value in given.items() if name in names and name != "base"}

    def _judge(self, known: Field, spot: Spot, text: str, answer: TestResponse) -> None:
        is_kept, texts = answer.status_code != 422, []
        paths = [answer.location, spot.page] if answer.status_code == 302 else []
        paths += ELSEWHERE.get(known.endpoint, ()) if paths else ()
        trees = [] if paths else [tree_of(answer.text)]
        trees += [
            tree_of(page.text)
            for page in (self.get(spot.role, path) for path in paths)
            if page.mimetype == "text/html"
        ]
        for tree in trees:
            self.faults += [f"{known}: {each}" for each in live(tree)]
            texts.append(shown(tree))
        is_seen = any(tidy(text.removeprefix(DAY)) in each for each in texts)
        place = self.lost if not is_seen else self.kept if is_kept else self.refused
        place.setdefault(known, []).append(text)
