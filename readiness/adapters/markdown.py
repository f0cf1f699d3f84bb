"""Comments as HTML, and as plain text where a list or a message has no room for more.

It is the only place that turns what people typed into markup that is not escaped.

The parser knows no HTML (https://markdown-it-py.readthedocs.io), and nh3 has the last word
(https://nh3.readthedocs.io): what is not in its short lists is not there. Nothing loads from
elsewhere: images are not parsed, and links lead to pages and mail only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from readiness.core.handles import MENTION

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

SCHEMES = {"http", "https", "mailto"}
TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "s", "span", "strong"}
TAGS |= {"ul"}
REL = "noopener noreferrer nofollow"
#: A heading would be one of the page, and four spaces make code of a line that was only moved in.
NOT_KNOWN = ["image", "heading", "lheading", "code", "html_block", "html_inline"]
#: A link as it is typed; what follows it as punctuation is none of it.
_LINK = r"(?P<link>https?://[^\s<>\"'`]*[^\s<>\"'`.,;:!?)\]}*_~])"
_MARKS = re.compile(f"{_LINK}|{MENTION.pattern}", re.IGNORECASE)
_SAFE = re.compile(rf"(?:{'|'.join(sorted(SCHEMES))}):", re.IGNORECASE)


def html(text: str, names: Mapping[str, str] | None = None) -> Markup:
    """Return the text as markup. `names` are the people it mentions, by how they are spelled."""
    return _html(text, tuple(sorted((names or {}).items())))


@lru_cache(maxsize=2000)
def _html(text: str, names: tuple[tuple[str, str], ...]) -> Markup:
    # Late, as most requests show no comment and the process is to start quickly.
    import nh3

    drawn = _parser().render(text, {"names": dict(names)})
    # The last step, and nothing is added after it.
    clean = nh3.clean(
        drawn,
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        allowed_classes={"span": {"mention"}},
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel=REL,
    )
    return Markup(clean)  # nosec B704


def beginning(text: str, longest: int) -> str:
    """Return how the text begins, in one line, without the signs that only say how it looks."""
    said = plain(text)
    return said if len(said) <= longest else f"{said[:longest].rstrip()}…"


@lru_cache(maxsize=2000)
def plain(text: str) -> str:
    """Return the words that one reads, in one line; of what draws none, the text as it was typed."""
    blocks = _parser().parse(text, {"names": {}})
    parts = (part for block in blocks for part in (*_words(block), " "))
    return " ".join("".join(parts).split()) or " ".join(text.split())


def _words(block: Token) -> Iterator[str]:
    if block.type == "fence":
        yield block.content
    for token in block.children or ():
        yield " " if token.type in ("softbreak", "hardbreak") else token.content


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(NOT_KNOWN)
    parser.enable("strikethrough")
    parser.core.ruler.after("inline", "marks", _mark)
    parser.validateLink = _is_safe  # type: ignore[method-assign]
    return parser


def _is_safe(url: str) -> bool:
    return _SAFE.match(url.strip()) is not None


def _mark(state: StateCore) -> None:
    """Make links of addresses and show who is mentioned, in plain text only: code stays as it is."""
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = list(_marked(block.children, state))


def _marked(tokens: list[Token], state: StateCore) -> Iterator[Token]:
    links = 0
    for token in tokens:
        links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not links:
            yield from _split(token.content, state)
        else:
            yield token


def _split(text: str, state: StateCore) -> Iterator[Token]:
    names, at = state.env["names"], 0
    for found in _MARKS.finditer(text):
        made = _link(found["link"], state) if found["link"] else _mention(found[2], names)
        if made:
            yield _text(text[at : found.start()])
            yield from made
            at = found.end()
    yield _text(text[at:])


def _link(url: str, state: StateCore) -> list[Token]:
    return _around("a", url, {"href": state.md.normalizeLink(url)})


def _mention(spelling: str, names: Mapping[str, str]) -> list[Token]:
    if spelling not in names:
        return []
    return _around("span", f"@{names[spelling]}", {"class": "mention"})


def _around(tag: str, text: str, attributes: dict[str, str | int | float]) -> list[Token]:
    from markdown_it.token import Token

    kind = "link" if tag == "a" else "mention"
    opened = Token(f"{kind}_open", tag, 1, attrs=attributes)
    return [opened, _text(text), Token(f"{kind}_close", tag, -1)]


def _text(text: str) -> Token:
    from markdown_it.token import Token

    return Token("text", "", 0, content=text)
