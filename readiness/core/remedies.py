"""What ends each reason why a gate is closed, and what a person can do about it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.core.reasons import Code
from readiness.core.rights import Action


@dataclass(frozen=True, slots=True)
class Remedy:
    """`ends` says what opens the gate again. Who may take the `action` is offered it as `label`.

    `below` is where it is done if not where the reason leads: a path below the service's own.
    """

    ends: str
    label: str = ""
    action: Action | None = None
    below: str = ""


_WAIVER = Remedy(
    "It ends when the question is met, or a launch coordinator grants a waiver of it.",
    "Meet it, or ask for a waiver",
    Action.ASK_WAIVER,
)
_RENEW = ("Renew the review", Action.START_REVIEW, "/reviews/new")
_SIGN = ("Look at it and sign", Action.VOTE)

REMEDIES: Mapping[Code, Remedy] = {
    Code.NO_REVIEW: Remedy(
        "It ends when a review is started, answered and signed.",
        "Start a review",
        Action.START_REVIEW,
        "/reviews/new",
    ),
    Code.REVIEW_ABANDONED: Remedy(
        "It ends when a new review is signed.",
        "Start a review",
        Action.START_REVIEW,
        "/reviews/new",
    ),
    Code.NOTHING_ASKED: Remedy("It ends with a review by a checklist that asks something of it."),
    Code.NOT_APPROVED: Remedy("It ends by itself, with the next change to the review."),
    Code.APPROVAL_ENDED: Remedy("It ends when a renewed review is signed.", *_RENEW),
    Code.FACTS_CHANGED: Remedy("It ends when a renewed review is signed.", *_RENEW),
    Code.GATE_NOT_SUBMITTED: Remedy(
        "It ends when the team has sent the areas, and the gate signs them.",
        "Send the areas",
        Action.SUBMIT,
    ),
    Code.GATE_WAITING: Remedy("It ends when enough people of that team have signed.", *_SIGN),
    Code.GATE_CHANGES_REQUESTED: Remedy(
        "It ends when the team has changed what was asked, sent it again, and the gate signs.",
        "See what was asked",
        Action.ANSWER,
    ),
    Code.GATE_DENIED: Remedy(
        "It ends when who refused takes that back, or others of that team sign what was changed."
    ),
    Code.GATE_STALE: Remedy("It ends when the gate signs what has changed since.", *_SIGN),
    Code.BLOCKER_UNMET: _WAIVER,
    Code.WAIVER_ENDED: _WAIVER,
    Code.RULE_FAILED: _WAIVER,
    Code.SCORE_LOW: Remedy("It ends when better answers reach the pass mark."),
    Code.AREA_SCORE_LOW: Remedy("It ends when better answers in that area reach its mark."),
    Code.ACTION_ITEM_OPEN: Remedy(
        "It ends when the action item is done.", "Open the action item", Action.CHANGE_ACTION_ITEM
    ),
    Code.EVIDENCE_DAMAGED: Remedy(
        "It ends when the file is put back as it was, or replaced.",
        "Replace the file",
        Action.ANSWER,
    ),
    Code.HELD: Remedy("It ends when whoever set the hold, or a launch coordinator, ends it."),
    Code.FROZEN: Remedy(
        "It ends by itself at that time, or when a launch coordinator excepts the service.",
        "Except the service",
        Action.FREEZE,
    ),
}
