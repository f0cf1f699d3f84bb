"""A gate in the words of its page: how it stands, what to read, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from readiness.core import addresses, efforts
from readiness.core.asked_changes import answered_of
from readiness.core.facts import FACTS, FactKind
from readiness.core.grades import Standing
from readiness.core.rights import Actor
from readiness.core.signoffs import Choice, GateState, VoteState
from readiness.store.signoffs import Vote
from readiness.usecases.read_questions import ReadQuestion
from readiness.usecases.readings import Reading, ReadVote

#: How each state is drawn (a status of the look) and said.
STATES = {
    GateState.NOT_SUBMITTED: ("open", "Not sent yet"),
    GateState.WAITING: ("waiting", "Waiting"),
    GateState.CHANGES_REQUESTED: ("changes", "Changes requested"),
    GateState.DENIED: ("denied", "Refused"),
    GateState.STALE: ("stale", "Stale"),
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
    VoteState.CONTRIBUTED: "does not count: answered in these areas since",
    VoteState.REPLACED: "replaced by a later vote",
    VoteState.ANSWERED: "over",
    VoteState.WITHDRAWN: "taken back",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next, as the macro `next_step` takes it."""

    sentence: str
    label: str | None = None
    href: str | None = None
    kind: str = "wait"


@dataclass(frozen=True, slots=True)
class Area:
    title: str
    path: str
    questions: tuple[ReadQuestion, ...]


@dataclass(frozen=True, slots=True)
class GatePage:
    """`changed` pairs what differs with its words; `after` names the gates that sign before."""

    read: Reading
    now: datetime
    status: tuple[str, str]
    step: Step
    areas: tuple[Area, ...]
    effort: str
    changed: tuple[tuple[str, str], ...]
    after: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def asked(self) -> Mapping[str, bool]:
        """Return what the reader asked about and is answered in part, by question: whether it is."""
        known = {each.id: each.is_answered for each in self.read.asked}
        return known if self.read.answered and self.read.changed is not None else {}

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


def page_of(read: Reading, *, by: Actor, now: datetime) -> GatePage:
    titles = {gate.rule.id: gate.rule.title for gate in read.found.gates}
    return GatePage(
        read=read,
        now=now,
        status=STATES[read.gate.tally.state],
        step=_step(read, by),
        areas=_areas(read),
        effort=_effort(read),
        changed=_changed(read),
        after=tuple(titles[each] for each in read.gate.rule.after if each in titles),
        facts=told(read.found.review.facts),
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


def _step(read: Reading, by: Actor) -> Step:
    if read.gate.is_signed and (read.refusal or read.found.phase.is_approved):
        return Step("This gate is signed.", "Back to the review", _review(read), "clear")
    if read.refusal or not read.choices:
        return _not_mine(read, by)
    mine = [each for each in read.votes if each.row.by == by.person][-1:]
    standing = [each for each in mine if each.state in (VoteState.COUNTS, VoteState.STANDS)]
    return _voted(standing[0]) if standing else _mine(read)


def _voted(mine: ReadVote) -> Step:
    words = {
        Choice.APPROVE: "You signed this gate.",
        Choice.REQUEST_CHANGES: "You asked for changes; it is the team's turn.",
        Choice.DENY: "You refused. The gate is closed until that ends.",
    }
    kind = "clear" if mine.state is VoteState.COUNTS else "wait"
    return Step(words[Choice(mine.row.choice)], "Go to the queue", addresses.queue(), kind)


def _mine(read: Reading) -> Step:
    if read.unanswered:
        count = "1 question is" if read.unanswered == 1 else f"{read.unanswered} questions are"
        return Step(f"{count} asked newly and not answered: it is the team's turn.")
    if read.answered:
        told = answered_of(read.asked)
        sentence = f"{told[0].upper()}{told[1:]}. Read these first, then vote again."
    elif read.changed is None:
        sentence = "It is your turn: read what was answered, then vote."
    elif read.changed:
        sentence = "This changed since you looked. Read the difference, then vote again."
    else:
        sentence = "It was sent again without a change. Vote on it again."
    return Step(sentence, "Vote", "#vote", "do")


def _not_mine(read: Reading, by: Actor) -> Step:
    gate, is_owner = read.gate, read.found.owner.slug in by.teams
    if read.found.phase.is_abandoned:
        return Step("This review was abandoned.", "Back to the review", _review(read), "stop")
    if is_owner and gate.tally.state in (GateState.CHANGES_REQUESTED, GateState.DENIED):
        sentence = f"{gate.rule.title} wants changes: answer below what they said, then send again."
        return Step(sentence, "Go to the review", _review(read), "do")
    kind = "stop" if gate.tally.state is GateState.DENIED else "wait"
    return Step(read.refusal, "Back to the review", _review(read), kind)


def _review(read: Reading) -> str:
    return addresses.review(read.found.review.id)
