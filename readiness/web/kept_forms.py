"""What was typed into a form that could not be taken, so that it can be sent once more.

It goes from page to page in hidden fields and is stored nowhere. Passwords and other secrets are
left out, and nothing is sent by itself: a person sees what it says and presses the button.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app, request
from werkzeug.exceptions import HTTPException

#: What the hidden fields are called while somebody signs in.
PLACE, PREFIX = "kept_place", "kept."
SECRETS = ("password", "secret", "token")
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
        """Return whether it is shown: a digest or an id was put there by the page."""
        is_digest = len(self.value) == 64 and self.value.isalnum()
        return bool(self.value.strip()) and not is_digest and not self.value.isdigit()


@dataclass(frozen=True, slots=True)
class KeptForm:
    """`place` is the path that takes the form."""

    place: str
    fields: tuple[KeptField, ...]


def refused() -> KeptForm | None:
    """Return the form of a request that was refused; nothing for what is no form of a page."""
    query = f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
    return _kept(request.path + query, request.form.items(multi=True))


def carried() -> KeptForm | None:
    """Return the form that the sign-in page has carried along."""
    fields = (
        (name.removeprefix(PREFIX), value)
        for name, value in request.form.items(multi=True)
        if name.startswith(PREFIX)
    )
    return _kept(request.form.get(PLACE, ""), fields)


def _kept(place: str, fields: Iterable[tuple[str, str]]) -> KeptForm | None:
    if not _takes_forms(place):
        return None
    kept = tuple(KeptField(name, value) for name, value in fields if _is_harmless(name))
    return KeptForm(place, kept) if kept else None


def _is_harmless(name: str) -> bool:
    return not any(word in name.lower() for word in SECRETS)


def _takes_forms(place: str) -> bool:
    """Return whether this is one of our pages that takes a form: never another site's address."""
    if not place.startswith("/") or place.startswith("//") or "\\" in place:
        return False
    routes = current_app.url_map.bind("localhost")
    try:
        endpoint, _ = routes.match(place.partition("?")[0], method="POST")
    except HTTPException:
        return False
    return not str(endpoint).startswith(OWN)
