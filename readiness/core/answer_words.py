"""What a good answer to a question is, in words, for those who read a checklist."""

from __future__ import annotations

from typing import assert_never

from readiness.core.checklists import (
    Alerts,
    AnswerType,
    Counts,
    Coverage,
    DateAge,
    Dependencies,
    Number,
    YesNo,
)


def good_answer(answer: AnswerType) -> str:
    """Return the kind of the answer and what meets it, without a full stop."""
    match answer:
        case YesNo():
            return "Yes, partly or no; yes meets it"
        case Counts(limits):
            most = ", ".join(f"{most} {severity}" for severity, most in limits)
            return f"A count for each severity; at most {most}"
        case Alerts(pages, percent):
            return (
                f"A table of pager alerts; at most {pages} pages a week,"
                f" {percent} % of them actionable"
            )
        case Coverage(signals):
            return f"Each component by {', '.join(signals)}; every cell covered or not needed"
        case Dependencies():
            return "A table of what happens when each is slow, down or wrong"
        case Number():
            return _number(answer)
        case DateAge(days):
            return f"A day, not longer ago than {days} days"
        case _:
            assert_never(answer)


def _number(answer: Number) -> str:
    limits = []
    if answer.minimum is not None:
        limits.append(f"at least {answer.minimum}")
    if answer.maximum is not None:
        limits.append(f"at most {answer.maximum}")
    unit = f" of {answer.unit}" if answer.unit else ""
    return f"A number{unit}" + (f"; {' and '.join(limits)}" if limits else "")
