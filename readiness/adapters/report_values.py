"""The plain values that a report's templates print, and nothing that they would have to work out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from readiness.adapters.report_answers import Answer
from readiness.adapters.report_owed import Owed


@dataclass(frozen=True, slots=True)
class Stamp:
    """What binds a report to the record: the snapshot's digest, and how the ledger ended then.

    `approved_at` and `ends_at` are None for a draft.
    """

    digest: str
    ledger_size: int
    ledger_head: str
    approved_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    label: str
    value: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """A status as a shape (`kind` names it) and a word."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Count:
    status: Status
    number: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """`url` is empty of a file, `file` of a link without a kept copy."""

    url: str
    description: str
    is_link: bool
    file: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """`notes` says what its author and its thread made of it; an answer stands below its thread."""

    person: str
    at: str
    body: Markup
    notes: str = ""
    is_answer: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """`anchor` is empty where nothing links to it; `grade` where the status says it all."""

    number: str
    anchor: str
    id: str
    text: str
    why: str
    weight: int
    blocks: bool
    status: Status
    grade: str
    answer: Answer
    evidence: tuple[Evidence, ...]
    answered: str
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """`percent` is the score as the chart draws it, None where nothing was scored."""

    number: int
    anchor: str
    title: str
    points: str
    percent: float | None
    answered: int
    asked: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A question named somewhere else; empty where the review no longer asks it."""

    number: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Loss:
    mention: Mention
    points: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Blocker:
    """`waived_until` is empty where the launch is stopped."""

    mention: Mention
    sentence: str
    waived_until: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision on a waiver; `until` is the earlier end that it gave, or empty."""

    word: str
    said: str
    until: str
    comment: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """`asked_until` is empty unless it was narrowed; `control` and `work` as well in reports
    that were drawn before they were asked for.
    """

    mention: Mention
    status: Status
    until: str
    asked_until: str
    reason: str
    control: str
    work: str
    asked: str
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    sentence: str
    turn: str


@dataclass(frozen=True, slots=True)
class Vote:
    status: Status
    person: str
    team: str
    at: str
    digest: str
    is_current: bool
    counts: bool
    about: str
    comment: str


@dataclass(frozen=True, slots=True)
class Gate:
    title: str
    team: str
    people: int
    areas: str
    status: Status
    digest: str
    votes: tuple[Vote, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents. Areas of the checklist are numbered."""

    anchor: str
    title: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """`mark` runs over every page of a draft and is empty once the review is approved.

    `owed` is None in what was stored before there were action items.
    """

    is_approved: bool
    mark: str
    noun: str
    title: str
    service: str
    environment: str
    verdict: Status
    sentence: str
    points: str
    digest: str
    review: int
    as_of: str
    cover: tuple[Pair, ...]
    contents: tuple[Entry, ...]
    counts: tuple[Count, ...]
    areas: tuple[Area, ...]
    reasons: tuple[Reason, ...]
    blockers: tuple[Blocker, ...]
    waivers: tuple[Waiver, ...]
    owed: tuple[Owed, ...] | None
    gates: tuple[Gate, ...]
    losses: tuple[Loss, ...]
    facts: tuple[Pair, ...]
