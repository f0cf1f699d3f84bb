"""The card of the launch day: what its small form says, what is wrong with it, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from readiness.core.plain import Plain, optional_text, optional_whole

MOST_ROWS = 8
LONGEST_LINE = 300
LONGEST_COMMAND = 2000

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LaunchCard:
    """`decides` is a person; the pairs are when to stop and who says so, a dashboard's name and
    address, who is on call and how they are reached.
    """

    decides: int | None = None
    holds: tuple[Pair, ...] = ()
    rollback: str = ""
    dashboards: tuple[Pair, ...] = ()
    on_call: tuple[Pair, ...] = ()


EMPTY = LaunchCard()
#: Where the shipped checklists ask for it: the reasons of these answers, or the links behind them.
REASONS: Mapping[str, tuple[str, ...]] = {
    "holds": ("deployment.step-criteria",),
    "rollback": ("deployment.rollback-minutes", "deployment.off-switch"),
    "on_call": ("alerts.rota", "hygiene.owner-known"),
}
LINKS = ("monitoring.coverage", "monitoring.slo", "monitoring.business-signal")


def pairs(rows: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return the rows without spaces around and without the empty ones."""
    tidy = ((one.strip(), two.strip()) for one, two in rows)
    return tuple(pair for pair in tidy if any(pair))


def faults(card: LaunchCard) -> dict[str, str]:
    """Return what cannot be kept, by field. What is missing is no fault: the card names it."""
    found = {}
    for name in ("holds", "dashboards", "on_call"):
        rows: Sequence[Pair] = getattr(card, name)
        if len(rows) > MOST_ROWS:
            found[name] = f"At most {MOST_ROWS} of them fit on the page."
        elif any(len(text) > LONGEST_LINE for pair in rows for text in pair):
            found[name] = f"A line has at most {LONGEST_LINE} characters."
    if len(card.rollback) > LONGEST_COMMAND:
        found["rollback"] = f"It has at most {LONGEST_COMMAND} characters."
    if any(not _is_link(link) for _, link in card.dashboards if link):
        found["dashboards"] = "A dashboard's address starts with https:// or http://."
    return found


def _is_link(text: str) -> bool:
    return text.startswith(("https://", "http://")) and text.isprintable() and " " not in text


def missing(card: LaunchCard) -> tuple[str, ...]:
    """Return what the card does not say yet, in words."""
    parts = {
        "who decides": card.decides,
        "when to stop": card.holds,
        "who says so at each hold point": card.holds == () or all(who for _, who in card.holds),
        "the rollback command": card.rollback,
        "dashboards": card.dashboards,
        "who is on call": card.on_call,
        "how on-call is reached": card.on_call == () or all(how for _, how in card.on_call),
    }
    return tuple(words for words, is_there in parts.items() if not is_there)


def plain(card: LaunchCard) -> dict[str, object]:
    """Return it as it is kept."""
    return {
        "decides": card.decides,
        "holds": [list(pair) for pair in card.holds],
        "rollback": card.rollback,
        "dashboards": [list(pair) for pair in card.dashboards],
        "on_call": [list(pair) for pair in card.on_call],
    }


def read(kept: Plain) -> LaunchCard:
    return LaunchCard(
        decides=optional_whole(kept, "decides"),
        holds=_pairs(kept, "holds"),
        rollback=optional_text(kept, "rollback"),
        dashboards=_pairs(kept, "dashboards"),
        on_call=_pairs(kept, "on_call"),
    )


def _pairs(kept: Plain, name: str) -> tuple[Pair, ...]:
    rows = cast("list[list[str]]", kept.get(name) or [])
    return tuple((one, two) for one, two in rows)


def prefilled(reasons: Mapping[str, str], links: Iterable[Pair]) -> LaunchCard:
    """Return the card as the answers have it: reasons by question, and links with their names."""
    said = {
        name: [reasons[id_] for id_ in ids if reasons.get(id_)] for name, ids in REASONS.items()
    }
    return LaunchCard(
        holds=pairs((text[:LONGEST_LINE], "") for text in said["holds"]),
        rollback="\n".join(said["rollback"])[:LONGEST_COMMAND],
        dashboards=pairs(links)[:MOST_ROWS],
        on_call=pairs(("", text[:LONGEST_LINE]) for text in said["on_call"]),
    )
