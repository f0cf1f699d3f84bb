"""Everything that one service's page shows: its life, its verdicts, its reviews, its facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.core import addresses, briefs, facts, kind_words
from readiness.core.briefs import Brief, NextStep
from readiness.core.checklists import Kind
from readiness.core.facts import Facts
from readiness.core.reasons import Code
from readiness.core.rights import Action, Actor, may, require
from readiness.store import deployments, environments, people, reviews, services, verdicts
from readiness.store.deployments import Deployment
from readiness.store.environments import Environment
from readiness.store.reviews import Review
from readiness.store.services import Service, StageMove
from readiness.store.teams import Team
from readiness.store.verdicts import ReviewSummary, Segment
from readiness.usecases import services as service_cases
from readiness.usecases import standing_verdicts
from readiness.usecases.launches import PRODUCTION
from readiness.usecases.standing_verdicts import Shown, StandingVerdict

#: Reasons for which only a new review opens the gate again.
RUNS = "It has launched, and deployments may go ahead."
RENEWED = frozenset({Code.APPROVAL_ENDED, Code.FACTS_CHANGED})


@dataclass(frozen=True, slots=True)
class ListedReview:
    review: Review
    environment: str
    asked_by: str
    state: str
    tenths: int | None
    brief: Brief

    @property
    def is_under_way(self) -> bool:
        return self.state in ("draft", "in_review", "reopened")

    @property
    def is_launch(self) -> bool:
        return self.review.kind == Kind.LAUNCH

    @property
    def title(self) -> str:
        """Return "Change review 7"."""
        return f"{kind_words.review(self.review.kind)} {self.review.id}"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the person may do here, so that no page offers what would be refused."""

    change: bool
    start: bool
    make_tokens: bool


@dataclass(frozen=True, slots=True)
class Profile:
    service: Service
    owner: Team
    facts: Facts
    moves: Sequence[StageMove]
    verdicts: tuple[tuple[str, StandingVerdict], ...]
    reviews: tuple[ListedReview, ...]
    deployments: tuple[tuple[Deployment, str], ...]
    allowed: Allowed
    next: NextStep

    @property
    def production(self) -> StandingVerdict:
        return dict(self.verdicts)[PRODUCTION]

    @property
    def governing(self) -> ListedReview | None:
        """Return the review that the verdict for production rests on."""
        found = (each for each in self.reviews if each.review.id == self.production.review)
        return next(found, None)

    @property
    def drifted(self) -> ListedReview | None:
        """Return a review whose copy of the facts is not what is known now, if one counts."""
        for listed in self.reviews:
            if listed.state != "abandoned" and facts.from_plain(listed.review.facts) != self.facts:
                return listed
        return None


def profile(session: Session, slug: str, *, by: Actor, now: datetime) -> Profile:
    require(by, Action.READ)
    service = service_cases.by_slug(session, slug)
    owner = service_cases.owner_of(session, service)
    places = {place.id: place for place in environments.every_environment(session)}
    found = _verdicts(session, service.id, places, now)
    listed = _reviews(session, service.id, places)
    allowed = Allowed(
        change=may(by, Action.CHANGE_SERVICE, owner_team=owner.slug),
        start=may(by, Action.START_REVIEW, owner_team=owner.slug),
        make_tokens=may(by, Action.MANAGE_SERVICE_TOKENS, owner_team=owner.slug),
    )
    return Profile(
        service=service,
        owner=owner,
        facts=facts.from_plain(service.facts),
        moves=services.stage_moves_of(session, service.id),
        verdicts=found,
        reviews=listed,
        deployments=tuple(
            (row, places[row.environment_id].name)
            for row in deployments.deployments_of(session, service.id, limit=10)
        ),
        allowed=allowed,
        next=_next(service, owner, listed, allowed, dict(found)[PRODUCTION]),
    )


def _verdicts(
    session: Session, service_id: int, places: dict[int, Environment], now: datetime
) -> tuple[tuple[str, StandingVerdict], ...]:
    """Return the verdict now for each environment, production first."""
    current: dict[int, Segment] = {}
    closes_at: dict[int, datetime] = {}
    for segment in verdicts.segments_of(session, service_id):
        if segment.starts_at <= now:
            current[segment.environment_id] = segment
        elif segment.verdict == "blocked":
            closes_at.setdefault(segment.environment_id, segment.starts_at)
    order = sorted(places.values(), key=lambda place: (place.name != PRODUCTION, place.position))
    return tuple(
        (place.name, standing_verdicts.read(current.get(place.id), closes_at.get(place.id)))
        for place in order
    )


def _reviews(
    session: Session, service_id: int, places: dict[int, Environment]
) -> tuple[ListedReview, ...]:
    found = reviews.reviews_of(session, service_id)
    query = select(ReviewSummary).where(ReviewSummary.review_id.in_([row.id for row in found]))
    summaries = {row.review_id: row for row in session.scalars(query)}
    names = people.names(session, frozenset(row.asked_by for row in found))
    return tuple(
        ListedReview(
            review=row,
            environment=places[row.environment_id].name,
            asked_by=names[row.asked_by],
            state=summaries[row.id].state,
            tenths=summaries[row.id].score,
            brief=briefs.read(summaries[row.id].summary),
        )
        for row in found
        if row.id in summaries
    )


def _next(
    service: Service,
    owner: Team,
    listed: Sequence[ListedReview],
    allowed: Allowed,
    production: StandingVerdict,
) -> NextStep:
    """Return the next step for production's launch, or else for whatever is under way."""
    counting = [each for each in listed if each.state != "abandoned" and each.is_launch]
    counting.sort(key=lambda each: (each.environment != PRODUCTION, not each.is_under_way))
    if counting and counting[0].state == "approved" and production.reasons:
        return _closed(service, allowed, production.reasons[0])
    if counting:
        first = counting[0]
        if first.state == "approved" and service.stage != "pre_launch":
            return _running(first, listed)
        return briefs.next_step(first.review.id, first.state, first.brief)
    if allowed.start:
        return NextStep(
            "No launch review was started yet.", "Start a launch review", _new_review(service)
        )
    sentence = f"No launch review was started yet. Somebody of {owner.name} can start one."
    return NextStep(sentence, "", "", "wait")


def _running(launched: ListedReview, listed: Sequence[ListedReview]) -> NextStep:
    """Return the next step of a change or hand-off of what has launched, if one is under way."""
    for each in listed:
        if each.is_under_way and not each.is_launch:
            step = briefs.next_step(each.review.id, each.state, each.brief, each.review.kind)
            return replace(step, sentence=f"{each.title}: {step.sentence}")
    return NextStep(RUNS, "Open the review", addresses.review(launched.review.id), "clear")


def _closed(service: Service, allowed: Allowed, why: Shown) -> NextStep:
    """Return what opens the gate of a service again whose approval does not count any more."""
    if allowed.start and why.code in RENEWED:
        return NextStep(why.sentence, "Renew the review", _new_review(service), "stop")
    return NextStep(why.sentence, "See why", why.href, "stop")


def _new_review(service: Service) -> str:
    return f"{addresses.service(service.slug)}/reviews/new"
