"""What the page of a review shows, worked out of its dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from readiness.core.kind_words import noun
from readiness.core.reasons import points
from readiness.core.rights import Action, Actor, may
from readiness.core.scoring import Score, score
from readiness.core.verdicts import Judgement
from readiness.store.sessions import Session
from readiness.usecases import handed_work, send_plans, standing_freezes, summaries
from readiness.usecases.dossiers import Dossier
from readiness.usecases.handed_work import Share, Work
from readiness.usecases.names import names
from readiness.usecases.standing_verdicts import BLOCKERS
from readiness.usecases.summaries import ReviewState
from readiness.web.frame import day
from readiness.web.gate_cards import GateCard, gate_cards
from readiness.web.launch_offers import with_card
from readiness.web.next_steps import listed, next_step
from readiness.web.steps import NextStep

STATES = {
    ReviewState.DRAFT: ("draft", "Being filled out"),
    ReviewState.IN_REVIEW: ("waiting", "In review"),
    ReviewState.APPROVED: ("approved", "Approved"),
    ReviewState.REOPENED: ("stale", "Reopened"),
    ReviewState.ABANDONED: ("hold", "Abandoned"),
}


@dataclass(frozen=True, slots=True)
class Hurdle:
    """A reason as the macro `reasons` takes it."""

    sentence: str
    turn: str
    href: str


@dataclass(frozen=True, slots=True)
class Rights:
    """Which buttons are shown. Each use case decides again."""

    submit: bool
    reopen: bool
    abandon: bool


@dataclass(frozen=True, slots=True)
class ReviewView:
    found: Dossier
    judgement: Judgement
    is_advisory: bool
    counted: Score
    step: NextStep
    gates: tuple[GateCard, ...]
    names: Mapping[int, str]
    touched: str
    may: Rights
    renews: bool
    work: Work
    shares: tuple[Share, ...]
    may_hand: bool
    may_hand_all: bool

    @property
    def titles(self) -> Mapping[str, str]:
        """Return what areas and questions are called, for what is handed of them."""
        checklist = self.found.pinned.checklist
        asked = {id_: each.text for each in checklist.questions for id_ in each.ids}
        return asked | {area.id: area.title for area in checklist.areas}

    @property
    def state(self) -> tuple[str, str]:
        """Return it as a status. An approval is told with its day while the gate is closed."""
        if self.approved_on and self.judgement.reasons:
            return "stale", f"Approved on {self.approved_on}, closed since"
        return STATES[summaries.state_of(self.found)]

    @property
    def approved_on(self) -> str:
        """Return the day of the approval that was given, or nothing."""
        return day(self.found.approval.at) if self.found.approval else ""

    @property
    def verdict(self) -> tuple[str, str]:
        """Return the verdict's kind and its sentence."""
        what = noun(self.found.review.kind)
        if not self.judgement.reasons:
            return "approved", f"Every gate is signed and nothing blocks: the {what} may go ahead."
        if self.found.phase.is_abandoned:
            return (
                "blocked",
                "This review was abandoned: nothing in it counts any more.",
            )
        if self.approved_on:
            return "blocked", f"Approved on {self.approved_on}, and closed since: {self._closed()}"
        if self.renews:
            between = "between this review and its approval. The approval it renews is another."
            return "blocked", f"{self._between()} {between}"
        return "blocked", f"{self._between()} between this service and its {what}."

    def _closed(self) -> str:
        """Return why the gate of what was approved is closed."""
        first, *others = self.judgement.reasons
        return f"{first.sentence}{f' And {len(others)} more.' if others else ''}"

    def _between(self) -> str:
        """Return what is counted, as in "2 blockers and 1 gate stand"."""
        owed = sum(each.code == "action_item_open" for each in self.judgement.reasons)
        others = len(self.judgement.reasons) - self.blocking - self.unsigned - owed
        counts = (
            (self.blocking, "blocker"),
            (self.unsigned, "gate"),
            (owed, "action item"),
            (others, "other reason"),
        )
        parts = [f"{n} {word}{'s' if n > 1 else ''}" for n, word in counts if n > 0]
        stand = "stands" if sum(n for n, _ in counts if n > 0) == 1 else "stand"
        return f"{', '.join(parts[:-1])}{' and ' if parts[1:] else ''}{parts[-1]} {stand}"

    @property
    def hurdles(self) -> tuple[Hurdle, ...]:
        """Return the very reasons that the gate gives."""
        return tuple(Hurdle(each.sentence, each.turn, each.path) for each in self.judgement.reasons)

    @property
    def blocking(self) -> int:
        return sum(each.code in BLOCKERS for each in self.judgement.reasons)

    @property
    def unsigned(self) -> int:
        """Return how many gates wait; none of an abandoned review does."""
        if self.found.phase.is_abandoned:
            return 0
        return sum(not card.gate.is_signed for card in self.gates)

    @property
    def seen_score(self) -> float | None:
        """Return the score of what the reviewers see, which the verdict rests on."""
        total = self.judgement.score.total
        return None if total is None else total / 10

    @property
    def points(self) -> str:
        return points(self.counted.total)


def review_view(
    session: Session, found: Dossier, *, by: Actor, now: datetime, renews: bool = False
) -> ReviewView:
    """Return it; `renews` says that another review's approval stands meanwhile."""
    judgement = standing_freezes.judged(session, found, now)
    given = handed_work.work(session, found, by=by)
    mine = handed_work.mine(found, given, by=by)
    is_owner = _may_hand(found, by)
    step = with_card(session, found, next_step(found, judgement, by, mine), by=by)
    return ReviewView(
        found=found,
        judgement=judgement,
        is_advisory=standing_freezes.is_advisory(session, found, now),
        counted=score(found.claimed.graded),
        step=step,
        gates=gate_cards(session, found, by=by, now=now),
        names=names(session, {found.review.asked_by, *(move.by for move in found.moves)}, by=by),
        touched=listed(send_plans.touched_by_changes(found)),
        may=_rights(found, by),
        renews=renews,
        work=given,
        shares=handed_work.shares(found, given, now=now),
        may_hand=is_owner or (bool(mine) and not _is_over(found)),
        may_hand_all=is_owner,
    )


def _is_over(found: Dossier) -> bool:
    return found.phase.is_approved or found.phase.is_abandoned


def _may_hand(found: Dossier, by: Actor) -> bool:
    return not _is_over(found) and may(by, Action.HAND_WORK, owner_team=found.owner.slug)


def _rights(found: Dossier, by: Actor) -> Rights:
    team, phase = found.owner.slug, found.phase
    is_running = not phase.is_approved and not phase.is_abandoned
    return Rights(
        submit=is_running and may(by, Action.SUBMIT, owner_team=team),
        reopen=phase.is_approved and may(by, Action.REOPEN, owner_team=team),
        abandon=is_running and may(by, Action.ABANDON, owner_team=team),
    )
