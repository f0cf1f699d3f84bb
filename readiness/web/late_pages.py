"""Pages by the name of their view, loaded when the first person asks for one.

What stands in the table is known from the start: addresses, methods, and what one must be allowed.
The code behind it comes with its first request, so that a process answers the gate, and everybody,
soon after it was started. A server that has started loads the rest beside its work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from flask import Flask
from flask.typing import ResponseReturnValue

from readiness.core.rights import Action
from readiness.extensions import csrf

View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Page:
    """`view` is a module of this package and a function in it: `gates.show`."""

    method: str
    address: str
    view: str
    action: Action
    has_token: bool = True


def get(address: str, view: str, action: Action) -> Page:
    return Page("GET", address, view, action)


def post(address: str, view: str, action: Action) -> Page:
    return Page("POST", address, view, action)


def one_click(address: str, view: str, action: Action) -> Page:
    """Return a POST that no form of ours comes before: its address is the proof (RFC 8058)."""
    return Page("POST", address, view, action, has_token=False)


def register(app: Flask, pages: Iterable[Page]) -> None:
    for page in pages:
        view = _late(page.view)
        app.add_url_rule(page.address, page.view, view, methods=[page.method])
        if not page.has_token:
            csrf.exempt(view)


def load(pages: Iterable[Page]) -> None:
    """Load the code of every page."""
    for page in pages:
        view_of(page.view)


@cache
def view_of(name: str) -> View:
    module, _, function = name.partition(".")
    view: View = getattr(import_module(f"readiness.web.{module}"), function)
    return view


def _late(name: str) -> View:
    def answer(**given: object) -> ResponseReturnValue:
        return view_of(name)(**given)

    # By these it is known which views need no token: each must have its own.
    answer.__module__, _, answer.__name__ = f"readiness.web.{name}".rpartition(".")
    return answer
