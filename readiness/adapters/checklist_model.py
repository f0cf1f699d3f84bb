"""The format of a checklist file: its keys, their types, their limits and their defaults."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

MOST_QUESTIONS = 300

_WORD = r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*"


def _number(value: object) -> Decimal:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    raise PydanticCustomError("number", "a number")


def _distinct(values: list[str]) -> list[str]:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise PydanticCustomError("twice", "{value}", {"value": value})
    return values


Slug = Annotated[str, StringConstraints(pattern=f"^{_WORD}$", max_length=40)]
QuestionId = Annotated[str, StringConstraints(pattern=rf"^{_WORD}\.{_WORD}$", max_length=80)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Slugs = Annotated[list[Slug], AfterValidator(_distinct), Field(max_length=30)]
Days = Annotated[int, Field(ge=1, le=3650)]
Percent = Annotated[int, Field(ge=0, le=100)]
Quantity = Annotated[Decimal, BeforeValidator(_number), Field(ge=-(10**12), le=10**12)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class YesNo(_Strict):
    type: Literal["yes_no"] = "yes_no"


class Counts(_Strict):
    type: Literal["counts"]
    limits: dict[Slug, Annotated[int, Field(ge=0, le=100_000)]] = Field(min_length=1, max_length=10)

    @field_serializer("limits")
    def _in_order(self, limits: dict[str, int]) -> list[dict[str, object]]:
        # Canonical JSON sorts the keys of a mapping; worst first has to survive that.
        return [{"severity": severity, "most": most} for severity, most in limits.items()]


class Alerts(_Strict):
    type: Literal["alerts"]
    pages_per_week: Annotated[Quantity, Field(ge=0)]
    actionable_percent: Percent


class Coverage(_Strict):
    type: Literal["coverage"]
    signals: Annotated[Slugs, Field(min_length=1)]


class Dependencies(_Strict):
    type: Literal["dependencies"]


class Number(_Strict):
    type: Literal["number"]
    unit: Annotated[Line, Field(max_length=40)]
    minimum: Quantity | None = None
    maximum: Quantity | None = None

    @model_validator(mode="after")
    def _is_limited(self) -> Number:
        if self.minimum is None and self.maximum is None:
            raise PydanticCustomError("limits", "A number needs a `minimum` or a `maximum`.")
        if None not in (self.minimum, self.maximum) and self.minimum > self.maximum:  # type: ignore[operator]
            raise PydanticCustomError("limits", "`minimum` is above `maximum`.")
        return self


class Date(_Strict):
    type: Literal["date"]
    max_age_days: Days


Answer = Annotated[
    YesNo | Counts | Alerts | Coverage | Dependencies | Number | Date, Field(discriminator="type")
]


class Area(_Strict):
    id: Slug
    title: Line
    intro: Prose = ""


class Question(_Strict):
    id: QuestionId
    question: Line
    why: Prose = ""
    proof: Prose = ""
    help: Prose = ""
    answer: Answer = YesNo()
    weight: Annotated[int, Field(ge=1, le=5)] = 2
    blocks: bool = False
    waivable: bool = True
    may_not_apply: bool = False
    evidence: Literal["none", "welcome", "required"] = "welcome"
    minutes: Annotated[int, Field(ge=1, le=60)] = 3
    applies_if: Prose | None = None
    origin: Prose = ""
    was: Annotated[list[QuestionId], AfterValidator(_distinct), Field(max_length=20)] = []
    measure: Annotated[Prose, Field(max_length=300)] = ""
    evidence_max_age_days: Days | None = None
    from_: Literal["start", "launched"] = Field(default="start", alias="from")

    @model_validator(mode="after")
    def _can_block(self) -> Question:
        if self.blocks and self.from_ == "launched":
            raise PydanticCustomError(
                "late", "A question that waits for the launch cannot block the launch."
            )
        return self

    @model_validator(mode="after")
    def _can_age(self) -> Question:
        if self.evidence == "none" and self.evidence_max_age_days is not None:
            raise PydanticCustomError(
                "ageless", "`evidence_max_age_days` needs `evidence`: required or welcome."
            )
        return self


class Gate(_Strict):
    id: Slug
    title: Line
    areas: Annotated[Slugs, Field(min_length=1)]
    team: Slug
    people: Annotated[int, Field(ge=1, le=5)] = 1
    after: Slugs = []
    applies_if: Prose | None = None
    respond_within_days: Annotated[int, Field(ge=1, le=90)] = 5


class Policy(_Strict):
    launch_within_days: Days = 90
    review_again_days: Days = 365
    longest_waiver_days: Days = 90
    pass_mark: Percent | None = None
    area_minimum: Percent | None = None


class Checklist(_Strict):
    id: Slug
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    kind: Literal["launch", "handoff", "change"]
    title: Line
    retired: bool = False
    areas: list[Area] = Field(min_length=1, max_length=30)
    questions: list[Question] = Field(min_length=1, max_length=MOST_QUESTIONS)
    gates: list[Gate] = Field(min_length=1, max_length=20)
    policy: Policy = Policy()
