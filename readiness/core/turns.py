"""When it was the reviewers' turn at a gate, read off its rounds and votes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from readiness.core import taken_back
from readiness.core.signoffs import Ballot, GateState, Vote, tally

#: Before these there was another wait, which is over.
OVER = frozenset({GateState.SIGNED, GateState.NOT_SUBMITTED})


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which the reviewers had to act; it has no end while they have to now."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Given:
    """A vote, when it was given, and if it was taken back when, and what went with it then."""

    vote: Vote
    at: datetime
    taken_back_at: datetime | None = None
    up_to: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A round by its number. `digest` is that of what the gate was sent; old rounds know none."""

    number: int
    at: datetime
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to one gate: its rounds, those that a reopening closed by number, its votes.

    `digest` is that of what it covers now.
    """

    people: int
    rounds: tuple[Sent, ...]
    closed: tuple[tuple[int, datetime], ...]
    votes: tuple[Given, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Step:
    """How the gate stood from an instant on, and whether its reviewers had to act."""

    at: datetime
    state: GateState
    is_theirs: bool = False


def history(course: Course) -> tuple[Step, ...]:
    """Return how the gate stood after each thing that happened to it, oldest first."""
    moments = {sent.at for sent in course.rounds} | {at for _, at in course.closed}
    moments |= {given.at for given in course.votes}
    moments |= {given.taken_back_at for given in course.votes if given.taken_back_at}
    return tuple(_step_at(course, at) for at in sorted(moments))


def _step_at(course: Course, moment: datetime) -> Step:
    newest = max((sent.number for sent in course.rounds if sent.at <= moment), default=0)
    given = [each for each in course.votes if each.at <= moment]
    back = {each.vote.id: each.up_to for each in given if _is_back(each, moment)}
    remains = taken_back.without((each.vote for each in given), back)
    ballot = Ballot(
        people=course.people,
        digest=_digest_at(course, newest, moment),
        round=newest,
        closed_round=max((number for number, at in course.closed if at <= moment), default=0),
        votes=remains.votes,
        cleared=remains.cleared,
        # Nobody who had contributed could vote, so each vote counted when it was given.
        contributors=frozenset(),
    )
    counted = tally(ballot)
    return Step(moment, counted.state, counted.is_reviewers_turn)


def _is_back(given: Given, moment: datetime) -> bool:
    return given.taken_back_at is not None and given.taken_back_at <= moment


def _digest_at(course: Course, number: int, moment: datetime) -> str:
    """Return what the gate covered: what was voted on last in that round, or sent with it.

    An old round does not know what was sent: it was, as something had changed.
    """
    told = [given for given in course.votes if given.vote.round == number]
    before = [given.vote.digest for given in told if given.at <= moment]
    sent = [each.digest for each in course.rounds if each.number == number and each.digest]
    if before or sent or told:
        return before[-1] if before else sent[0] if sent else told[0].vote.digest
    newest = max((each.number for each in course.rounds), default=0)
    return course.digest if number == newest else ""


def sent_at(rounds: Sequence[Sent], voted: Collection[int]) -> datetime:
    """Return since when the reviewers have had what there is to read, the rounds oldest first.

    Sending it again before anybody `voted` on it, by the numbers of the rounds, changes nothing.
    """
    start = rounds[-1]
    for earlier in reversed(rounds[:-1]):
        if earlier.digest is None or earlier.digest != start.digest or earlier.number in voted:
            break
        start = earlier
    return start.at


def turns(past: Sequence[Step], before: Sequence[Sequence[Step]] = ()) -> tuple[Span, ...]:
    """Return when it was the reviewers' turn since the gate was last signed or closed.

    `before` are the histories of the gates that sign first: the time until then is not theirs.
    """
    spans: list[Span] = []
    for at in sorted({step.at for each in (past, *before) for step in each}):
        step = step_at(past, at)
        if step.state in OVER:
            spans.clear()
            continue
        first = all(step_at(other, at).state is GateState.SIGNED for other in before)
        _extend(spans, at, is_theirs=step.is_theirs and first)
    return tuple(spans)


def _extend(spans: list[Span], at: datetime, *, is_theirs: bool) -> None:
    is_open = bool(spans) and spans[-1].end is None
    if is_theirs and not is_open:
        spans.append(Span(at, None))
    elif is_open and not is_theirs:
        spans[-1] = Span(spans[-1].start, at)


def step_at(past: Sequence[Step], moment: datetime) -> Step:
    steps = [step for step in past if step.at <= moment]
    return steps[-1] if steps else Step(moment, GateState.NOT_SUBMITTED)


def since(spans: Sequence[Span], moment: datetime) -> tuple[Span, ...]:
    """Return what of the spans lies at or after the moment."""
    return tuple(
        Span(max(span.start, moment), span.end)
        for span in spans
        if span.end is None or span.end > moment
    )
