"""Everything that one service's page shows: its life, its verdicts, its reviews, its facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core import addresses, briefs, facts
from readiness.core.briefs import NextStep
from readiness.core.facts import Facts
from readiness.core.handovers import Stage
from readiness.core.lives import Life, Point, consultant, is_due, points, runs
from readiness.core.reasons import Code
from readiness.core.rights import Action, Actor, may, require
from readiness.store import deployments, environments, verdicts
from readiness.store.deployments import Deployment
from readiness.store.environments import Environment
from readiness.store.services import Service
from readiness.store.teams import Team
from readiness.store.verdicts import Segment
from readiness.usecases import lives, standing_freezes, standing_verdicts
from readiness.usecases import services as service_cases
from readiness.usecases.launches import PRODUCTION
from readiness.usecases.listed_reviews import ListedReview, listed_reviews
from readiness.usecases.standing_verdicts import Shown, StandingVerdict
from readiness.usecases.stopping import whose

#: Reasons for which only a new review opens the gate again.
RUNS = "It has launched, and deployments may go ahead."
RENEWED = frozenset({Code.APPROVAL_ENDED, Code.FACTS_CHANGED})


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the person may do here, so that no page offers what would be refused."""

    change: bool
    start: bool
    make_tokens: bool
    hold: bool


@dataclass(frozen=True, slots=True)
class Profile:
    service: Service
    owner: Team
    facts: Facts
    life: Life
    verdicts: tuple[tuple[str, StandingVerdict], ...]
    reviews: tuple[ListedReview, ...]
    deployments: tuple[tuple[Deployment, str], ...]
    allowed: Allowed
    next: NextStep

    @property
    def points(self) -> tuple[Point, ...]:
        return points(self.life)

    @property
    def runs(self) -> str:
        return runs(self.life, self.owner.name)

    @property
    def consultant(self) -> str:
        return consultant(self.life)

    @property
    def production(self) -> StandingVerdict:
        return dict(self.verdicts)[PRODUCTION]

    @property
    def closed(self) -> frozenset[int]:
        """Return the reviews that were approved and whose gate is closed now all the same."""
        blocked = {found.review for _, found in self.verdicts if found.kind == "blocked"}
        approved = {each.review.id for each in self.reviews if each.state == "approved"}
        return frozenset(each for each in blocked if each in approved)

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
    found = _verdicts(session, service, places, now)
    listed = listed_reviews(session, service.id, places)
    life = lives.life_of(session, service, now=now)
    allowed = Allowed(
        change=may(by, Action.CHANGE_SERVICE, owner_team=owner.slug),
        start=service.stage != Stage.RETIRED
        and may(by, Action.START_REVIEW, owner_team=owner.slug),
        make_tokens=may(by, Action.MANAGE_SERVICE_TOKENS, owner_team=owner.slug),
        hold=may(by, Action.HOLD, **whose(session, service, by, now)),
    )
    return Profile(
        service=service,
        owner=owner,
        facts=facts.from_plain(service.facts),
        life=life,
        verdicts=found,
        reviews=listed,
        deployments=tuple(
            (row, places[row.environment_id].name)
            for row in deployments.deployments_of(session, service.id, limit=10)
        ),
        allowed=allowed,
        next=_held(service, found)
        or _after_launch(service, life)
        or _next(service, owner, listed, allowed, dict(found)[PRODUCTION]),
    )


def _verdicts(
    session: Session, service: Service, places: dict[int, Environment], now: datetime
) -> tuple[tuple[str, StandingVerdict], ...]:
    """Return the verdict now for each environment, production first."""
    current: dict[int, Segment] = {}
    closes_at: dict[int, datetime] = {}
    calendar = standing_freezes.calendar(session)
    for segment in verdicts.segments_of(session, service.id):
        place = segment.environment_id
        if segment.starts_at <= now:
            name = places[place].name
            current[place] = laid = standing_freezes.over(
                segment, calendar, service=service.slug, environment=name, now=now
            )
            if laid.ends_at != segment.ends_at and laid.ends_at:
                closes_at[place] = laid.ends_at
        elif segment.verdict == "blocked":
            closes_at.setdefault(place, segment.starts_at)
    order = sorted(places.values(), key=lambda place: (place.name != PRODUCTION, place.position))
    return tuple(
        (place.name, standing_verdicts.read(current.get(place.id), closes_at.get(place.id)))
        for place in order
    )


def _held(service: Service, found: tuple[tuple[str, StandingVerdict], ...]) -> NextStep | None:
    """Return that the service is held: a hold closes every gate, so the first says it."""
    held = [each for each in found[0][1].reasons if each.code == Code.HELD]
    if not held:
        return None
    return NextStep(
        f"{service.name} is held. {held[0].sentence}", "See the hold", held[0].href, "stop"
    )


def _after_launch(service: Service, life: Life) -> NextStep | None:
    """Return the next step of a service that is retired, or whose hand-off is signed and due."""
    place = addresses.handover(service.slug)
    if life.stage is Stage.RETIRED:
        return NextStep(f"{service.name} is retired.", "See its record", place, "clear")
    if is_due(life):
        sentence = "The hand-off is signed: an SRE team can take the service over now."
        return NextStep(sentence, "Go to the hand-over", place, "wait")
    return None


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
