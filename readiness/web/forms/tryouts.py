"""Facts and answers in an address. What it says wrongly counts as not known, or not given."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from readiness.core.facts import FACTS, Fact, FactKind, Facts, from_plain
from readiness.web.forms.services import FLAGS, NONE, UNKNOWN

Args = MultiDict[str, str]


def has_facts(args: Args) -> bool:
    return any(f"fact_{name}" in args for name in FACTS)


def facts(args: Args) -> Facts:
    return from_plain(
        {name: _plain(fact, args.getlist(f"fact_{name}")) for name, fact in FACTS.items()}
    )


def _plain(fact: Fact, chosen: list[str]) -> object:
    if not chosen or UNKNOWN in chosen:
        return None
    if fact.kind is FactKind.SET:
        return [each for each in chosen if each != NONE]
    if fact.kind is FactKind.FLAG:
        return FLAGS.get(chosen[0])
    levels = {value: int(value) for value, _ in fact.choices}
    return levels.get(chosen[0])


def given(args: Args) -> dict[str, str]:
    """Return what is tried as answers: everything named like a question."""
    return {name: _answer(values) for name, values in args.lists() if "." in name}


def _answer(values: list[str]) -> str:
    """Return "I don't know" where that is ticked beside what was typed."""
    return UNKNOWN if UNKNOWN in values else values[0]
