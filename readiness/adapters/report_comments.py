"""Comments as a report prints them: by the same markup as on their page."""

from __future__ import annotations

from readiness.adapters import markdown
from readiness.adapters.report_text import legible, moment
from readiness.adapters.report_values import Comment
from readiness.core.plain import Plain, flag, mapping, mappings, text


def comments(plain: Plain) -> tuple[Comment, ...]:
    """Return the comments; a snapshot from before they were kept in it has none."""
    if "comments" not in plain:
        return ()
    return tuple(_comment(each) for each in mappings(plain, "comments"))


def _comment(plain: Plain) -> Comment:
    """Return it as it looks on its page. Who was mentioned is not in a snapshot from before that."""
    mentions = mapping(plain, "mentions") if "mentions" in plain else {}
    names = {spelling: str(legible(name)) for spelling, name in mentions.items()}
    return Comment(
        text(plain, "person"),
        moment(text(plain, "at")),
        markdown.html(str(legible(text(plain, "body"))), names),
        _notes(plain),
        is_answer=_says(plain, "is_answer"),
    )


def _notes(plain: Plain) -> str:
    is_resolved = "is_open" in plain and not _says(plain, "is_open")
    said = {"edited": _says(plain, "is_edited"), "resolved": is_resolved}
    return ", ".join(word for word, is_so in said.items() if is_so)


def _says(plain: Plain, name: str) -> bool:
    return name in plain and flag(plain, name)
