"""What was typed into a form that could not be taken, so that it can be sent once more.

It goes from page to page in hidden fields and is stored nowhere. Passwords and other secrets are
left out, and nothing is sent by itself: a person sees where it goes and what it says, and presses
the button. What somebody had looked at is forgotten: whoever signs in next may be another person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request

from readiness.web.nearest import nearest_page, view_of
from readiness.web.routes import ACTIONS

#: What the hidden fields are called while somebody signs in.
PLACE, PREFIX = "kept_place", "kept."
SECRETS = ("password", "secret", "token")
#: What says which content the page showed; it goes along empty, so that the page is read anew.
SEEN = frozenset({"digest", "seen"})
#: What the page put into its form, and nobody typed. Each form has another number.
ONCE = "once"
PUT = SEEN | {ONCE, "base", "source", "take", "gates", "at"}
#: Buttons say these themselves, so they alone are nothing that would be lost.
SAID_BY_BUTTONS = PUT | {"person"}
#: Forms that are about who is signed in, and have to be filled out anew.
OWN = ("sign_ins.", "invitations.", "accounts.change_password")
#: From this length on a text gets a box of several lines.
LONG = 60
#: What stands for a choice of a form.
CHOICE = re.compile(r"[a-z]+(_[a-z]+)*")


@dataclass(frozen=True, slots=True)
class KeptField:
    name: str
    value: str

    @property
    def label(self) -> str:
        return self.name.replace("-", " ").replace("_", " ").capitalize()

    @property
    def kept_name(self) -> str:
        return f"{PREFIX}{self.name}"

    @property
    def is_long(self) -> bool:
        return len(self.value) > LONG or "\n" in self.value

    @property
    def chosen(self) -> str:
        """Return what was chosen in words, as in "request changes"; nothing for what was typed."""
        return self.value.replace("_", " ") if CHOICE.fullmatch(self.value) else ""

    @property
    def is_typed(self) -> bool:
        """Return whether it is shown: all but what the page put there, numbers as well."""
        return bool(self.value.strip()) and self.name not in PUT


@dataclass(frozen=True, slots=True)
class KeptForm:
    """`place` is the path that takes the form, `does` what it does in words."""

    place: str
    does: str
    fields: tuple[KeptField, ...]

    @property
    def has_text(self) -> bool:
        """Return whether anything would be lost: a button is pressed again on its page."""
        return any(each.is_typed and each.name not in SAID_BY_BUTTONS for each in self.fields)

    @property
    def is_read_anew(self) -> bool:
        """Return whether it is about what its page showed, which has to be looked at again."""
        return any(each.name in SEEN for each in self.fields)

    @property
    def page(self) -> str:
        """Return the address of the page it was on, or of the nearest above."""
        return nearest_page(self.place.partition("?")[0])

    @property
    def way_back(self) -> list[Any]:
        """Return the page as a sign-in remembers it."""
        return list(view_of(self.page, "GET") or ("", {}))


def refused() -> KeptForm | None:
    """Return the form of a request that was refused; nothing for what is no form of a page."""
    if not request.form:
        return None
    query = f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
    return _kept(request.path + query, request.form.items(multi=True))


def carried() -> KeptForm | None:
    """Return the form that the sign-in page has carried along."""
    fields = (
        (name.removeprefix(PREFIX), value)
        for name, value in request.form.items(multi=True)
        if name.startswith(PREFIX)
    )
    found = _kept(request.form.get(PLACE, ""), fields)
    return found if found and found.has_text else None


def _kept(place: str, fields: Iterable[tuple[str, str]]) -> KeptForm | None:
    found = _taker(place)
    if not found:
        return None
    kept = (
        KeptField(name, "" if name in SEEN else value)
        for name, value in fields
        if name != ONCE and _is_harmless(name)
    )
    return KeptForm(place, str(ACTIONS.get(found, "")), tuple(kept))


def _is_harmless(name: str) -> bool:
    return not any(word in name.lower() for word in SECRETS)


def _taker(place: str) -> str:
    """Return what of ours takes this form, or nothing: never another site's address."""
    if not place.startswith("/") or place.startswith("//") or "\\" in place:
        return ""
    endpoint, _ = view_of(place.partition("?")[0], "POST") or ("", {})
    return "" if endpoint.startswith(OWN) else endpoint
