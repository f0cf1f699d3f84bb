"""Freezes: times in which nobody launches, or deploys at all, laid over what the gate says anyway."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from readiness.core import addresses
from readiness.core.plain import Plain, mappings, text, texts, whole
from readiness.core.reasons import COORDINATORS, Code, Reason

#: A calendar without a freeze that runs or is to come.
NONE = '{"freezes":[]}'


class Covers(StrEnum):
    """`launches` stops what has not launched in that environment yet."""

    LAUNCHES = "launches"
    DEPLOYMENTS = "deployments"


@dataclass(frozen=True, slots=True)
class Freeze:
    """`ends_at` is its end as shortened last; `excepted` are the short names of services."""

    id: int
    name: str
    covers: Covers
    environments: frozenset[str]
    starts_at: datetime
    ends_at: datetime
    excepted: frozenset[str] = frozenset()

    def is_running(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at

    def concerns(self, service: str, environment: str, *, is_launched: bool) -> bool:
        is_covered = self.covers is Covers.DEPLOYMENTS or not is_launched
        return is_covered and environment in self.environments and service not in self.excepted


@dataclass(frozen=True, slots=True)
class Said:
    """What the gate says: a verdict, the stored part of its answer, and until when."""

    verdict: str
    body: str
    ends_at: datetime | None
    enforced: bool = True


def laid_over(
    said: Said, freezes: Collection[Freeze], *, service: str, environment: str, at: datetime
) -> Said:
    """Return it under the freezes of that instant, good until the next of them begins or ends."""
    if not freezes:
        return said
    is_launched = launched_in(said.body)
    found = [f for f in freezes if f.concerns(service, environment, is_launched=is_launched)]
    ends_at = _first([said.ends_at, *(f.ends_at for f in found), *(f.starts_at for f in found)], at)
    reasons = standing(found, at)
    if not reasons:
        return Said(said.verdict, said.body, ends_at, said.enforced)
    return Said("blocked", _with(said.body, reasons), ends_at, said.enforced)


def standing(freezes: Iterable[Freeze], at: datetime) -> tuple[Reason, ...]:
    return tuple(frozen(each) for each in freezes if each.is_running(at))


def frozen(freeze: Freeze) -> Reason:
    until = freeze.ends_at.isoformat(timespec="seconds").replace("+00:00", "Z")
    what = "Launches" if freeze.covers is Covers.LAUNCHES else "Deployments"
    sentence = (
        f"{what} are frozen until {until}: “{freeze.name}”. "
        "A launch coordinator can except the service."
    )
    return Reason(Code.FROZEN, sentence, COORDINATORS, addresses.freeze(freeze.id))


def _first(moments: Iterable[datetime | None], at: datetime) -> datetime | None:
    return min((each for each in moments if each is not None and each > at), default=None)


@lru_cache(maxsize=4096)
def launched_in(body: str) -> bool:
    """Return whether the service has launched there. What does not say so has not: never a pass."""
    return json.loads(body).get("launched") is True


@lru_cache(maxsize=4096)
def _with(body: str, reasons: tuple[Reason, ...]) -> str:
    document = json.loads(body)
    told = [
        {"code": r.code.value, "sentence": r.sentence, "turn": r.turn, "path": r.path}
        for r in reasons
    ]
    document["reasons"] = [*told, *document["reasons"]]
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def written(freezes: Sequence[Freeze], rules: Sequence[Mapping[str, object]] = ()) -> str:
    """Return the calendar as it is stored for the gate, with the rules of advisory mode if any."""
    document: dict[str, object] = {"freezes": [_plain(each) for each in freezes]}
    if rules:
        document["advisory"] = list(rules)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _plain(freeze: Freeze) -> dict[str, object]:
    return {
        "id": freeze.id,
        "name": freeze.name,
        "covers": freeze.covers.value,
        "environments": sorted(freeze.environments),
        "starts_at": freeze.starts_at.isoformat(),
        "ends_at": freeze.ends_at.isoformat(),
        "excepted": sorted(freeze.excepted),
    }


@lru_cache(maxsize=8)
def read(calendar: str) -> tuple[Freeze, ...]:
    """Return the freezes of a stored calendar. Raises on whatever is not one."""
    return tuple(_freeze(each) for each in mappings(json.loads(calendar), "freezes"))


def _freeze(document: Plain) -> Freeze:
    return Freeze(
        id=whole(document, "id"),
        name=text(document, "name"),
        covers=Covers(text(document, "covers")),
        environments=frozenset(texts(document, "environments")),
        starts_at=datetime.fromisoformat(text(document, "starts_at")),
        ends_at=datetime.fromisoformat(text(document, "ends_at")),
        excepted=frozenset(texts(document, "excepted")),
    )
