"""Advisory mode: where the gate says the true verdict, and nobody is stopped by it yet."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from readiness.core.freezes import Said
from readiness.core.plain import Plain, mappings, optional_text, text
from readiness.core.reasons import Code


class Scope(StrEnum):
    TIER = "tier"
    ENVIRONMENT = "environment"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Rule:
    """`value` is a tier's number, an environment, or a service's short name. No end is for good."""

    id: int
    scope: Scope
    value: str
    ends_at: datetime | None

    def is_running(self, at: datetime) -> bool:
        return self.ends_at is None or at < self.ends_at


def advised(
    said: Said, rules: Collection[Rule], *, service: str, environment: str, at: datetime
) -> Said:
    """Return it as not enforced where a rule says so. A hold is enforced whatever the rules say."""
    if not rules or said.verdict != "blocked" or is_held(said.body):
        return said
    named = {Scope.SERVICE: service, Scope.ENVIRONMENT: environment, Scope.TIER: tier_in(said.body)}
    found = [rule for rule in rules if rule.is_running(at) and rule.value == named[rule.scope]]
    if not found:
        return said
    ends = [said.ends_at, *(rule.ends_at for rule in found)]
    ends_at = min((each for each in ends if each is not None), default=None)
    return replace(said, enforced=False, ends_at=ends_at)


@lru_cache(maxsize=4096)
def tier_in(body: str) -> str:
    """Return the service's tier, nothing where it is not known: then no rule of a tier is for it."""
    tier = json.loads(body).get("tier")
    return str(tier) if type(tier) is int else ""


@lru_cache(maxsize=4096)
def is_held(body: str) -> bool:
    return any(each["code"] == Code.HELD for each in json.loads(body)["reasons"])


def plain(rule: Rule) -> dict[str, object]:
    ends_at = rule.ends_at.isoformat() if rule.ends_at else None
    return {"id": rule.id, "scope": rule.scope.value, "value": rule.value, "ends_at": ends_at}


@lru_cache(maxsize=8)
def read(calendar: str) -> tuple[Rule, ...]:
    """Return the rules of a stored calendar. Raises on whatever is not one."""
    document = json.loads(calendar)
    return tuple(map(_rule, mappings(document, "advisory"))) if "advisory" in document else ()


def _rule(document: Plain) -> Rule:
    ends_at = optional_text(document, "ends_at")
    number = document.get("id")
    return Rule(
        id=number if isinstance(number, int) else 0,
        scope=Scope(text(document, "scope")),
        value=text(document, "value"),
        ends_at=datetime.fromisoformat(ends_at) if ends_at else None,
    )
