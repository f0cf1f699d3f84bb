"""How the answer that a question takes changed: its type, and each of its limits."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.core.answer_words import good_answer
from readiness.core.checklist_changes import ChangeKind, Said, limits
from readiness.core.checklists import Alerts, AnswerType, Counts, Coverage, DateAge, Number


def answers(old: AnswerType, new: AnswerType) -> Iterator[Said]:
    """Yield what changed. Other limits cannot be compared with these, so they may be weaker."""
    match old, new:
        case Counts(), Counts():
            yield from _counts(old, new)
        case Alerts(), Alerts():
            yield from _alerts(old, new)
        case Coverage(), Coverage():
            yield from _coverage(old, new)
        case Number(), Number() if old.unit == new.unit:
            least, most = (old.minimum, new.minimum), (old.maximum, new.maximum)
            yield from limits("The least accepted", *least, is_ceiling=False, unit=new.unit)
            yield from limits("The most accepted", *most, is_ceiling=True, unit=new.unit)
        case DateAge(), DateAge():
            name = "The days it may be ago"
            yield from limits(name, old.max_age_days, new.max_age_days, is_ceiling=True)
        case _ if old != new:
            yield Said(
                ChangeKind.CHANGED,
                "It takes another answer. That may be weaker.",
                may_weaken=True,
                before=good_answer(old),
                after=good_answer(new),
            )


def _counts(old: Counts, new: Counts) -> Iterator[Said]:
    before, after = dict(old.limits), dict(new.limits)
    for severity in {**after, **before}:
        name = f"Allowed open {severity} ones"
        yield from limits(name, before.get(severity), after.get(severity), is_ceiling=True)


def _alerts(old: Alerts, new: Alerts) -> Iterator[Said]:
    pages, least = "Allowed pages a week", "The percentage that must be actionable"
    yield from limits(pages, old.pages_per_week, new.pages_per_week, is_ceiling=True)
    yield from limits(least, old.actionable_percent, new.actionable_percent, is_ceiling=False)


def _coverage(old: Coverage, new: Coverage) -> Iterator[Said]:
    for signal in old.signals:
        if signal not in new.signals:
            yield Said(ChangeKind.WEAKER, f"The signal {signal} is no longer asked for.")
    for signal in new.signals:
        if signal not in old.signals:
            yield Said(ChangeKind.STRICTER, f"The signal {signal} is asked for as well.")
