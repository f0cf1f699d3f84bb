"""A gate in the words of its page: how it stands, what to read, what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from readiness.core import addresses, efforts
from readiness.core.facts import FACTS, FactKind
from readiness.core.grades import Standing
from readiness.core.signoffs import Choice, GateState, VoteState
from readiness.store.signoffs import Vote
from readiness.usecases.read_questions import ReadQuestion
from readiness.usecases.readings import Reading
from readiness.web import refusals
from readiness.web.gate_steps import step_of
from readiness.web.review_files import ReviewFiles
from readiness.web.steps import NextStep
from readiness.web.thread_places import Place, placed
from readiness.web.thread_views import ThreadView, Typed, views

#: How each state is drawn (a status of the look) and said.
STATES = {
    GateState.NOT_SUBMITTED: ("open", "Not sent yet"),
    GateState.WAITING: ("waiting", "Waiting"),
    GateState.CHANGES_REQUESTED: ("changes", "Changes requested"),
    GateState.DENIED: ("denied", "Refused"),
    GateState.STALE: ("stale", "Changed since it was signed"),
    GateState.SIGNED: ("approved", "Signed"),
}
STANDINGS = {
    Standing.MET: ("met", "Met"),
    Standing.PARTLY: ("unmet", "Partly met"),
    Standing.UNMET: ("unmet", "Unmet"),
    Standing.OPEN: ("open", "Open"),
    Standing.NOT_APPLICABLE: ("not_enforced", "Does not apply"),
}
VOTES = {
    Choice.APPROVE: ("approved", "Approved"),
    Choice.REQUEST_CHANGES: ("changes", "Asked for changes"),
    Choice.DENY: ("denied", "Refused"),
}
#: What is added to a vote that does not do what it says any more.
NOTES = {
    VoteState.COUNTS: "counts",
    VoteState.STANDS: "stands",
    VoteState.STALE: "stale: what the gate covers has changed since",
    VoteState.REOPENED: "closed by a reopening",
    VoteState.CLEARED: "does not count: given before what held the gate was taken back",
    VoteState.CONTRIBUTED: "does not count: answered in these areas since",
    VoteState.REPLACED: "replaced by a later vote",
    VoteState.ANSWERED: "over",
    VoteState.WITHDRAWN: "taken back",
    VoteState.LAPSED: "ended, as its author left the team or cannot sign in any more",
}


@dataclass(frozen=True, slots=True)
class Area:
    title: str
    path: str
    questions: tuple[ReadQuestion, ...]


@dataclass(frozen=True, slots=True)
class GatePage:
    """`changed` pairs what differs with its words; `after` names the gates that sign before.

    `threads` are those on each question, and `waiting` the open ones on all that is voted on.
    """

    read: Reading
    now: datetime
    status: tuple[str, str]
    step: NextStep
    areas: tuple[Area, ...]
    effort: str
    changed: tuple[tuple[str, str], ...]
    after: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    threads: Mapping[str, tuple[ThreadView, ...]]
    own_threads: tuple[ThreadView, ...]
    waiting: tuple[tuple[Place, ThreadView], ...]
    own_refusal: str
    files: ReviewFiles

    @property
    def asked(self) -> Mapping[str, bool]:
        """Return what the reader asked about and is answered in part, by question: whether it is."""
        known = {each.id: each.is_answered for each in self.read.asked}
        return known if self.read.answered and self.read.changed is not None else {}

    def is_typed_in(self, questions: Sequence[ReadQuestion]) -> bool:
        """Return whether what was refused stands in a thread on one of these."""
        shown = (self.threads[each.graded.question.id] for each in questions)
        return any(each.typed for every in shown for each in every)

    @property
    def texts(self) -> Mapping[str, str]:
        return {each.graded.question.id: each.graded.question.text for each in self.read.questions}

    @property
    def rows(self) -> Mapping[int, Vote]:
        return {each.row.id: each.row for each in self.read.votes}

    @property
    def paths(self) -> Mapping[str, str]:
        return {
            "service": addresses.service(self.read.found.service.slug),
            "review": _review(self.read),
        }


def page_of(read: Reading, *, now: datetime, typed: Typed | None = None) -> GatePage:
    titles = {gate.rule.id: gate.rule.title for gate in read.found.gates}
    return GatePage(
        read=read,
        now=now,
        status=STATES[read.gate.tally.state],
        step=step_of(read),
        areas=_areas(read),
        effort=_effort(read),
        changed=_changed(read),
        after=tuple(titles[each] for each in read.gate.rule.after if each in titles),
        facts=told(read.found.review.facts),
        threads={
            each.graded.question.id: views(read.threads, each.threads, typed)
            for each in read.questions
        },
        own_threads=views(read.threads, read.own_threads, typed),
        waiting=placed(read.found, read.threads, read.open_threads),
        own_refusal=refusals.of_own(read),
        files=ReviewFiles(read.found.review.id),
    )


def _changed(read: Reading) -> tuple[tuple[str, str], ...]:
    words = {"facts": "The service's facts", "gate": "The gate's rule"}
    words |= {each.graded.question.id: each.graded.question.text for each in read.questions}
    words |= {one.question.id: f"No longer asked: {one.question.text}" for one in read.gone}
    return tuple((id_, words[id_]) for id_ in read.changed or ())


def told(facts: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return each fact with its value in words."""
    return tuple((fact.label, _value(name, facts.get(name))) for name, fact in FACTS.items())


def _value(name: str, value: object) -> str:
    if value is None:
        return "Nobody knows"
    if FACTS[name].kind is FactKind.FLAG:
        return "Yes" if value else "No"
    chosen = value if isinstance(value, list) else [value]
    words = dict(FACTS[name].choices)
    return ", ".join(words.get(str(each), str(each)) for each in chosen) or "None"


def _areas(read: Reading) -> tuple[Area, ...]:
    review = read.found.review.id
    found = [
        Area(
            area.title,
            addresses.area(review, area.id),
            tuple(each for each in read.questions if each.graded.question.area == area.id),
        )
        for area in read.found.pinned.checklist.areas
    ]
    return tuple(area for area in found if area.questions)


def _effort(read: Reading) -> str:
    """Return how much there is to read, as in "14 unchanged, 2 to read, about 3 minutes"."""
    if read.refusal or not read.choices or not (read.questions or read.to_read):
        return ""
    unchanged = None if read.changed is None else read.unchanged
    told = efforts.line(read.to_read, unchanged)
    return f"{told[0].upper()}{told[1:]}."


def _review(read: Reading) -> str:
    return addresses.review(read.found.review.id)
