"""Why a verdict is blocked: a stable code, a sentence, whose turn it is, and where to go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from readiness.core import addresses
from readiness.core.action_items import Item
from readiness.core.checklists import GateRule, Kind
from readiness.core.grades import Graded, Why
from readiness.core.kind_words import noun
from readiness.core.listings import in_words
from readiness.core.signoffs import GateState, Tally


class Code(StrEnum):
    """Pipelines and people rely on these; none is ever renamed."""

    NO_REVIEW = "no_review"
    REVIEW_ABANDONED = "review_abandoned"
    NOTHING_ASKED = "nothing_asked"
    NOT_APPROVED = "not_approved"
    APPROVAL_ENDED = "approval_ended"
    FACTS_CHANGED = "facts_changed"
    GATE_NOT_SUBMITTED = "gate_not_submitted"
    GATE_WAITING = "gate_waiting"
    GATE_CHANGES_REQUESTED = "gate_changes_requested"
    GATE_DENIED = "gate_denied"
    GATE_STALE = "gate_stale"
    BLOCKER_UNMET = "blocker_unmet"
    WAIVER_ENDED = "waiver_ended"
    RULE_FAILED = "rule_failed"
    SCORE_LOW = "score_low"
    AREA_SCORE_LOW = "area_score_low"
    ACTION_ITEM_OPEN = "action_item_open"
    EVIDENCE_DAMAGED = "evidence_damaged"
    HELD = "held"
    FROZEN = "frozen"


#: Who decides on waivers, as a turn names them.
COORDINATORS = "The launch coordinators"


@dataclass(frozen=True, slots=True)
class Reason:
    """`turn` names who has to act next; `path` is relative to the installation's address."""

    code: Code
    sentence: str
    turn: str
    path: str


def no_review(service: str, owner: str) -> Reason:
    sentence = "No launch review of this service was started for this environment."
    return Reason(Code.NO_REVIEW, sentence, owner, addresses.service(service))


def no_change_review(service: str, owner: str) -> Reason:
    sentence = "There is no change review of this service for this environment."
    return Reason(Code.NO_REVIEW, sentence, owner, addresses.service(service))


def abandoned(review: int, owner: str) -> Reason:
    sentence = "The review was abandoned; start a new one."
    return Reason(Code.REVIEW_ABANDONED, sentence, owner, addresses.review(review))


def nothing_asked(review: int, owner: str) -> Reason:
    sentence = "Nothing that is asked applies to this service, or no gate does: no pass."
    return Reason(Code.NOTHING_ASKED, sentence, owner, addresses.review(review))


def not_approved(review: int, owner: str) -> Reason:
    sentence = "The review is not signed off yet."
    return Reason(Code.NOT_APPROVED, sentence, owner, addresses.review(review))


_ENDED = {
    Kind.LAUNCH: "The sign-off was not used for a launch in time; renew the review.",
    Kind.HANDOFF: "The sign-off was not used for a hand-off in time; renew the review.",
    # Nobody says when a change is done with, so its time is over whether it was used or not.
    Kind.CHANGE: "The time for this change is over; start a change review for the next.",
}


def approval_ended(review: int, owner: str, kind: Kind = Kind.LAUNCH) -> Reason:
    sentence = _ENDED[kind]
    return Reason(Code.APPROVAL_ENDED, sentence, owner, addresses.review(review))


def facts_changed(review: int, owner: str) -> Reason:
    sentence = "The service's facts changed, and more is asked of it now; renew the review."
    return Reason(Code.FACTS_CHANGED, sentence, owner, addresses.review(review))


_GATES = {
    GateState.NOT_SUBMITTED: (Code.GATE_NOT_SUBMITTED, "{gate} has not been sent its areas yet."),
    GateState.WAITING: (Code.GATE_WAITING, "{gate} waits for {votes}."),
    GateState.CHANGES_REQUESTED: (
        Code.GATE_CHANGES_REQUESTED,
        "{gate} asked for changes; answer them and send the areas again.",
    ),
    GateState.DENIED: (Code.GATE_DENIED, "{gate} refused its signature."),
    GateState.STALE: (
        Code.GATE_STALE,
        "{gate} signed something else: what it covers has changed since.",
    ),
    GateState.SIGNED: (Code.GATE_WAITING, "{gate} is signed."),
}

REFUSAL_ANSWERED = "{gate} refused its signature; what it covers has changed since."
_OWNERS_TURN = frozenset({GateState.NOT_SUBMITTED, GateState.CHANGES_REQUESTED, GateState.DENIED})


def gate(
    review: int, owner: str, rule: GateRule, tally: Tally, waits_for: Sequence[str], team: str = ""
) -> Reason:
    """Return why the gate is closed. One that waits for others names them and their turn.

    `team` is the name of the team that signs.
    """
    code, sentence = _GATES[tally.state]
    sentence = REFUSAL_ANSWERED if tally.is_answered else sentence
    votes = "1 vote" if tally.missing == 1 else f"{tally.missing} votes"
    if waits_for and tally.state is GateState.WAITING:
        votes += f", after {in_words(waits_for)}"
    is_owners = tally.state in _OWNERS_TURN and not tally.is_answered
    turn = owner if is_owners else team or rule.team
    path = addresses.gate(review, rule.id)
    return Reason(code, sentence.format(gate=rule.title, votes=votes), turn, path)


def blocker(
    review: int, owner: str, graded: Graded, *, is_ended: bool, is_asked: bool = False
) -> Reason:
    """Return what is unmet. Once a waiver is asked for, it is the turn of those who decide on it."""
    question = graded.question
    path = addresses.question(review, question.area, question.id)
    sentence = f"{question.text} {graded.grade.sentence}"
    if is_asked:
        owner, sentence = COORDINATORS, f"{sentence} A waiver of it is asked for."
    if graded.grade.why is Why.RULE_FAILED:
        return Reason(Code.RULE_FAILED, sentence, owner, path)
    if is_ended:
        return Reason(Code.WAIVER_ENDED, f"Its waiver ended. {sentence}", owner, path)
    return Reason(Code.BLOCKER_UNMET, sentence, owner, path)


def score_low(tenths: int | None, mark: int, owner: str, path: str) -> Reason:
    sentence = f"The score is {points(tenths)}; it takes {mark}."
    return Reason(Code.SCORE_LOW, sentence, owner, path)


def area_low(area: str, tenths: int, minimum: int, owner: str, path: str) -> Reason:
    sentence = f"{area} has a score of {points(tenths)}; each area takes {minimum}."
    return Reason(Code.AREA_SCORE_LOW, sentence, owner, path)


def action_item(review: int, owner: str, item: Item, kind: Kind) -> Reason:
    sentence = f"“{item.title}” is still to be done before the {noun(kind)}."
    return Reason(Code.ACTION_ITEM_OPEN, sentence, owner, addresses.action_item(review, item.id))


@dataclass(frozen=True, slots=True)
class DamagedFile:
    """A file behind an answer whose stored bytes are not those that were uploaded, or are gone."""

    question: str
    area: str
    text: str
    name: str


def evidence_damaged(review: int, owner: str, file: DamagedFile) -> Reason:
    sentence = (
        f"“{file.name}”, the evidence for “{file.text}”, is damaged or lost in the store; "
        "put it back as it was, or replace it."
    )
    path = addresses.question(review, file.area, file.question)
    return Reason(Code.EVIDENCE_DAMAGED, sentence, owner, path)


def held(service: str, who: str, at: datetime, why: str) -> Reason:
    since = f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    sentence = f"{who} holds the service since {since}: “{why}”"
    return Reason(
        Code.HELD, sentence, f"{who} or the launch coordinators", addresses.holds(service)
    )


def points(tenths: int | None) -> str:
    """Return a score as people read it: 87.5, or a dash when nothing is asked."""
    return "-" if tenths is None else f"{tenths // 10}.{tenths % 10}"
