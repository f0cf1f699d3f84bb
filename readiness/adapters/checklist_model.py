"""The format of a checklist file and of a module's: keys, types, limits and defaults."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from readiness.adapters.checklist_fields import (
    Days,
    Line,
    Percent,
    Prose,
    QuestionId,
    Slug,
    Slugs,
    Strict,
)
from readiness.adapters.checklist_question_model import Area, Change, Question

MOST_QUESTIONS = 300
MOST_AREAS = 30
MOST_MODULES = 30

Version = Annotated[int, Field(ge=1, le=1_000_000)]
Areas = Annotated[list[Area], Field(min_length=1, max_length=MOST_AREAS)]
Questions = Annotated[list[Question], Field(min_length=1, max_length=MOST_QUESTIONS)]

ID = "Small letters, digits and hyphens. It stays for ever."
VERSION = "A whole number that grows with every change."
TITLE = "What people read."
AREAS = "The parts that belong together, in the order in which they are asked."
QUESTIONS = "What is asked, in this order."


class Gate(Strict):
    """One discipline's approval."""

    id: Slug = Field(description="Small letters, digits and hyphens: sre.")
    title: Line = Field(description="What people read: Site reliability.")
    areas: Annotated[Slugs, Field(min_length=1)] = Field(description="The areas that it covers.")
    team: Slug = Field(description="The team whose members may sign.")
    people: Annotated[int, Field(ge=1, le=5)] = Field(1, description="How many of them sign.")
    after: Slugs = Field([], description="The gates that have to be signed before.")
    applies_if: Prose | None = Field(None, description="A condition over facts and answers.")
    respond_within_days: Annotated[int, Field(ge=1, le=90)] = Field(
        5, description="How many working days the team may take to say something."
    )
    decide_within_days: Annotated[int, Field(ge=1, le=180)] | None = Field(
        None, description="How many working days it may take to sign; twice the others if left out."
    )


class Policy(Strict):
    """What holds for the whole review."""

    launch_within_days: Days = Field(90, description="How long an approval waits for the launch.")
    review_again_days: Days = Field(365, description="How long an approval holds.")
    longest_waiver_days: Days = Field(90, description="How long a waiver may run.")
    longest_waiver_days_tier_1: Days | None = Field(None, description="How long in tier 1.")
    longest_waiver_days_tier_2: Days | None = Field(None, description="How long in tier 2.")
    most_waivers: Annotated[int, Field(ge=0, le=100)] | None = Field(
        None, description="How many waivers of one team may run at once."
    )
    self_managed_days: Days | None = Field(
        None, description="How long developers run it before a hand-off; 183 if left out."
    )
    pass_mark: Percent | None = Field(None, description="The least score, in percent.")
    area_minimum: Percent | None = Field(None, description="The least of each area, in percent.")


class Use(Strict):
    """One module that the checklist includes."""

    use: Slug = Field(description="The module's id, which is also its file's name.")
    applies_if: Prose | None = Field(
        None, description="When its questions are asked; each question's own condition is added."
    )
    change: dict[QuestionId, Change] = Field(
        {}, description="What is asked otherwise here, by the module's question."
    )


class Checklist(Strict):
    """A checklist: what is asked before a launch, a hand-over or a change, and who signs."""

    id: Slug = Field(description=ID)
    version: Version = Field(description=VERSION)
    kind: Literal["launch", "handoff", "change"] = Field(description="Which reviews it is for.")
    title: Line = Field(description=TITLE)
    retired: bool = Field(False, description="True in the newest version: no new review has it.")
    areas: Areas = Field(description=AREAS)
    modules: list[Use] = Field(
        [], max_length=MOST_MODULES, exclude=True, description="Modules whose questions are added."
    )
    questions: Questions = Field(description=QUESTIONS)
    gates: list[Gate] = Field(min_length=1, max_length=20, description="Who approves what.")
    policy: Policy = Field(Policy(), description="Days and marks for the whole review.")


class Module(Strict):
    """Questions that several checklists include."""

    id: Slug = Field(description=ID)
    version: Version = Field(description=VERSION)
    kind: Literal["module"] = Field(description="module: it is included by checklists.")
    title: Line = Field(description=TITLE)
    areas: Areas = Field(description=AREAS)
    questions: Questions = Field(description=QUESTIONS)
