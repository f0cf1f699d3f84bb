"""The types of answer that a checklist file can ask for, each with its limits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, field_serializer, model_validator
from pydantic_core import PydanticCustomError

from readiness.adapters.checklist_fields import (
    Days,
    Line,
    Percent,
    Quantity,
    Share,
    Slug,
    Slugs,
    Strict,
)


class YesNo(Strict):
    """Yes, partly or no; "yes" is the good answer."""

    model_config = ConfigDict(json_schema_extra={"required": ["type"]})

    type: Literal["yes_no"] = Field("yes_no", description="Yes, partly or no.")


class Counts(Strict):
    """How many there are of each severity."""

    type: Literal["counts"] = Field(description="A count for each severity.")
    limits: dict[Slug, Annotated[int, Field(ge=0, le=100_000)]] = Field(
        min_length=1,
        max_length=10,
        description="For each severity, worst first, the most that may be open.",
    )

    @field_serializer("limits")
    def _in_order(self, limits: dict[str, int]) -> list[dict[str, object]]:
        # Canonical JSON sorts the keys of a mapping; worst first has to survive that.
        return [{"severity": severity, "most": most} for severity, most in limits.items()]


class Alerts(Strict):
    """The pager alerts, one row each."""

    type: Literal["alerts"] = Field(description="The pager alerts, one row each.")
    pages_per_week: Share = Field(description="The most pages a week that all alerts may send.")
    actionable_percent: Percent = Field(
        description="The least share of pages that somebody must act on, in percent."
    )


class Coverage(Strict):
    """Each component of the service by each signal."""

    type: Literal["coverage"] = Field(description="Each component by each signal.")
    signals: Annotated[Slugs, Field(min_length=1)] = Field(
        description="What has to be watched of each component, such as latency."
    )


class Dependencies(Strict):
    """What the service depends on, one row each."""

    type: Literal["dependencies"] = Field(description="What the service depends on, a row each.")


class Number(Strict):
    """A number within its limits."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["minimum"]}, {"required": ["maximum"]}]}
    )

    type: Literal["number"] = Field(description="A number within its limits.")
    unit: Annotated[Line, Field(max_length=40)] = Field(description="What is counted: minutes.")
    minimum: Quantity | None = Field(None, description="The least that is accepted.")
    maximum: Quantity | None = Field(None, description="The most that is accepted.")

    @model_validator(mode="after")
    def _is_limited(self) -> Number:
        if self.minimum is None and self.maximum is None:
            raise PydanticCustomError("limits", "A number needs a `minimum` or a `maximum`.")
        if None not in (self.minimum, self.maximum) and self.minimum > self.maximum:  # type: ignore[operator]
            raise PydanticCustomError("limits", "`minimum` is above `maximum`.")
        return self


class Date(Strict):
    """A day in the past that is not too long ago."""

    type: Literal["date"] = Field(description="The day on which something was last done.")
    max_age_days: Days = Field(description="How many days ago it may be at most.")


Answer = Annotated[
    YesNo | Counts | Alerts | Coverage | Dependencies | Number | Date, Field(discriminator="type")
]

MODELS: dict[str, type[Strict]] = {
    "yes_no": YesNo,
    "counts": Counts,
    "alerts": Alerts,
    "coverage": Coverage,
    "dependencies": Dependencies,
    "number": Number,
    "date": Date,
}
