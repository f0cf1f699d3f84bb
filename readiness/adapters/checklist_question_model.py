"""The areas and questions of a checklist file, and what an including checklist may change of them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from readiness.adapters.checklist_answer_model import Answer, YesNo
from readiness.adapters.checklist_fields import (
    Days,
    Line,
    Minutes,
    Prose,
    QuestionId,
    QuestionIds,
    Slug,
    Strict,
    Weight,
)

Evidence = Literal["none", "welcome", "required"]

WEIGHT = "Its share of the score, from 1 to 5."
BLOCKS = "Unmet, it stops the launch whatever the score."
WAIVABLE = "Whether somebody may accept it unmet for a time."
MAY_NOT_APPLY = 'For a blocking question: "not applicable" is allowed.'
EVIDENCE = "Whether links behind the answer are asked for: none, welcome or required."
AGE = "How many days old the evidence may be; older or undated evidence does not count."
MINUTES = "How many minutes an answer takes."
ANSWER = "The type of answer and its limits; yes or no if left out."


class Area(Strict):
    """A part of the checklist that belongs together."""

    id: Slug = Field(description="Small letters, digits and hyphens: deployment.")
    title: Line = Field(description="What people read: Deployment process.")
    intro: Prose = Field("", description="What the area is about, in a sentence or two.")


class Question(Strict):
    """One thing that is asked."""

    id: QuestionId = Field(description="Its area's id, a dot and a name: deployment.rollback.")
    question: Line = Field(description='One thing; "yes" is the good answer.')
    why: Prose = Field("", description="The failure behind it.")
    proof: Prose = Field("", description="What shows that the answer is true.")
    help: Prose = Field("", description="What to do, for somebody who has never done it.")
    answer: Answer = Field(YesNo(), description=ANSWER)
    weight: Weight = Field(2, description=WEIGHT)
    blocks: bool = Field(False, description=BLOCKS)
    waivable: bool = Field(True, description=WAIVABLE)
    may_not_apply: bool = Field(False, description=MAY_NOT_APPLY)
    evidence: Evidence = Field("welcome", description=EVIDENCE)
    minutes: Minutes = Field(3, description=MINUTES)
    applies_if: Prose | None = Field(
        None, description="A condition over facts and answers: service.tier <= 2."
    )
    origin: Prose = Field("", description="The incident, clause or rule that it comes from.")
    was: QuestionIds = Field(
        [], description="The ids it had before; answers are kept under the new one."
    )
    measure: Prose = Field("", max_length=300, description="What could be measured, and where.")
    evidence_max_age_days: Days | None = Field(None, description=AGE)
    from_: Literal["start", "launched"] = Field(
        "start",
        alias="from",
        description="launched for what needs experience in production: not asked before.",
    )

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


def _without_defaults(schema: dict[str, Any]) -> None:
    for key in schema["properties"].values():
        key.pop("default", None)


class Change(Strict):
    """What the checklist asks otherwise than the module; what is left out stays as it is there."""

    model_config = ConfigDict(json_schema_extra=_without_defaults)

    # What stands here by default is never read: only the keys that the file has are taken.
    answer: Answer = Field(YesNo(), description="The same type of answer with other limits.")
    weight: Weight = Field(2, description=WEIGHT)
    blocks: bool = Field(False, description=BLOCKS)
    waivable: bool = Field(True, description=WAIVABLE)
    may_not_apply: bool = Field(False, description=MAY_NOT_APPLY)
    evidence: Evidence = Field("welcome", description=EVIDENCE)
    minutes: Minutes = Field(3, description=MINUTES)
    evidence_max_age_days: Days | None = Field(None, description=AGE)
