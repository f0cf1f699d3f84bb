"""The score of a review, per area and in total, with an explanation that adds up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

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
    in_area = {id_: lost for each in by_area.values() for id_, lost in _lost(each).items()}
    in_total = _lost(counted)
    return Score(
        _tenths(counted),
        tuple(AreaScore(a.area, _tenths(by_area[a.area]), a.answered, a.asked) for a in areas),
        tuple(_loss(each, in_total, in_area) for each in counted if each.grade.credit < 1),
    )


def _loss(each: Graded, in_total: dict[str, int], in_area: dict[str, int]) -> Loss:
    id_ = each.question.id
    return Loss(id_, each.question.area, in_total[id_], in_area[id_], each.grade.sentence)


def _counts(each: Graded, left_out: frozenset[str]) -> bool:
    applies = each.grade.standing is not Standing.NOT_APPLICABLE
    return applies and each.question.weight > 0 and each.question.id not in left_out


def _tenths(counted: Sequence[Graded]) -> int | None:
    if not counted:
        return None
    short = sum((_shortfall(each) for each in counted if each.grade.credit < 1), Fraction())
    return floor(FULL * (1 - short / _weight(counted)))


def _lost(counted: Sequence[Graded]) -> dict[str, int]:
    """Return what each question loses, rounded so that score and losses make 1000.

    Largest remainder: all are rounded down, then the tenths that are still lacking go to those
    that lost most by it, the earlier question first. A met question has no share and loses
    nothing; there are never more tenths to hand out than shares that are not whole.
    """
    if not counted:
        return {}
    scale = Fraction(FULL, _weight(counted))
    shares = {e.question.id: scale * _shortfall(e) for e in counted if e.grade.credit < 1}
    lost = {id_: floor(share) for id_, share in shares.items()}
    lacking = ceil(sum(shares.values())) - sum(lost.values())
    for id_ in sorted(shares, key=lambda id_: lost[id_] - shares[id_])[:lacking]:
        lost[id_] += 1
    return lost


def _shortfall(each: Graded) -> Fraction:
    return each.question.weight * (1 - each.grade.credit)


def _weight(counted: Sequence[Graded]) -> int:
    return sum(each.question.weight for each in counted)
