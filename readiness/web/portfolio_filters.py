"""Reads which services to list from the address, and writes such addresses, so that they can be shared."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from readiness.store.portfolios import SORTS, Wanted
from readiness.web.numbers import page_number

STAGES = {
    "pre_launch": "Pre-launch",
    "launched": "Launched",
    "sre_managed": "SRE-managed",
    "handed_back": "Handed back",
    "retired": "Retired",
}
VERDICTS = {"approved": "Approved", "blocked": "Blocked", "not_enforced": "Not enforced"}
TIERS = {"1": "Tier 1", "2": "Tier 2", "3": "Tier 3", "unknown": "Not known"}
LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class Given:
    """What the address says; anything that is not known is left out, as if it were not there."""

    wanted: Wanted
    values: Mapping[str, str]
    page: int


def read(args: Mapping[str, str], teams: Collection[str]) -> Given:
    values = {
        "q": args.get("q", "").strip()[:LONGEST_TEXT].replace("\0", ""),
        "stage": _one_of(STAGES, args.get("stage", "")),
        "verdict": _one_of(VERDICTS, args.get("verdict", "")),
        "tier": _one_of(TIERS, args.get("tier", "")),
        "mine": "1" if args.get("mine") == "1" else "",
        "sort": _sort(args.get("sort", "")),
    }
    wanted = Wanted(
        text=values["q"],
        stage=values["stage"],
        verdict=values["verdict"],
        tier=values["tier"],
        teams=teams if values["mine"] else None,
        sort=values["sort"].lstrip("-") or "name",
        is_descending=values["sort"].startswith("-"),
    )
    return Given(wanted, values, page_number(args.get("page", "")))


def _one_of(known: Collection[str], value: str) -> str:
    return value if value in known else ""


def _sort(value: str) -> str:
    return value if value.removeprefix("-") in SORTS else ""


@dataclass(frozen=True, slots=True)
class Address:
    """What the template asks about the address: what is chosen, and where a change leads."""

    given: Given
    path: str

    stages = STAGES
    verdicts = VERDICTS
    tiers = TIERS

    def value(self, name: str) -> str:
        return self.given.values[name]

    @property
    def is_filtered(self) -> bool:
        return any(value for name, value in self.given.values.items() if name != "sort")

    def to(self, **changes: str) -> str:
        """Return the address with these changes. Another filter starts at the first page."""
        values = {**self.given.values, **changes}
        query = urlencode({name: value for name, value in values.items() if value})
        return f"{self.path}?{query}" if query else self.path

    def sort(self, column: str) -> str:
        """Return the address sorted by the column, the other way round if it is already."""
        wanted = self.given.wanted
        is_up = wanted.sort == column and not wanted.is_descending
        return self.to(sort=f"-{column}" if is_up else column)

    def direction(self, column: str) -> str | None:
        wanted = self.given.wanted
        if wanted.sort != column:
            return None
        return "descending" if wanted.is_descending else "ascending"
