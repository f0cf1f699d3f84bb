"""Answers are read strictly, drafts are kept, and what is lacking is said."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.core.answers import BadAnswer, choices, missing, parse, scalar
from readiness.core.checklists import AnswerType, Counts, DateAge, Dependencies, Number, YesNo
from readiness.core.comparisons import UNKNOWN
from tests.factories.answers import KINDS, given_answers
from tests.factories.questions import credit

pytestmark = pytest.mark.once

NUMBER = Number("minutes", None, Decimal(10))


@pytest.mark.parametrize("kind", KINDS, ids=str)
@given(data=st.data())
def test_reading_twice_changes_nothing(kind: AnswerType, data: st.DataObject) -> None:
    answer = data.draw(given_answers(kind))
    assert parse(kind, parse(kind, answer)) == parse(kind, answer)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(["choice", "reason", "counts", "rows", "none", "number", "date"])


@pytest.mark.parametrize("kind", KINDS, ids=str)
@given(raw=st.dictionaries(FIELDS, st.sampled_from(["given", "yes"]) | JSON))
def test_any_json_is_read_or_refused(kind: AnswerType, raw: dict[str, object]) -> None:
    # Anything else than a refusal would be a crash.
    with suppress(BadAnswer):
        assert isinstance(missing(kind, parse(kind, raw)), tuple)
    assert 0 <= credit(kind, raw) <= 1


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_an_unknown_choice_is_refused(kind: AnswerType) -> None:
    with pytest.raises(BadAnswer) as refused:
        parse(kind, {"choice": "perhaps"})
    told = f"The answer must be one of: {', '.join(choices(kind))}."
    assert refused.value.faults == (("choice", told),)


def test_a_field_of_another_type_is_refused() -> None:
    with pytest.raises(BadAnswer, match="no such field"):
        parse(YesNo(), {"choice": "yes", "number": "1"})


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_an_answer_may_be_begun_without_a_choice(kind: AnswerType) -> None:
    begun = parse(kind, {"reason": "Bob knows more."})
    assert begun["choice"] == ""
    assert begun["reason"] == "Bob knows more."
    assert missing(kind, begun) == ("Choose an answer.",)


def test_what_is_given_is_kept_before_the_choice_is_made() -> None:
    assert parse(NUMBER, {"choice": "", "number": "12"})["number"] == "12"


@pytest.mark.parametrize("choice", ["unknown", "not_applicable"])
def test_another_choice_leaves_out_what_was_given(choice: str) -> None:
    answer = parse(NUMBER, {"choice": choice, "reason": "Later.", "number": "twelve or so"})
    assert answer == {"choice": choice, "reason": "Later."}


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("partly", "Say what is done and what is still to do."),
        ("not_applicable", "Say why it does not apply."),
    ],
)
def test_a_reason_is_wanted_and_saved_without(choice: str, told: str) -> None:
    assert missing(YesNo(), parse(YesNo(), {"choice": choice, "reason": " "})) == (told,)
    assert missing(YesNo(), parse(YesNo(), {"choice": choice, "reason": "So."})) == ()


@pytest.mark.parametrize("choice", ["yes", "no", "unknown"])
def test_other_choices_want_no_reason(choice: str) -> None:
    assert missing(YesNo(), parse(YesNo(), {"choice": choice})) == ()


def test_a_day_that_is_still_to_come_is_refused() -> None:
    today, kind = date(2026, 11, 2), DateAge(90)
    tomorrow = {"choice": "given", "date": "2026-11-03"}
    assert parse(kind, tomorrow, today=today)["date"] == "2026-11-03"
    with pytest.raises(BadAnswer, match="must not be in the future"):
        parse(kind, {"choice": "given", "date": "2026-11-04"}, today=today)


@pytest.mark.parametrize(
    ("kind", "answer", "seen"),
    [
        (YesNo(), None, None),
        (YesNo(), {"choice": ""}, None),
        (YesNo(), {"choice": "partly"}, "partly"),
        (YesNo(), {"choice": "unknown"}, "unknown"),
        (NUMBER, {"choice": "given", "number": "12.5"}, Decimal("12.5")),
        (NUMBER, {"choice": "given", "number": ""}, None),
        (NUMBER, {"choice": "unknown"}, UNKNOWN),
        (NUMBER, {"choice": "not_applicable", "reason": "None."}, None),
        (Dependencies(), {"choice": "given", "rows": []}, "given"),
        (Counts((("high", 1),)), {"choice": "not_applicable"}, "not_applicable"),
    ],
)
def test_conditions_see_the_choice_or_the_number(
    kind: AnswerType, answer: Mapping[str, object] | None, seen: object
) -> None:
    assert scalar(kind, answer) == seen
