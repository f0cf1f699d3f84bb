"""Checklists as plain JSON documents, the form in which a version is stored and pinned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from readiness.core.checklists import (
    Alerts,
    AnswerType,
    Area,
    AskedFrom,
    Checklist,
    Counts,
    Coverage,
    DateAge,
    Dependencies,
    EvidenceNeed,
    GateRule,
    Kind,
    Number,
    Policy,
    Question,
    YesNo,
)
from readiness.core.condition_documents import from_plain
from readiness.core.conditions import Condition
from readiness.core.plain import (
    BadDocument,
    Plain,
    decimal,
    flag,
    mapping,
    mappings,
    optional_decimal,
    optional_whole,
    text,
    texts,
    whole,
)

__all__ = [
    "BadDocument",
    "before_defaults",
    "gate_definition",
    "question_definition",
    "read",
    "with_defaults",
]

Choice = TypeVar("Choice", bound=StrEnum)


def read(document: Plain) -> Checklist:
    """Return the checklist. The document was checked when it was loaded from its file.

    Raises BadDocument when it is not of that shape.
    """
    document = with_defaults(document)
    return Checklist(
        id=text(document, "id"),
        version=whole(document, "version"),
        kind=_choice(Kind, document, "kind"),
        title=text(document, "title"),
        areas=tuple(_area(plain) for plain in mappings(document, "areas")),
        questions=tuple(_question(plain) for plain in mappings(document, "questions")),
        gates=tuple(_gate(plain) for plain in mappings(document, "gates")),
        policy=_policy(mapping(document, "policy")),
        retired=flag(document, "retired"),
    )


def with_defaults(document: Plain) -> dict[str, object]:
    """Return the document as a newer file of the same content says it: with every key of today.

    Versions that were stored before a key existed lack it, and stay as they were stored.
    """
    return {
        "retired": False,
        **document,
        "questions": [{**_LATER, **plain} for plain in mappings(document, "questions")],
        "gates": [{**_LATER_OF_GATES, **plain} for plain in mappings(document, "gates")],
        "policy": {**_LATER_OF_POLICY, **mapping(document, "policy")},
    }


def before_defaults(definition: Plain) -> dict[str, object]:
    """Return a question or a gate without each later key that says what its absence says.

    So it has one digest, whether its version was stored before the key existed or after.
    """
    later = {**_LATER, **_LATER_OF_GATES}
    return {
        key: value for key, value in definition.items() if key not in later or value != later[key]
    }


_LATER: Plain = {"was": [], "measure": "", "evidence_max_age_days": None}
_LATER_OF_GATES: Plain = {"decide_within_days": None}
_LATER_OF_POLICY: Plain = {
    "longest_waiver_days_tier_1": None,
    "longest_waiver_days_tier_2": None,
    "most_waivers": None,
    "self_managed_days": None,
}


def question_definition(document: Plain, question_id: str) -> dict[str, object]:
    """Return everything the document says about the question: what a digest covers."""
    return _definition(document, "questions", question_id)


def gate_definition(document: Plain, gate_id: str) -> dict[str, object]:
    """Return everything the document says about the gate: what a digest covers."""
    return before_defaults(_definition(document, "gates", gate_id))


def _definition(document: Plain, key: str, wanted: str) -> dict[str, object]:
    for plain in mappings(document, key):
        if text(plain, "id") == wanted:
            return dict(plain)
    raise BadDocument(f"The checklist has no {wanted!r} among its {key}.")


def _area(plain: Plain) -> Area:
    return Area(text(plain, "id"), text(plain, "title"), text(plain, "intro"))


def _question(plain: Plain) -> Question:
    return Question(
        id=text(plain, "id"),
        area=text(plain, "id").partition(".")[0],
        text=text(plain, "question"),
        why=text(plain, "why"),
        proof=text(plain, "proof"),
        help=text(plain, "help"),
        answer=_answer(mapping(plain, "answer")),
        weight=whole(plain, "weight"),
        blocks=flag(plain, "blocks"),
        waivable=flag(plain, "waivable"),
        may_not_apply=flag(plain, "may_not_apply"),
        evidence=_choice(EvidenceNeed, plain, "evidence"),
        applies_if=_condition(plain),
        minutes=whole(plain, "minutes"),
        origin=text(plain, "origin"),
        asked_from=_choice(AskedFrom, plain, "from"),
        was=texts(plain, "was"),
        measure=text(plain, "measure"),
        evidence_max_age_days=optional_whole(plain, "evidence_max_age_days"),
    )


def _gate(plain: Plain) -> GateRule:
    return GateRule(
        id=text(plain, "id"),
        title=text(plain, "title"),
        areas=texts(plain, "areas"),
        team=text(plain, "team"),
        people=whole(plain, "people"),
        after=texts(plain, "after"),
        applies_if=_condition(plain),
        respond_within_days=whole(plain, "respond_within_days"),
        decide_within_days=optional_whole(plain, "decide_within_days"),
    )


def _policy(plain: Plain) -> Policy:
    return Policy(
        launch_within_days=whole(plain, "launch_within_days"),
        review_again_days=whole(plain, "review_again_days"),
        longest_waiver_days=whole(plain, "longest_waiver_days"),
        pass_mark=optional_whole(plain, "pass_mark"),
        area_minimum=optional_whole(plain, "area_minimum"),
        longest_waiver_days_tier_1=optional_whole(plain, "longest_waiver_days_tier_1"),
        longest_waiver_days_tier_2=optional_whole(plain, "longest_waiver_days_tier_2"),
        most_waivers=optional_whole(plain, "most_waivers"),
        self_managed_days=optional_whole(plain, "self_managed_days"),
    )


def _condition(plain: Plain) -> Condition | None:
    if plain.get("applies_if") is None:
        return None
    return from_plain(mapping(mapping(plain, "applies_if"), "parsed"))


_ANSWERS: Mapping[str, Callable[[Plain], AnswerType]] = {
    "yes_no": lambda _: YesNo(),
    "counts": lambda plain: Counts(
        tuple(
            (text(limit, "severity"), whole(limit, "most")) for limit in mappings(plain, "limits")
        )
    ),
    "alerts": lambda plain: Alerts(
        decimal(plain, "pages_per_week"), whole(plain, "actionable_percent")
    ),
    "coverage": lambda plain: Coverage(texts(plain, "signals")),
    "dependencies": lambda _: Dependencies(),
    "number": lambda plain: Number(
        text(plain, "unit"), optional_decimal(plain, "minimum"), optional_decimal(plain, "maximum")
    ),
    "date": lambda plain: DateAge(whole(plain, "max_age_days")),
}


def _answer(plain: Plain) -> AnswerType:
    kind = text(plain, "type")
    if kind not in _ANSWERS:
        raise BadDocument(f"There is no answer type {kind!r}.")
    return _ANSWERS[kind](plain)


def _choice(kind: type[Choice], plain: Plain, key: str) -> Choice:
    try:
        return kind(text(plain, key))
    except ValueError as error:
        raise BadDocument(f"{plain.get(key)!r:.80} is not a {key} that is known.") from error
