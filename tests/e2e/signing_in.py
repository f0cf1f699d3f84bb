"""Signs a browser in without showing it the page, which has tests of its own."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e.savers import FIELD
from tests.factories.people import PASSWORD


def sign_in(page: Page, address: str, name: str) -> None:
    """Become somebody. The page itself shows what it showed before."""
    web = page.context.request
    form = FIELD.search(web.get(f"{address}/sign-in").text())
    assert form
    typed = {"email": f"{name}@example.com", "password": PASSWORD, "csrf_token": form[1]}
    home = web.post(f"{address}/sign-in", form=typed)
    assert home.url == f"{address}/", home.url
