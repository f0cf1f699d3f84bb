"""What a team claims to one question: read strictly, and what is still lacking in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import assert_never

from readiness.core import alerts, counts, coverage, dependencies, quantities
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
from readiness.core.comparisons import UNKNOWN
from readiness.core.conditions import AnswerScalar
from readiness.core.fields import Fault, Fields

YES_NO_CHOICES = ("yes", "partly", "no", "unknown", "not_applicable")
GIVEN_CHOICES = ("given", "unknown", "not_applicable")
NEEDS_REASON = frozenset({"partly", "not_applicable"})
_HOLDS_PAYLOAD = frozenset({"given", ""})
_SETTLED = frozenset({"unknown", "not_applicable"})


class BadAnswer(Exception):
    """The answer cannot be saved. `faults` pairs each field with a sentence for the person."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(" ".join(sentence for _, sentence in faults))
        self.faults = faults


def choices(answer_type: AnswerType) -> tuple[str, ...]:
    return YES_NO_CHOICES if isinstance(answer_type, YesNo) else GIVEN_CHOICES


def parse(
    answer_type: AnswerType, raw: Mapping[str, object], *, today: date | None = None
) -> dict[str, object]:
    """Return the answer in its normal form, drafts included: what is empty is kept as empty text.

    The choice may be empty while none is made. Rows that hold nothing are left out, and so is
    what belongs to "given" when another choice is made. With `today`, later days are refused.
    Raises BadAnswer with every fault that was found.
    """
    faults: list[Fault] = []
    fields = Fields(raw, faults)
    choice = fields.one_of("choice", "The answer", choices(answer_type))
    answer: dict[str, object] = {"choice": choice, "reason": fields.text("reason", "The reason")}
    if choice in _HOLDS_PAYLOAD:
        answer |= _payload(answer_type, fields, today)
    fields.skip(*_payload_names(answer_type))
    fields.refuse_others()
    if faults:
        raise BadAnswer(tuple(faults))
    return answer


def is_readable(answer_type: AnswerType, answer: Mapping[str, object]) -> bool:
    """Return whether a saved answer is one to this type: the question may have changed since."""
    try:
        parse(answer_type, answer)
    except BadAnswer:
        return False
    return True


def missing(answer_type: AnswerType, answer: Mapping[str, object]) -> tuple[str, ...]:
    """Return a sentence for each thing that a parsed answer lacks to be complete."""
    choice = answer["choice"]
    if choice == "":
        return ("Choose an answer.",)
    if choice in NEEDS_REASON and not answer["reason"]:
        return (_REASON_WANTED[str(choice)],)
    return () if choice in _SETTLED else _missing_payload(answer_type, answer)


_REASON_WANTED = {
    "partly": "Say what is done and what is still to do.",
    "not_applicable": "Say why it does not apply.",
}


def scalar(answer_type: AnswerType, answer: Mapping[str, object] | None) -> AnswerScalar:
    """Return what conditions see: a number as such, else the choice; None while there is none.

    A number that is not known decides nothing, so that what hangs on it is asked. One that does not
    apply is None too.
    """
    if answer is None or not answer.get("choice"):
        return None
    if not isinstance(answer_type, Number):
        return str(answer["choice"])
    if answer["choice"] == "unknown":
        return UNKNOWN
    number = answer.get("number")
    return Decimal(str(number)) if answer["choice"] == "given" and number else None


def _payload_names(answer_type: AnswerType) -> tuple[str, ...]:
    return _PAYLOADS[type(answer_type)]


_PAYLOADS: Mapping[type[AnswerType], tuple[str, ...]] = {
    YesNo: (),
    Counts: counts.PAYLOAD,
    Alerts: alerts.PAYLOAD,
    Coverage: coverage.PAYLOAD,
    Dependencies: dependencies.PAYLOAD,
    Number: quantities.NUMBER,
    DateAge: quantities.DATE,
}


def _payload(answer_type: AnswerType, fields: Fields, today: date | None) -> dict[str, object]:
    match answer_type:
        case YesNo():
            return {}
        case Counts():
            return counts.read(answer_type, fields)
        case Alerts():
            return alerts.read(fields)
        case Coverage():
            return coverage.read(answer_type, fields)
        case Dependencies():
            return dependencies.read(fields)
        case Number():
            return quantities.read_number(answer_type, fields)
        case DateAge():
            return quantities.read_date(fields, today)
        case _:
            assert_never(answer_type)


def _missing_payload(answer_type: AnswerType, answer: Mapping[str, object]) -> tuple[str, ...]:
    match answer_type:
        case YesNo():
            return ()
        case Counts():
            return counts.missing(answer)
        case Alerts():
            return alerts.missing(answer)
        case Coverage():
            return coverage.missing(answer)
        case Dependencies():
            return dependencies.missing(answer)
        case Number():
            return quantities.missing("number", answer)
        case DateAge():
            return quantities.missing("date", answer)
        case _:
            assert_never(answer_type)
