"""The parts of a review's page: areas, where the points went, waivers, moves, open questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from readiness.core import addresses
from readiness.core.progress import OpenQuestion, is_open, open_questions, told
from readiness.core.reasons import points
from readiness.core.scoring import Loss, Score
from readiness.core.waivers import WaiverState
from readiness.usecases.dossiers import Dossier
from readiness.usecases.handed_work import NOTHING, Work
from readiness.usecases.phases import Move
from readiness.usecases.standing_waivers import StandingWaiver
from readiness.usecases.suggestions import Suggestion
from readiness.web.areas import places_of

MOVES = {
    Move.STARTED: "Started",
    Move.APPROVED: "Approved",
    Move.REOPENED: "Reopened",
    Move.LAUNCHED: "Launched",
    Move.ABANDONED: "Abandoned",
    Move.PLANNED: "Planned for another time",
}


@dataclass(frozen=True, slots=True)
class AreaCard:
    """As the area chart takes it; `least` is what policy asks of each area."""

    label: str
    href: str
    score: float | None
    answered: int
    asked: int
    unproven: int
    least: int | None
    handed: str = ""


@dataclass(frozen=True, slots=True)
class AreaCount:
    label: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """A question by its text, and what is said about it."""

    text: str
    href: str
    sentence: str
    points: str = ""


@dataclass(frozen=True, slots=True)
class Losses:
    """What answers cost, and what is open costs: `told` says what that is."""

    answered: tuple[Place, ...]
    waiting: tuple[Place, ...]
    waiting_points: str
    told: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A waiver of the review, as it counts now."""

    standing: StandingWaiver
    state: WaiverState
    question: Place


@dataclass(frozen=True, slots=True)
class Moved:
    what: str
    who: str
    at: datetime
    areas: tuple[str, ...]
    reason: str


def areas(found: Dossier, counted: Score, work: Work = NOTHING) -> tuple[AreaCard, ...]:
    least = found.pinned.checklist.policy.area_minimum
    return tuple(
        AreaCard(
            place.label,
            addresses.area(found.review.id, place.area.id),
            place.score,
            place.answered,
            place.asked,
            place.unproven,
            least,
            given.name if (given := work.of_area(place.area.id)) else "",
        )
        for place in places_of(found, counted)
        if place.asked
    )


def losses(found: Dossier, counted: Score) -> Losses:
    """Return where the points went, most first; with the score they make 100."""
    ordered = sorted(filter(_counts, counted.losses), key=lambda loss: -loss.tenths)
    waiting = [loss for loss in ordered if _is_open(found, loss)]
    return Losses(
        answered=tuple(_lost(found, loss) for loss in ordered if not _is_open(found, loss)),
        waiting=tuple(_lost(found, loss) for loss in waiting),
        waiting_points=points(sum(loss.tenths for loss in waiting)),
        told=told(_open(found, waiting)),
    )


def _open(found: Dossier, waiting: Sequence[Loss]) -> tuple[OpenQuestion, ...]:
    graded = [found.graded(loss.question) for loss in waiting]
    return open_questions(graded, {loss.area for loss in waiting})


def _counts(loss: Loss) -> bool:
    return loss.tenths > 0


def _is_open(found: Dossier, loss: Loss) -> bool:
    return is_open(found.graded(loss.question))


def _lost(found: Dossier, loss: Loss) -> Place:
    return place(found, loss.question, loss.sentence, points(loss.tenths))


def open_places(found: Dossier, lacking: Mapping[str, str]) -> tuple[Place, ...]:
    return tuple(place(found, question, sentence) for question, sentence in lacking.items())


def waivers(found: Dossier, now: datetime) -> tuple[Asked, ...]:
    return tuple(
        Asked(each, each.waiver.state(now), place(found, each.question, ""))
        for each in found.waivers
    )


def earlier(found: Dossier, waiting: Mapping[str, Suggestion]) -> tuple[AreaCount, ...]:
    """Return each area in which earlier answers wait to be confirmed, and how many."""
    counts = Counter(id_.partition(".")[0] for id_ in waiting)
    return tuple(
        AreaCount(area.title, addresses.area(found.review.id, area.id), counts[area.id])
        for area in found.pinned.checklist.areas
        if counts[area.id]
    )


def place(found: Dossier, question: str, sentence: str, lost: str = "") -> Place:
    """Return a question of the checklist, also one that is not asked any more."""
    for each in found.pinned.checklist.questions:
        if each.id == question:
            href = addresses.question(found.review.id, each.area, question)
            return Place(each.text, href, sentence, lost)
    # It was asked by an earlier version of the checklist, and a waiver of it is kept.
    return Place(question, addresses.review(found.review.id), sentence, lost)


def moves(found: Dossier, names: Mapping[int, str]) -> tuple[Moved, ...]:
    titles = {area.id: area.title for area in found.pinned.checklist.areas}
    return tuple(
        Moved(
            MOVES[Move(row.move)],
            names.get(row.by or 0, ""),
            row.at,
            tuple(titles.get(area, area) for area in row.areas),
            row.reason,
        )
        for row in found.moves
    )
