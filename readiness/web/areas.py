"""An area of a review: its questions, one card each, with progress and score beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import render_template, request
from flask.typing import ResponseReturnValue

from readiness.core.checklists import Area, Question
from readiness.core.delegations import Place as Handed
from readiness.core.errors import NotFound
from readiness.core.rights import Action, may
from readiness.core.scoring import AreaScore, Score, score
from readiness.usecases import dossiers, handed_work, suggestions, waiver_requests
from readiness.usecases.dossiers import Dossier
from readiness.usecases.handed_work import Work
from readiness.usecases.waiver_requests import Offer
from readiness.web import asked_changes
from readiness.web.actor import actor
from readiness.web.card_making import card
from readiness.web.cards import Card, Refusal
from readiness.web.clock import now
from readiness.web.openings import Opening, opening, work_of
from readiness.web.review_files import ReviewFiles
from readiness.web.session import db
from readiness.web.talks import Talk, talk
from readiness.web.thread_views import Typed


@dataclass(frozen=True, slots=True)
class Place:
    """An area in the navigation; `score` goes to 100, or is None where nothing applies."""

    area: Area
    label: str
    answered: int
    asked: int
    unproven: int
    score: float | None


@dataclass(frozen=True, slots=True)
class View:
    """`why_closed` says why nothing can be changed here, or is empty."""

    found: Dossier
    place: Place
    places: tuple[Place, ...]
    cards: tuple[Card, ...]
    counted: Score
    why_closed: str
    can_reopen: bool
    offer: Offer | None
    can_decide_waiver: bool
    refusal: Refusal | None
    files: ReviewFiles
    opening: Opening

    @property
    def work(self) -> Work:
        return self.opening.work

    def at(self, question: str) -> View:
        """Return the page as the card of this question has it: others may be closed to them."""
        if self.why_closed or question in self.opening.mine:
            return self
        return replace(self, why_closed=f"Only members of {self.found.owner.name} answer this.")

    def can_hand(self, question: Question | None = None) -> bool:
        """Return whether they may hand the question, or else the whole area, to somebody."""
        area = self.place.area.id
        if not self.found.phase.can_change(area):
            return False
        where = Handed(area, question.id if question else "")
        return handed_work.may_hand(self.found, self.work, where, by=actor())

    @property
    def next_place(self) -> Place | None:
        """Return the next area of which something is asked."""
        at = self.places.index(self.place)
        return self.places[at + 1] if at + 1 < len(self.places) else None

    @property
    def waiting(self) -> int:
        """Return how many earlier answers wait here to be confirmed."""
        return sum(card.offered is not None for card in self.cards)

    @property
    def total(self) -> float | None:
        return None if self.counted.total is None else self.counted.total / 10


def show(review_id: int, area_id: str) -> ResponseReturnValue:
    return page(review_id, area_id, taken=request.args.get("take", ""))


def page(
    review_id: int,
    area_id: str,
    refusal: Refusal | None = None,
    *,
    taken: str = "",
    typed: Typed | None = None,
) -> str:
    """Return the page, with what was typed into one of its forms if that was refused.

    The fields of the question `taken` hold its earlier answer, to be changed and saved.
    """
    found = dossiers.dossier(db(), review_id, by=actor(), now=now())
    said = replace(talk(db(), found, area_id, by=actor()), typed=typed)
    return render_template(
        "areas/area.html",
        view=view(found, area_id, said, refusal, taken, is_whole=True),
        asked=asked_changes.of_area(db(), found, area_id, by=actor()),
    )


def view(
    found: Dossier,
    area_id: str,
    said: Talk,
    refusal: Refusal | None = None,
    taken: str = "",
    *,
    is_whole: bool = False,
) -> View:
    """Return it; `is_whole` where each card is shown, with whom it is handed to."""
    counted = score(found.claimed.graded)
    places = places_of(found, counted)
    place = next((each for each in places if each.area.id == area_id), None)
    if place is None:
        raise NotFound(f"This review has no area {area_id}.")
    open_to = opening(found, area_id, work_of(found, is_whole=is_whole))
    cards = _cards(found, said, counted, refusal, taken, place=place, mine=open_to.mine)
    return View(
        found=found,
        place=place,
        places=tuple(each for each in places if each.asked or each is place),
        cards=cards,
        counted=counted,
        why_closed=open_to.why_closed,
        can_reopen=_can_reopen(found, area_id),
        offer=_offer(found, cards),
        can_decide_waiver=may(actor(), Action.DECIDE_WAIVER),
        refusal=refusal,
        opening=open_to,
        files=ReviewFiles(found.review.id),
    )


def _offer(found: Dossier, cards: Sequence[Card]) -> Offer | None:
    """Return what the form for a waiver needs, None where nobody is offered one."""
    able = [card.id for card in cards if card.can_ask_waiver]
    is_theirs = may(actor(), Action.ASK_WAIVER, owner_team=found.owner.slug)
    if not able or not is_theirs or found.phase.is_abandoned:
        return None
    return waiver_requests.offer(db(), found, able, by=actor(), now=now())


def _cards(
    found: Dossier,
    said: Talk,
    counted: Score,
    refusal: Refusal | None,
    taken: str,
    *,
    place: Place,
    mine: frozenset[str],
) -> tuple[Card, ...]:
    area_id = place.area.id
    earlier = suggestions.waiting(db(), found, by=actor(), area=area_id, handed=mine)
    losses = {loss.question: loss for loss in counted.losses}
    return tuple(
        card(
            found,
            asked,
            said,
            losses=losses,
            now=now(),
            zone=actor().time_zone,
            refusal=refusal if refusal and refusal.question == asked.question.id else None,
            earlier=earlier.get(asked.question.id),
            is_taken=asked.question.id == taken,
        )
        for asked in found.claimed.asked
        if asked.question.area == area_id
    )


def places_of(found: Dossier, counted: Score) -> tuple[Place, ...]:
    """Return every area of the checklist, also those of which nothing is asked."""
    scores: Mapping[str, AreaScore] = {each.area: each for each in counted.areas}
    none = AreaScore("", None, 0, 0)
    return tuple(_place(area, scores.get(area.id, none)) for area in found.pinned.checklist.areas)


def _place(area: Area, counted: AreaScore) -> Place:
    points = None if counted.tenths is None else counted.tenths / 10
    return Place(area, area.title, counted.answered, counted.asked, counted.unproven, points)


def _can_reopen(found: Dossier, area_id: str) -> bool:
    phase = found.phase
    is_shut = phase.was_approved and not phase.is_abandoned and not phase.can_change(area_id)
    return is_shut and may(actor(), Action.REOPEN, owner_team=found.owner.slug)
