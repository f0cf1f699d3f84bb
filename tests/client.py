"""A browser for tests: reads every page strictly, and fills in the forms that the page has."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

FIELDS = {"input", "textarea", "select"}


class Page:
    """One answer in HTML, parsed."""

    def __init__(self, client: "Client", response: TestResponse) -> None:
        self.client, self.response, self.status = client, response, response.status_code
        self.tree = strictly(response.text)
        self.path = response.request.path

    @property
    def text(self) -> str:
        """What a person reads, with single spaces."""
        return words(self.tree.find("body"))

    @property
    def next_step(self) -> str:
        found = [each for each in self.tree.iter() if each.get("aria-label") == "Next step"]
        return words(found[0]) if found else ""

    def links(self) -> list[str]:
        return [each.get("href", "") for each in self.tree.iter("a")]

    def forms(self) -> list["Form"]:
        return [Form(self, element) for element in self.tree.iter("form")]

    @property
    def token(self) -> str:
        """What the page's forms prove with that they are ours."""
        return next(
            str(each.values["csrf_token"]) for each in self.forms() if each.method == "post"
        )

    def has_form(self, *, button: str) -> bool:
        return any(each.is_called(button, "") for each in self.forms())

    def form(self, *, button: str = "", action: str = "") -> "Form":
        """Return the one form with this button, or with an action that ends so."""
        found = [each for each in self.forms() if each.is_called(button, action)]
        assert len(found) == 1, f"{len(found)} forms: {button} {action}\n{self.text}"
        return found[0]


class Form:
    """A form of a page, with what stands in its fields."""

    def __init__(self, page: Page, element: Any) -> None:
        self.page, self.element = page, element
        self.method = element.get("method", "get").lower()
        self.action = urljoin(page.path, element.get("action") or page.path)
        self.buttons = [words(each) for each in element.iter("button")]
        self.values = dict(filled(element))

    def is_called(self, button: str, action: str) -> bool:
        has_button = not button or button in self.buttons
        return has_button and self.method == "post" and self.action.endswith(action)

    def send(self, values: Mapping[str, object] | None = None, **named: object) -> TestResponse:
        """Send it with these changes. A name that the form does not have is a mistake."""
        changes = {**(values or {}), **named}
        names = {each.get("name") for each in self.element.iter() if each.get("name")}
        assert set(changes) <= names, f"no such field: {set(changes) - names}"
        return self.page.client.post(self.action, data={**self.values, **changes})


class Client(FlaskClient):
    """Parses each page it is given, so that no broken one goes unseen."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        has_page = response.mimetype == "text/html" and response.request.method != "HEAD"
        if has_page and response.status_code not in (301, 302, 303, 308):
            strictly(response.text)
        return response

    def page(self, path: str, status: int = 200) -> Page:
        return self.read(self.get(path), status)

    def read(self, response: TestResponse, status: int = 200) -> Page:
        assert response.status_code == status, (response.status, response.text[:3000])
        return Page(self, response)

    def follow(self, response: TestResponse) -> Page:
        """Go where a form that was taken leads to."""
        assert response.status_code == 302, (response.status, response.text[:3000])
        return self.page(response.location)


@lru_cache(maxsize=4)  # a page that arrives is judged, and then read
def strictly(html: str) -> Any:
    """Return the tree of a page without any fault in its HTML, and with each id once."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    faults = [(line_of(html, at), code, about) for (at, code, about) in parser.errors]
    assert not faults, faults
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(ids) == len(set(ids)), (
        f"ids used twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    )
    styled = [each.tag for each in tree.iter() if each.get("style")]
    assert not styled, f"the policy forbids style attributes: {styled}"
    return tree


def line_of(html: str, at: tuple[int, int]) -> str:
    return f"{at[0]}: {html.splitlines()[at[0] - 1].strip()[:120]}"


def words(element: Any) -> str:
    """Return the text of an element, without the choices that a closed list hides."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Any) -> Iterator[str]:
    if element.tag == "option":
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def filled(form: Any) -> list[tuple[str, Any]]:
    """Return what the form would send as it stands."""
    values: dict[str, Any] = {}
    for field in (each for each in form.iter() if each.tag in FIELDS):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or kind in ("submit", "button"):
            continue
        if kind in ("checkbox", "radio"):
            if field.get("checked") is not None:
                values.setdefault(name, []).append(field.get("value", "on"))
        elif field.tag == "select":
            values[name] = chosen(field)
        else:
            values[name] = field.get("value", "") if field.tag == "input" else field.text or ""
    return list(values.items())


def chosen(select: Any) -> list[str]:
    options = list(select.iter("option"))
    picked = [each.get("value") for each in options if each.get("selected") is not None]
    return picked or [each.get("value") for each in options[:1]]
