"""What the frame of every page shows: where one can go, who is signed in, and times in their zone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from flask import current_app, g, request, url_for

from readiness import extensions
from readiness.adapters import report_text
from readiness.core import addresses, announcements, handovers, kind_words
from readiness.core.health import Check
from readiness.core.rights import Action, may
from readiness.usecases import health, inboxes
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.session import glance

#: Label, endpoint, and the action that somebody must be allowed to be shown it.
PLACES = (
    ("Home", "home.show", Action.READ),
    ("Services", "services.index", Action.READ),
    ("Queue", "queue.show", Action.READ),
    ("Action items", "action_items.index", Action.READ),
    ("Checklists", "checklists.index", Action.READ),
    ("Ledger", "ledger.index", Action.READ_LEDGER),
    ("People", "people.index", Action.MANAGE_PEOPLE),
    ("Teams", "teams.index", Action.MANAGE_PEOPLE),
    ("Tokens", "tokens.index", Action.MANAGE_TOKENS),
    ("Connections", "connections.index", Action.MANAGE_CONNECTIONS),
)

#: How old a warning may be, and how long a page waits for a new one.
WARNED_SECONDS, PATIENCE_SECONDS = 15.0, 0.5

#: Pages that belong to another entry of the bar than the one of their own file.
WITHIN = {
    "action_item_moves": "action_items",
    "handovers": "services",
    "holds": "services",
    "freezes": "services",
    "advisory": "services",
    "why_blocked": "services",
    "checklist_search": "checklists",
    "tryouts": "checklists",
    "deliveries": "connections",
}


@dataclass(frozen=True, slots=True)
class Place:
    label: str
    href: str
    current: bool = False


def context() -> dict[str, object]:
    """Return what base.html reads."""
    who = actor()
    if who.person is None:
        return {"nav": [], "person": None, "actor": who}
    return {
        "nav": _places(),
        "person": who,
        "actor": who,
        "person_links": [
            Place("Your account", url_for("accounts.show")),
            Place("Notifications", addresses.notifications()),
        ],
        "sign_out_href": url_for("sign_ins.sign_out"),
        "inbox_href": addresses.inbox(),
        "unread": unread,
        "troubles": troubles,
        "search_href": addresses.search(),
    }


def unread() -> str:
    """Return how many notices are unread, nothing for none. Only the bar asks: no part of a page."""
    if g.get("is_fault"):
        return ""  # what failed could be the database
    if "db" in g:
        count = inboxes.unread(g.db, by=actor())
    else:
        with glance() as reading:
            count = inboxes.unread(reading, by=actor())
    return "" if not count else str(count) if count < inboxes.MOST_COUNTED else "99+"


def troubles() -> Sequence[Check]:
    """Return what is wrong with this installation, to those who can do something about it."""
    if g.get("is_fault"):
        return ()  # what failed could be the database
    ask = partial(extensions.health().ask, fresh=WARNED_SECONDS, patience=PATIENCE_SECONDS)
    return health.warnings(ask, by=actor())


def _places() -> list[Place]:
    return [
        Place(label, url_for(endpoint), current=_is_here(endpoint))
        for label, endpoint, action in PLACES
        if endpoint in current_app.view_functions and may(actor(), action)
    ]


def _is_here(endpoint: str) -> bool:
    here = request.blueprint or ""
    return WITHIN.get(here, here) == endpoint.partition(".")[0]


def exact(moment: datetime) -> str:
    """Return the time in the person's zone, as in "3 May 2026, 14:05 CEST"."""
    local = moment.astimezone(ZoneInfo(actor().time_zone))
    return f"{local.day} {local:%B %Y, %H:%M %Z}"


def day(moment: datetime) -> str:
    local = moment.astimezone(ZoneInfo(actor().time_zone))
    return f"{local.day} {local:%B %Y}"


def announced(moment: datetime) -> tuple[str, str] | None:
    """Return the end that is near as a status, its kind and word; None more than 30 days before."""
    near = announcements.nearness(moment, now())
    return (announcements.ENDING[near], announcements.told(moment, now())) if near else None


FILTERS: Mapping[str, Callable[..., object]] = {
    "announced": announced,
    "exact": exact,
    "date": handovers.said,
    "day": day,
    "written_day": report_text.day,
    "noun": kind_words.noun,
    "review_name": kind_words.review,
}
