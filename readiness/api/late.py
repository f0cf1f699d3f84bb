"""Gives the API its addresses; its code comes with the first request, as that of each page does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/api/"


def beside(pages: WSGIApplication, make: Callable[[], WSGIApplication]) -> WSGIApplication:
    """Return an application that leaves the API's addresses to what `make` makes, the rest to the pages."""
    api = cache(make)

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        chosen = api() if environ["PATH_INFO"].startswith(PATH) else pages
        return chosen(environ, start_response)

    return application
