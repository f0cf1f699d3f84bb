"""What is known about a service, which decides the questions it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    LEVEL = "level"  # a whole number, one of the choices
    FLAG = "flag"  # yes or no
    SET = "set"  # any number of the choices, also none


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    kind: FactKind
    label: str
    help: str
    choices: tuple[tuple[str, str], ...] = ()


#: A value of a fact; None is "I don't know", which takes the stricter path.
FactValue = int | bool | frozenset[str] | None

TIER = Fact(
    "tier",
    FactKind.LEVEL,
    "Tier",
    "How bad is it when the service is down for an hour?",
    (
        ("1", "1: customers or revenue are hit at once"),
        ("2", "2: important work is delayed"),
        ("3", "3: an inconvenience inside the company"),
    ),
)

FACTS: Mapping[str, Fact] = {
    fact.name: fact
    for fact in (
        TIER,
        Fact(
            "data",
            FactKind.SET,
            "Sensitive data",
            "What does it store, process or pass on, also only in logs or backups?",
            (
                ("personal", "Personal data"),
                ("cards", "Payment card data"),
                ("health", "Health data"),
                ("financial", "Figures that enter financial reporting"),
            ),
        ),
        Fact("public", FactKind.FLAG, "Public", "Does it take traffic from outside the company?"),
        Fact(
            "stores_data",
            FactKind.FLAG,
            "Keeps data",
            "Does it hold data that could not simply be made again?",
        ),
        Fact(
            "calls_others",
            FactKind.FLAG,
            "Depends on others",
            "Does it call other services or outside providers while it runs?",
        ),
        Fact(
            "revenue",
            FactKind.FLAG,
            "Financially significant",
            "Does, or will, more than 5 % of the company's revenue depend on it?",
        ),
        Fact(
            "crowd",
            FactKind.FLAG,
            "Fixed date and a crowd",
            "Is the launch announced for a date, so that many users arrive at once?",
        ),
        Fact(
            "shares_data",
            FactKind.FLAG,
            "Uses outside processors",
            "Do third parties receive or process its data?",
        ),
        Fact("ai", FactKind.FLAG, "Uses AI models", "Does a model's output reach its users?"),
        Fact(
            "kubernetes",
            FactKind.FLAG,
            "Runs on Kubernetes",
            "Does any part of it run in a Kubernetes cluster, your own or a managed one?",
        ),
        Fact(
            "pipeline",
            FactKind.FLAG,
            "Moves data",
            "Does it compute data in batches or streams that others rely on?",
        ),
        Fact(
            "eu_people",
            FactKind.FLAG,
            "People in the EU",
            "Does it handle data of people in the EU, the EEA or the UK?",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Facts:
    """The known facts of one service. A name that is missing is not known."""

    values: Mapping[str, FactValue]

    def of(self, name: str) -> FactValue:
        return self.values.get(name)


def to_plain(facts: Facts) -> dict[str, object]:
    """Return the facts as JSON holds them: sets as sorted lists, every known name present."""
    return {name: _plain(facts.of(name)) for name in FACTS}


def from_plain(plain: Mapping[str, object]) -> Facts:
    """Read facts as JSON holds them. Anything of the wrong type counts as not known."""
    return Facts({name: _value(fact, plain.get(name)) for name, fact in FACTS.items()})


def _plain(value: FactValue) -> object:
    return sorted(value) if isinstance(value, frozenset) else value


def _value(fact: Fact, raw: object) -> FactValue:
    if fact.kind is FactKind.FLAG:
        return raw if isinstance(raw, bool) else None
    known = {choice for choice, _ in fact.choices}
    if fact.kind is FactKind.LEVEL:
        is_level = isinstance(raw, int) and not isinstance(raw, bool) and str(raw) in known
        return raw if is_level and isinstance(raw, int) else None
    if isinstance(raw, list | tuple | set | frozenset) and known.issuperset(raw):
        return frozenset(raw)
    return None
