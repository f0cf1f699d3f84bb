"""The kinds of value that a checklist file holds, and their limits."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import PydanticCustomError

_WORD = r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*"
_LARGEST = 10**12


def _number(value: object) -> Decimal:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    raise PydanticCustomError("number", "a number")


def _distinct(values: list[str]) -> list[str]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise PydanticCustomError("twice", "{value}", {"value": value})
        seen.add(value)
    return values


Slug = Annotated[str, StringConstraints(pattern=f"^{_WORD}$", max_length=40)]
QuestionId = Annotated[str, StringConstraints(pattern=rf"^{_WORD}\.{_WORD}$", max_length=80)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
_UNIQUE = Field(max_length=30, json_schema_extra={"uniqueItems": True})
Slugs = Annotated[list[Slug], AfterValidator(_distinct), _UNIQUE]
QuestionIds = Annotated[list[QuestionId], AfterValidator(_distinct), _UNIQUE]
Days = Annotated[int, Field(ge=1, le=3650)]
Percent = Annotated[int, Field(ge=0, le=100)]
Weight = Annotated[int, Field(ge=1, le=5)]
Minutes = Annotated[int, Field(ge=1, le=60)]


def _quantity(lowest: int) -> object:
    # Numbers in quotes are texts here, which the schema of a Decimal would allow.
    return WithJsonSchema({"type": "number", "minimum": lowest, "maximum": _LARGEST})


Quantity = Annotated[
    Decimal, BeforeValidator(_number), Field(ge=-_LARGEST, le=_LARGEST), _quantity(-_LARGEST)
]
Share = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=_LARGEST), _quantity(0)]


def _title(name: str, _: object) -> str:
    return name.strip("_").replace("_", " ").capitalize()


class Strict(BaseModel):
    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, field_title_generator=_title
    )

    @field_validator("*")
    @classmethod
    def _has_a_value(cls, value: object) -> object:
        """Refuse a limit without its value: it would count as no limit, as if it were left out."""
        if value is None:
            raise PydanticCustomError("empty", "empty")
        return value
