"""The score of a review, per area and in total, with an explanation that adds up exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import lcm

from readiness.core.grades import Graded, Standing
from readiness.core.progress import progress

FULL = 1000  # in tenths of a point


@dataclass(frozen=True, slots=True)
class AreaScore:
    """`tenths` goes from 0 to 1000, and is None where no question of the area applies."""

    area: str
    tenths: int | None
    answered: int
    asked: int
    unproven: int = 0


@dataclass(frozen=True, slots=True)
class Loss:
    """What one question takes from the total, and from its own area, in tenths of a point."""

    question: str
    area: str
    tenths: int
    area_tenths: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Score:
    """`total` plus the tenths of all losses is 1000; so is each area with its area_tenths."""

    total: int | None
    areas: tuple[AreaScore, ...]
    losses: tuple[Loss, ...]


def score(graded: Sequence[Graded], left_out: frozenset[str] = frozenset()) -> Score:
    """Return the score of the asked questions; those left out by id neither earn nor lose."""
    counted = [each for each in graded if _counts(each, left_out)]
    areas = progress(graded)
    by_area = {a.area: [each for each in counted if each.question.area == a.area] for a in areas}
    lost_by_area = {area: _lost(each) for area, each in by_area.items()}
    in_total = _lost(counted)
    return Score(
        _tenths(counted, in_total),
        tuple(
            AreaScore(
                a.area,
                _tenths(by_area[a.area], lost_by_area[a.area]),
                a.answered,
                a.asked,
                a.unproven,
            )
            for a in areas
        ),
        tuple(
            _loss(each, in_total, lost_by_area[each.question.area])
            for each in counted
            if each.question.id in in_total
        ),
    )


def _loss(each: Graded, in_total: Mapping[str, int], in_area: Mapping[str, int]) -> Loss:
    id_ = each.question.id
    return Loss(id_, each.question.area, in_total[id_], in_area[id_], each.grade.sentence)


def _counts(each: Graded, left_out: frozenset[str]) -> bool:
    applies = each.grade.standing is not Standing.NOT_APPLICABLE
    return applies and each.question.weight > 0 and each.question.id not in left_out


def _tenths(counted: Sequence[Graded], lost: Mapping[str, int]) -> int | None:
    return FULL - sum(lost.values()) if counted else None


def _lost(counted: Sequence[Graded]) -> dict[str, int]:
    """Return what each question that is short loses, rounded so that score and losses make 1000.

    Largest remainder: all are rounded down, then the tenths that are still lacking go to those
    that lost most by it, the earlier question first. There are never more tenths to hand out than
    shares that are not whole. Whole numbers only: this is worked out with every answer.
    """
    part = lcm(*(each.grade.credit.denominator for each in counted))
    short = {each.question.id: _shortfall(each, part) for each in counted}
    short = {id_: parts for id_, parts in short.items() if parts}
    whole = part * sum(each.question.weight for each in counted)
    lost = {id_: FULL * parts // whole for id_, parts in short.items()}
    lacking = -(-FULL * sum(short.values()) // whole) - sum(lost.values()) if short else 0
    for id_ in sorted(short, key=lambda id_: -(FULL * short[id_] % whole))[:lacking]:
        lost[id_] += 1
    return lost


def _shortfall(each: Graded, part: int) -> int:
    """Return what is short of the weight, counted in such parts of one."""
    credit = each.grade.credit
    return each.question.weight * (part - credit.numerator * (part // credit.denominator))
