"""Reading a page: what text it shows, which fields it offers, and whether anything in it could run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import html5lib

from tests.payloads import tidy

#: What people type into; a number, a day or a choice is checked before it is kept.
TYPED = {"", "text", "search", "url", "email", "tel"}
#: What fits into a field that names no limit.
LONG, SHORT = 4000, 150
FIELD = re.compile(
    r'<textarea|<input(?![^>]*type="(?:hidden|search|checkbox|radio|password|date)")'
)
LOADED = {"src", "href", "action", "formaction", "srcset", "data", "poster", "background", "ping"}
#: What our own pages send by script, always to themselves.
SENT = re.compile(r"hx-(get|post|put|delete|patch)")
NEVER = {
    "iframe",
    "object",
    "embed",
    "base",
    "frame",
    "applet",
    "style",
    "marquee",
    "audio",
    "video",
}
NEVER |= {"math", "foreignobject", "foreignObject", "animate", "set", "use", "image", "source"}
METAS = {"viewport", "color-scheme", "csrf-token", "htmx-config"}


def tree_of(html: str) -> Any:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return parser.parse(html)


def shown(tree: Any) -> str:
    """Return all that the page says, in its text, its fields and its attributes."""
    said: list[str] = []
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "head"):
            said += [element.text or "", *map(str, element.attrib.values())]
        said.append(element.tail or "")
    return tidy("\n".join(said)) + tidy("".join(tree.find("body").itertext()))


def typed_fields(form: Any) -> Iterator[tuple[str, int]]:
    """Yield the name of each field that takes any text, and how much of it."""
    for element in form.iter():
        name, kind = element.get("name"), element.get("type", "")
        is_typed = element.tag == "textarea" or (element.tag == "input" and kind in TYPED)
        if name and is_typed and element.get("readonly") is None:
            usual = LONG if element.tag == "textarea" else SHORT
            yield name, int(element.get("maxlength") or usual)


def has_typed_fields(html: str) -> bool:
    """Return whether it is worth parsing the page: all have a search box, and most nothing more."""
    return bool(FIELD.search(html))


def live(tree: Any) -> list[str]:
    """Return what in the page could run or load something that is not our own."""
    return [
        f"<{element.tag} {name}={value!r}>"
        for element in tree.iter()
        if isinstance(element.tag, str)
        for name, value in _faults(element)
    ]


def _faults(element: Any) -> Iterator[tuple[str, str]]:
    if element.tag in NEVER:
        yield "", ""
    if element.tag == "script" and not str(element.get("src", "")).startswith("/static/"):
        yield "", element.text or ""
    if element.tag == "meta" and element.get("http-equiv"):
        yield "http-equiv", element.get("http-equiv")
    for name, value in element.attrib.items():
        plain = str(name).lower()
        is_run = plain.startswith("on") or plain == "style"
        is_loaded = plain in LOADED and not _is_harmless(element.tag, plain, value)
        if is_run or is_loaded or (SENT.fullmatch(plain) and not value.startswith("/")):
            yield name, value


def _is_harmless(tag: str, name: str, value: str) -> bool:
    """Return whether it leads within the site, or is a link to the web that a person follows."""
    parts = urlsplit(value.strip())
    if value.startswith("#") or (value.startswith("/") and not value.startswith("//")):
        return True
    is_within = not parts.scheme and not parts.netloc and not value.startswith(("\\", "//"))
    return is_within or (
        (tag, name) == ("a", "href") and parts.scheme in ("http", "https", "mailto")
    )
