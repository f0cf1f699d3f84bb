"""May the launch go ahead? The answer, its reasons, and how it will change by time alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from readiness.core import addresses, reasons
from readiness.core.action_items import Item, blocking
from readiness.core.blockers import blockers
from readiness.core.checklists import GateRule, Kind, Policy
from readiness.core.grades import Graded, Standing
from readiness.core.reasons import DamagedFile, Reason
from readiness.core.scoring import Score, score
from readiness.core.signoffs import GateState, Tally
from readiness.core.waivers import Waiver


class Verdict(StrEnum):
    APPROVED = "approved"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Approved:
    """The newest approval. Once it was used for a launch, its end closes nothing any more."""

    at: datetime
    ends_at: datetime
    is_launched: bool


@dataclass(frozen=True)
class Case:
    """Everything that the verdict on one review rests on, and its score, worked out once.

    `titles` names the areas by their id, `teams` those that sign by their short names.
    Of `items` only those count that block. `stops` close the gate and hinder no signature.
    """

    review: int
    owner: str
    titles: Mapping[str, str]
    policy: Policy
    graded: tuple[Graded, ...]
    gates: tuple[tuple[GateRule, Tally], ...]
    waivers: tuple[Waiver, ...]
    approved: Approved | None
    drift_ends_at: datetime | None
    is_abandoned: bool
    kind: Kind = Kind.LAUNCH
    items: tuple[Item, ...] = ()
    teams: Mapping[str, str] = field(default_factory=dict)
    damaged: tuple[DamagedFile, ...] = ()
    stops: tuple[Reason, ...] = ()

    @cached_property
    def score(self) -> Score:
        return score(self.graded)


@dataclass(frozen=True, slots=True)
class Judgement:
    verdict: Verdict
    reasons: tuple[Reason, ...]
    score: Score
    running: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """One judgement, from an instant until another; None is for good."""

    starts_at: datetime
    ends_at: datetime | None
    judgement: Judgement


def judge(case: Case, at: datetime) -> Judgement:
    """Return the verdict at an instant. Without a single reason against it, it is approved."""
    own = content_reasons(case, at) or tuple(_approval_reasons(case, at))
    found = (*case.stops, *own)
    verdict = Verdict.BLOCKED if found else Verdict.APPROVED
    running = tuple(waiver for waiver in case.waivers if waiver.is_running(at))
    return Judgement(verdict, found, case.score, running)


def is_ready(case: Case, at: datetime) -> bool:
    """Return whether everything is signed and nothing blocks, so that it becomes approved now."""
    return next(_content_reasons(case, at), None) is None


def content_reasons(case: Case, at: datetime) -> tuple[Reason, ...]:
    return tuple(_content_reasons(case, at))


def _content_reasons(case: Case, at: datetime) -> Iterator[Reason]:
    """Yield them one by one: every save asks whether there is any at all."""
    if case.is_abandoned:
        yield reasons.abandoned(case.review, case.owner)
        return
    waived = frozenset(waiver.question for waiver in case.waivers if waiver.is_running(at))
    yield from _emptiness(case)
    yield from _gate_reasons(case)
    yield from _blocker_reasons(case, waived, at)
    yield from _score_reasons(case, waived)
    yield from _item_reasons(case)
    for each in case.damaged:
        yield reasons.evidence_damaged(case.review, case.owner, each)


def _emptiness(case: Case) -> Iterator[Reason]:
    # Where nothing is asked, or nothing of it applies, nothing was shown: never a pass.
    applies = (each.grade.standing is not Standing.NOT_APPLICABLE for each in case.graded)
    if not any(applies) or not case.gates:
        yield reasons.nothing_asked(case.review, case.owner)


def _gate_reasons(case: Case) -> Iterator[Reason]:
    unsigned = {r.id: r.title for r, tally in case.gates if tally.state is not GateState.SIGNED}
    for rule, tally in case.gates:
        if rule.id in unsigned:
            waits_for = tuple(unsigned[gate] for gate in rule.after if gate in unsigned)
            team = case.teams.get(rule.team, rule.team)
            yield reasons.gate(case.review, case.owner, rule, tally, waits_for, team)


def _blocker_reasons(case: Case, waived: frozenset[str], at: datetime) -> Iterator[Reason]:
    ended = {w.question for w in case.waivers if w.state(at) == "ended"}
    asked = {w.question for w in case.waivers if w.is_asked(at)}
    for each in blockers(case.graded, waived):
        id_ = each.question.id
        yield reasons.blocker(
            case.review, case.owner, each, is_ended=id_ in ended, is_asked=id_ in asked
        )


def _score_reasons(case: Case, waived: frozenset[str]) -> Iterator[Reason]:
    counted = score(case.graded, waived) if waived else case.score
    policy, place = case.policy, addresses.review(case.review)
    if policy.pass_mark is not None and _is_below(counted.total, policy.pass_mark):
        yield reasons.score_low(counted.total, policy.pass_mark, case.owner, place)
    for area in counted.areas if policy.area_minimum is not None else ():
        minimum = policy.area_minimum or 0
        if area.tenths is not None and area.tenths < minimum * 10:
            place = addresses.area(case.review, area.area)
            title = case.titles[area.area]
            yield reasons.area_low(title, area.tenths, minimum, case.owner, place)


def _item_reasons(case: Case) -> Iterator[Reason]:
    for each in blocking(case.items):
        yield reasons.action_item(case.review, case.owner, each, case.kind)


def _is_below(tenths: int | None, mark: int) -> bool:
    return tenths is not None and tenths < mark * 10


def _approval_reasons(case: Case, at: datetime) -> Iterator[Reason]:
    if case.approved is None:
        yield reasons.not_approved(case.review, case.owner)
    elif not case.approved.is_launched and at >= case.approved.ends_at:
        yield reasons.approval_ended(case.review, case.owner, case.kind)
    if case.drift_ends_at is not None and at >= case.drift_ends_at:
        yield reasons.facts_changed(case.review, case.owner)


def timeline(case: Case, now: datetime) -> tuple[Span, ...]:
    """Return the verdict from now on, cut at every end that is already known."""
    starts = [now, *sorted(set(_ends(case, now)))]
    ends: Sequence[datetime | None] = [*starts[1:], None]
    return tuple(
        Span(start, end, judge(case, start)) for start, end in zip(starts, ends, strict=True)
    )


def _ends(case: Case, now: datetime) -> Collection[datetime]:
    counting = (each for each in case.waivers if each.is_running(now) or each.is_asked(now))
    known = [waiver.ends_at for waiver in counting]
    if case.approved is not None and not case.approved.is_launched:
        known.append(case.approved.ends_at)
    if case.drift_ends_at is not None:
        known.append(case.drift_ends_at)
    return [end for end in known if end > now]
