"""What a report says of the work that was still owed."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.adapters.report_text import day, is_web_address
from readiness.core.plain import Plain, flag, mappings, text


@dataclass(frozen=True, slots=True)
class Owed:
    """An action item that was open; `link` is empty where it leads to no address of the web."""

    title: str
    link: str
    owner: str
    due: str
    is_before: bool


def owed(snapshot: Plain) -> tuple[Owed, ...] | None:
    """Return the open items, the first due first; None where none could be written down yet."""
    if "owed" not in snapshot:
        return None
    items = sorted(mappings(snapshot, "owed"), key=lambda each: text(each, "due_on"))
    return tuple(_owed(each) for each in items)


def _owed(plain: Plain) -> Owed:
    link = text(plain, "link")
    return Owed(
        title=text(plain, "title"),
        link=link if is_web_address(link) else "",
        owner=text(plain, "owner") if plain.get("owner") else "Nobody yet",
        due=day(text(plain, "due_on")),
        is_before=flag(plain, "before_launch"),
    )
