"""The next step on a review that was approved and whose gate is closed again, by why it is."""

from __future__ import annotations

from readiness.core import addresses
from readiness.core.reasons import COORDINATORS, Code, Reason
from readiness.core.rights import Action, Actor, may
from readiness.usecases.dossiers import Dossier
from readiness.web.steps import TALK, NextStep

#: For these a new review opens the gate again, and nothing else.
RENEWED = frozenset({Code.APPROVAL_ENDED, Code.FACTS_CHANGED})
#: For these a waiver does, or what the reopened area then says.
UNMET = frozenset({Code.BLOCKER_UNMET, Code.WAIVER_ENDED, Code.RULE_FAILED})
WAIVER = (
    "Ask for a waiver of it, or reopen the area to change the answer. Reopened gates sign anew."
)


def step(found: Dossier, why: Reason, by: Actor) -> NextStep:
    """Return what opens the gate again, with the way there for those who may go it."""
    waiting = undecided(found, why)
    if waiting is not None:
        return waiting
    if why.code in UNMET and may(by, Action.ASK_WAIVER, owner_team=found.owner.slug):
        other = _reopen(found, by)
        return NextStep(why.sentence, "stop", "Ask for a waiver", why.path, False, WAIVER, other)
    if why.code is Code.GATE_DENIED:
        other = _reopen(found, by)
        return NextStep(why.sentence, "stop", "See why", why.path, False, TALK, other)
    if why.code is Code.HELD:
        return NextStep(why.sentence, "stop", "See the hold", why.path)
    if why.code is Code.FROZEN:
        return NextStep(why.sentence, "wait", "See the freeze", why.path)
    if why.code is Code.ACTION_ITEM_OPEN:
        return NextStep(why.sentence, "stop", "Open the item", why.path)
    if why.code in RENEWED and may(by, Action.START_REVIEW, owner_team=found.owner.slug):
        place = f"{addresses.service(found.service.slug)}/reviews/new"
        return NextStep(why.sentence, "stop", "Renew the review", place)
    label, href = _reopen(found, by) or ("See what it is about", why.path)
    return NextStep(why.sentence, "stop", label, href)


def _reopen(found: Dossier, by: Actor) -> tuple[str, str] | None:
    if not may(by, Action.REOPEN, owner_team=found.owner.slug):
        return None
    return "Reopen areas", f"{addresses.review(found.review.id)}/reopen"


def undecided(found: Dossier, reason: Reason) -> NextStep | None:
    """Return the waiver that a coordinator has yet to decide on, if this question has one.

    A request that is void or past its end is nobody's to decide on, so it is the team's turn again.
    """
    if reason.turn != COORDINATORS:
        return None
    for each in reversed(found.waivers):
        if each.decision is None and reason.path.endswith(f"#{each.question}"):
            sentence = "A waiver for what stands in the way waits for a coordinator."
            return NextStep(sentence, "wait", "Read it", addresses.waiver(each.row.id))
    return None
