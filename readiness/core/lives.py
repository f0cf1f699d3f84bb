"""The life of a service as a line: what happened, where it is now, and the days to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from readiness.core.briefs import counted
from readiness.core.handovers import (
    SELF_MANAGED,
    Moved,
    Stage,
    Step,
    Taken,
    accept_from,
    newest,
    review_from,
    said,
    self_managed_since,
)

WORDS: Mapping[Stage, str] = {
    Stage.PRE_LAUNCH: "Pre-launch",
    Stage.LAUNCHED: "Launched",
    Stage.SRE_MANAGED: "SRE-managed",
    Stage.HANDED_BACK: "Handed back",
    Stage.RETIRED: "Retired",
}
_STEPS = {Stage.SRE_MANAGED: Step.ACCEPTED, Stage.HANDED_BACK: Step.HANDED_BACK}


class When(StrEnum):
    PAST = "past"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the line: `at` an instant that was, or `on` a day; `before` is said first.

    `day` is the day of `at` as the owner team counts it, so that every page says the same one.
    """

    word: str
    state: When
    at: datetime | None = None
    on: date | None = None
    before: str = ""
    note: str = ""
    review: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class HandoffReview:
    """A hand-off review that no acceptance has used yet; signed once every gate has."""

    id: int
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Life:
    """All that the line rests on.

    `self_managed_days` is what the hand-off review asks, or of several checklists the one that asks
    for the fewest; where there is neither, nothing is said of a hand-off.
    """

    moves: tuple[Moved, ...]
    steps: tuple[Taken, ...]
    today: date
    has_handoff: bool = True
    handoff_checklist: str = ""
    self_managed_days: int | None = None
    planned_at: datetime | None = None
    planned_on: date | None = None
    handoff: HandoffReview | None = None

    @property
    def stage(self) -> Stage:
        return self.moves[-1].stage

    @property
    def since(self) -> date | None:
        return self_managed_since(self.moves, self.steps)


def points(life: Life) -> tuple[Point, ...]:
    """Return the points in the order of time. Exactly one of them is now."""
    lived = [point for number in range(len(life.moves)) for point in _lived(life, number)]
    is_in_notice = lived[-1].on is not None and lived[-1].on > life.today
    here = len(lived) - (2 if is_in_notice else 1)
    lived[here] = replace(lived[here], state=When.NOW)
    lived[here + 1 :] = [replace(each, state=When.AHEAD) for each in lived[here + 1 :]]
    return (*lived, *_ahead(life))


def _lived(life: Life, number: int) -> Iterator[Point]:
    move = life.moves[number]
    step = _step_of(life.steps, move)
    if step is not None and step.review is not None:
        yield Point("Hand-off review", When.PAST, note="signed", review=step.review)
    if step is not None and step.step is Step.HANDED_BACK:
        given = f"given by {step.team}"
        yield Point("Notice", When.PAST, at=move.at, note=given, day=move.on)
        yield from _handed_back(life, number, step)
        return
    note = f"accepted by {step.team}" if step else _alone(life, number)
    yield Point(WORDS[move.stage], When.PAST, at=move.at, note=note, day=move.on)


def _handed_back(life: Life, number: int, step: Taken) -> Iterator[Point]:
    """Yield nothing if something else came before the notice had ended."""
    later, ends = life.moves[number + 1 :], step.effective_on
    if ends is None or not later or later[0].on >= ends:
        word = WORDS[life.moves[number].stage]
        yield Point(word, When.PAST, on=ends, note=_consults(step, life))


def _step_of(steps: Sequence[Taken], move: Moved) -> Taken | None:
    """Return the step that brought the service there: both were written at the same instant."""
    wanted = _STEPS.get(move.stage)
    return next((each for each in steps if each.step is wanted and each.at == move.at), None)


def _consults(step: Taken, life: Life) -> str:
    if step.consulting_until is None:
        return ""
    verb = "consults" if step.consulting_until >= life.today else "consulted"
    return f"{step.team} {verb} until {said(step.consulting_until)}"


def _alone(life: Life, number: int) -> str:
    """Return for how long its developers have run it since this move, until the next one."""
    move, later = life.moves[number], life.moves[number + 1 :]
    if move.stage not in SELF_MANAGED:
        return ""
    days = ((later[0].on if later else life.today) - move.on).days
    return f"self-managed for {counted(days, 'day')}"


def _ahead(life: Life) -> Iterator[Point]:
    if life.stage is Stage.PRE_LAUNCH:
        before = "planned for" if life.planned_at else ""
        at, day = life.planned_at, life.planned_on
        yield Point(WORDS[Stage.LAUNCHED], When.AHEAD, at=at, before=before, day=day)
    if life.stage is Stage.PRE_LAUNCH and life.has_handoff:
        yield Point(WORDS[Stage.SRE_MANAGED], When.AHEAD)
    if life.since is not None and life.has_handoff:
        yield _review_ahead(life, life.since)
        yield _from(WORDS[Stage.SRE_MANAGED], accept_from(life.since, life.self_managed_days), life)


def _review_ahead(life: Life, since: date) -> Point:
    found = life.handoff
    if found is None:
        return _from("Hand-off review", review_from(since, life.self_managed_days), life)
    note = "signed" if found.is_signed else "under way"
    return Point("Hand-off review", When.AHEAD, note=note, review=found.id)


def _from(word: str, day: date, life: Life) -> Point:
    if day <= life.today:
        return Point(word, When.AHEAD, note="possible now")
    return Point(word, When.AHEAD, on=day, before="from")


def consultant(life: Life) -> str:
    """Return the name of the service's consultant, or nothing without one."""
    found = newest(life.steps, Step.CONSULTANT)
    return found.person if found else ""


def is_due(life: Life) -> bool:
    """Return whether a signed hand-off review waits for an SRE team to use it."""
    if life.since is None or life.handoff is None or not life.handoff.is_signed:
        return False
    return life.today >= accept_from(life.since, life.self_managed_days)


def runs(life: Life, owner: str) -> str:
    """Return who runs the service now, in a sentence or two."""
    since, taken = life.moves[-1].on, newest(life.steps, Step.ACCEPTED)
    team = taken.team if taken else "An SRE team"
    if life.stage is Stage.PRE_LAUNCH:
        return f"{owner} builds it; it has not launched yet."
    if life.stage is Stage.RETIRED:
        return f"It is retired since {said(since)}: it takes no new review."
    if life.stage is Stage.SRE_MANAGED:
        return f"{team} runs it since {said(since)}."
    if life.stage is Stage.HANDED_BACK and life.since is not None:
        return _back(life, life.since, owner)
    return f"{owner} runs it themselves, since {said(since)}."


def _back(life: Life, since: date, owner: str) -> str:
    step = newest(life.steps, Step.HANDED_BACK)
    team = step.team if step else "SRE"
    consults = f" {_consults(step, life)}." if step and step.consulting_until else ""
    if since > life.today:
        return (
            f"{team} has handed it back and answers its pager until {said(since)};"
            f" from then on {owner} runs it themselves.{consults}"
        )
    return f"{owner} runs it themselves again, since {said(since)}.{consults}"
