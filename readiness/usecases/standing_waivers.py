"""Waivers with what was decided about each, and the work that removes the need for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.checklists import Checklist
from readiness.core.question_ids import current_ids
from readiness.core.void_waivers import is_void
from readiness.core.waiver_follow_ups import Followed, Granted, follow
from readiness.core.waivers import Decision, Waiver, narrowed
from readiness.store import people, waiver_debt
from readiness.store import waivers as store
from readiness.store.applications import applications_to
from readiness.store.reviews import Review
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.store.waivers import Waiver as WaiverRow
from readiness.store.waivers import WaiverDecision
from readiness.usecases.answered_versions import Stood
from readiness.usecases.checklists import pinned
from readiness.usecases.standing_items import StandingItem, item_of

#: Service, environment, kind of review, question.
Place = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class StandingWaiver:
    """What was asked, what was decided on it, oldest first, and how it counts.

    `item` is the work that removes the need and `owner` who does it, by name; waivers asked
    before 0.2 have none. `since`, `earlier` and `later` are as in core/waiver_follow_ups.py.
    """

    row: WaiverRow
    decisions: tuple[WaiverDecision, ...]
    waiver: Waiver
    item: StandingItem | None
    owner: str
    since: datetime | None = None
    earlier: int | None = None
    later: int | None = None

    @property
    def decision(self) -> WaiverDecision | None:
        """Return the newest decision, None while there is none."""
        return self.decisions[-1] if self.decisions else None

    @property
    def question(self) -> str:
        """Return the question by its id of now; it may have been asked under an earlier one."""
        return self.waiver.question

    @property
    def is_narrowed(self) -> bool:
        return self.waiver.ends_at < self.row.ends_at

    @property
    def granted_at(self) -> datetime | None:
        granted = (row.at for row in self.decisions if row.decision == Decision.GRANTED)
        return next(granted, None)

    @property
    def people(self) -> frozenset[int]:
        """Return who asked and who decided."""
        return frozenset({self.row.by, *(row.by for row in self.decisions)})


@dataclass(frozen=True, slots=True)
class PlacedWaiver:
    """A waiver found over all reviews; `text` is its question."""

    standing: StandingWaiver
    review: Review
    service: Service
    team: Team
    text: str

    @property
    def place(self) -> Place:
        """Return what it lets be unmet, and where: a renewed review asks for the same again."""
        review, question = self.review, self.standing.question
        return review.service_id, review.environment_id, review.kind, question


def load(session: Session, review_id: int, checklist: Checklist) -> tuple[StandingWaiver, ...]:
    """Return every waiver of the review, oldest first."""
    rows = store.waivers_of(session, review_id)
    current = current_ids(checklist)
    void = _void(rows, {review_id: Stood(session, review_id)}, {review_id: checklist})
    found = _standing(session, rows, {row.id: current for row in rows}, void)
    return tuple(found[row.id] for row in rows)


def unended(session: Session, now: datetime, team: int | None = None) -> tuple[PlacedWaiver, ...]:
    """Return the asked and granted waivers of all reviews, or of a team's, oldest first."""
    placed = waiver_debt.unended(session, now, team)
    versions = {each.review.checklist_version_id for each in placed}
    lists = {version: pinned(session, version).checklist for version in versions}
    current = {version: current_ids(checklist) for version, checklist in lists.items()}
    ids = {each.waiver.id: current[each.review.checklist_version_id] for each in placed}
    rows = [each.waiver for each in placed]
    on = {each.review.id: lists[each.review.checklist_version_id] for each in placed}
    applied = applications_to(session, on)
    stood = {id_: Stood(session, id_, known) for id_, known in applied.items()}
    found = _standing(session, rows, ids, _void(rows, stood, on))
    texts = {version: _texts(checklist) for version, checklist in lists.items()}
    return tuple(
        PlacedWaiver(
            found[each.waiver.id],
            each.review,
            each.service,
            each.team,
            texts[each.review.checklist_version_id].get(
                found[each.waiver.id].question, each.waiver.question
            ),
        )
        for each in placed
        if each.waiver.ends_at > now
    )


def _texts(checklist: Checklist) -> Mapping[str, str]:
    return {question.id: question.text for question in checklist.questions}


def _void(
    rows: Sequence[WaiverRow], stood: Mapping[int, Stood], on: Mapping[int, Checklist]
) -> frozenset[int]:
    """Return those that waive nothing any more where their reviews stand `on` these, by review."""
    return frozenset(
        row.id
        for row in rows
        for now in [on[row.review_id]]
        for then in [stood[row.review_id].at(row.at) if row.review_id in stood else now]
        if is_void(row.question, then, now)
    )


def _standing(
    session: Session,
    rows: Sequence[WaiverRow],
    current: Mapping[int, Mapping[str, str]],
    void: Collection[int],
) -> Mapping[int, StandingWaiver]:
    """Return each by its id; `current` holds for each the ids that its questions have now."""
    if not rows:
        return {}
    ids = [row.id for row in rows]
    decided = waiver_debt.decisions_on(session, ids)
    items = {
        row.waiver_id: StandingItem(row, move, item_of(row, move))
        for row, move in waiver_debt.items_for(session, ids)
    }
    owners = frozenset(each.item.owner for each in items.values() if each.item.owner is not None)
    names = people.names(session, owners) if owners else {}
    found = [
        _one(
            row,
            tuple(each for each in decided if each.waiver_id == row.id),
            current[row.id],
            items.get(row.id),
            names,
            is_void=row.id in void,
        )
        for row in rows
    ]
    return {each.row.id: each for each in _followed(found)}


def _followed(found: Sequence[StandingWaiver]) -> Iterator[StandingWaiver]:
    """Yield them with what follows each in its review."""
    reviews: dict[int, list[Granted]] = {}
    for each in found:
        reviews.setdefault(each.row.review_id, []).append(Granted(each.waiver, each.granted_at))
    told = {one.waiver.id: one for every in reviews.values() for one in follow(every)}
    yield from (_placed_among(each, told[each.row.id]) for each in found)


def _placed_among(each: StandingWaiver, told: Followed) -> StandingWaiver:
    return replace(
        each, waiver=told.waiver, since=told.since, earlier=told.earlier, later=told.later
    )


def _one(
    row: WaiverRow,
    decisions: tuple[WaiverDecision, ...],
    current: Mapping[str, str],
    item: StandingItem | None,
    names: Mapping[int, str],
    *,
    is_void: bool,
) -> StandingWaiver:
    question = current.get(row.question, row.question)
    said = _said(row, decisions[-1]) if decisions else None
    ends_at = narrowed(row.ends_at, (each.ends_at for each in decisions))
    owner = names.get(item.item.owner or 0, "") if item else ""
    waiver = Waiver(row.id, question, ends_at, said, is_void)
    return StandingWaiver(row, decisions, waiver, item, owner)


def _said(row: WaiverRow, newest: WaiverDecision) -> Decision:
    said = Decision(newest.decision)
    is_own = said is Decision.REFUSED and newest.by == row.by
    return Decision.WITHDRAWN if is_own else said
