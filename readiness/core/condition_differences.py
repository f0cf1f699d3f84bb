"""How the condition of a question or gate changed: does it hold for less, for more, or for others?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from readiness.core.checklist_changes import ChangeKind, Said
from readiness.core.checklists import AnswerType
from readiness.core.comparisons import RuleFailed
from readiness.core.condition_words import in_words
from readiness.core.conditions import (
    AnswerName,
    Both,
    Compare,
    Condition,
    Either,
    Literal,
    Not,
    fact_names,
)
from readiness.core.facts import FACTS
from readiness.core.possibilities import Patience, can_hold

ALWAYS = Literal(True)


@dataclass(frozen=True, slots=True)
class Names:
    """What both versions can name: the answers' types, the questions' words, new ids, teams."""

    answers: Mapping[str, AnswerType]
    texts: Mapping[str, str]
    renamed: Mapping[str, str]
    teams: Mapping[str, str] = field(default_factory=dict)
    patience: Patience = field(default_factory=Patience)


def conditions(
    verb: str, before: Condition | None, new: Condition | None, names: Names
) -> Iterator[Said]:
    """Yield what changed; `verb` is "asked" or "needed". What cannot be told apart may be weaker."""
    old = None if before is None else renamed(before, names.renamed)
    if old == new:
        return
    is_narrower = _can_be(old, new, names)
    is_wider = _can_be(new, old, names)
    sentence = f"It was {_when(verb, old, names)}; now it is {_when(verb, new, names)}."
    if is_narrower and is_wider:
        yield Said(ChangeKind.CHANGED, f"{sentence} That may be weaker.", may_weaken=True)
    elif is_narrower:
        yield Said(ChangeKind.WEAKER, sentence)
    elif is_wider:
        yield Said(ChangeKind.STRICTER, sentence)
    else:
        yield Said(ChangeKind.REWORDED, f"{sentence} That is the same.")


def renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    """Return the condition with today's ids of the questions whose answers it looks at."""
    match condition:
        case AnswerName(question):
            return AnswerName(names.get(question, question))
        case Not(inner):
            return Not(renamed(inner, names))
        case Both(left, right):
            return Both(renamed(left, names), renamed(right, names))
        case Either(left, right):
            return Either(renamed(left, names), renamed(right, names))
        case Compare(operator, left, right):
            return Compare(operator, renamed(left, names), renamed(right, names))
    return condition


def _can_be(one: Condition | None, other: Condition | None, names: Names) -> bool:
    """Return whether there may be a service for which the one holds and the other does not."""
    both = Both(one or ALWAYS, Not(other or ALWAYS))
    if not fact_names(both) <= FACTS.keys():
        return True
    try:
        return can_hold(both, names.answers, names.patience)
    except RuleFailed:
        return True


def _when(verb: str, condition: Condition | None, names: Names) -> str:
    return (
        f"always {verb}" if condition is None else f"{verb} if {in_words(condition, names.texts)}"
    )
