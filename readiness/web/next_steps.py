"""The one next step on a review: whose turn it is, and the button that takes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from urllib.parse import urlencode

from readiness.core import addresses
from readiness.core.briefs import GO, counted
from readiness.core.checklists import Kind
from readiness.core.listings import in_words
from readiness.core.progress import OpenQuestion, open_questions, told
from readiness.core.reasons import Code
from readiness.core.rights import Action, Actor, may
from readiness.core.signoffs import Choice, GateState
from readiness.core.verdicts import Judgement
from readiness.store.signoffs import Vote
from readiness.usecases import send_plans, signoffs
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.web import closed_again
from readiness.web.steps import NextStep

#: Reasons that the team can do something about, besides what the gates ask of it.
STOPPING = frozenset(
    {
        Code.BLOCKER_UNMET,
        Code.WAIVER_ENDED,
        Code.RULE_FAILED,
        Code.SCORE_LOW,
        Code.AREA_SCORE_LOW,
        Code.ACTION_ITEM_OPEN,
        Code.EVIDENCE_DAMAGED,
    }
)


def next_step(
    found: Dossier, judgement: Judgement, by: Actor, mine: Collection[str] = ()
) -> NextStep:
    """Return it; `mine` are the questions that were handed to this person."""
    if handed := _handed(found, mine):
        return handed
    steps = (
        _ended,
        _voters,
        _answering,
        _requested,
        _unsent,
        _unsubmitted,
        _denied,
        _blocked,
        _waiting,
    )
    for step in steps:
        if taken := step(found, judgement, by):
            return taken
    return NextStep("Everything is done; the verdict is being worked out.", "wait")


def _ended(found: Dossier, judgement: Judgement, by: Actor) -> NextStep | None:
    service = addresses.service(found.service.slug)
    if found.phase.is_abandoned:
        return NextStep("This review was abandoned.", "stop", "Go to the service", service)
    if not found.phase.is_approved:
        return None
    if judgement.reasons:
        return closed_again.step(found, judgement.reasons[0], by)
    if found.review.kind == Kind.HANDOFF:
        place = addresses.handover(found.service.slug)
        return NextStep(GO[Kind.HANDOFF], "clear", "Go to the hand-over", place)
    if found.review.kind != Kind.LAUNCH:
        return NextStep(GO[Kind(found.review.kind)], "clear")
    if found.case.approved and found.case.approved.is_launched:
        return NextStep("It has launched. Nothing is left to do here.", "clear")
    if not may(by, Action.LAUNCH, owner_team=found.owner.slug):
        return NextStep(f"It may launch. {found.owner.name} says when it has.", "clear")
    launch = f"{addresses.review(found.review.id)}/launch"
    return NextStep("It may launch. Say so once it has.", "do", "We have launched", launch)


def _voters(found: Dossier, _judgement: Judgement, by: Actor) -> NextStep | None:
    """Return the first gate that waits for this person's vote."""
    for gate in found.gates:
        has_voted = any(vote.person == by.person for vote in gate.tally.approvals)
        is_open = gate.tally.is_reviewers_turn
        can_sign = Choice.APPROVE in signoffs.choices(found, gate)
        if is_open and not has_voted and can_sign and not signoffs.why_not(found, gate, by):
            href = addresses.gate(found.review.id, gate.rule.id)
            sentence = f"{gate.rule.title} waits for your signature."
            if gate.tally.is_answered:
                sentence = f"It changed since {gate.rule.title} refused: say whether that ends."
            return NextStep(sentence, "do", f"Review {gate.rule.title}", href)
    return None


def _answering(found: Dossier, _judgement: Judgement, by: Actor) -> NextStep | None:
    areas = {area.id for area in found.pinned.checklist.areas if found.phase.can_change(area.id)}
    lacking = open_questions(found.claimed.graded, areas)
    if not lacking:
        return None
    sentence = f"{told(lacking)}."
    if not may(by, Action.ANSWER, owner_team=found.owner.slug):
        return NextStep(f"{found.owner.name} answers: {sentence}", "wait")
    return NextStep(sentence, "do", "Answer the next one", where(found, lacking[0]))


def _handed(found: Dossier, mine: Collection[str]) -> NextStep | None:
    """Return the first question that is still open of those that were handed to this person."""
    areas = {area.id for area in found.pinned.checklist.areas if found.phase.can_change(area.id)}
    lacking = open_questions(found.claimed.graded, areas)
    theirs = [each for each in lacking if each.question in mine]
    if not theirs:
        return None
    sentence = f"Handed to you: {told(theirs)}."
    return NextStep(sentence, "do", "Answer the next one", where(found, theirs[0]))


def where(found: Dossier, each: OpenQuestion) -> str:
    return addresses.question(found.review.id, each.area, each.question)


def _unsent(found: Dossier, _judgement: Judgement, by: Actor) -> NextStep | None:
    touched = send_plans.touched_by_changes(found)
    if not touched or not may(by, Action.SUBMIT, owner_team=found.owner.slug):
        return None
    count = len(found.unsent)
    sentence = "1 change is" if count == 1 else f"{count} changes are"
    detail = f"{listed(touched)} will have to look again. You see what differs before you send."
    href = f"{addresses.review(found.review.id)}/send"
    return NextStep(f"{sentence} not sent yet.", "do", "Send changes", href, detail=detail)


def _unsubmitted(found: Dossier, _judgement: Judgement, by: Actor) -> NextStep | None:
    waiting = [gate for gate in found.gates if gate.tally.state is GateState.NOT_SUBMITTED]
    if not waiting or not may(by, Action.SUBMIT, owner_team=found.owner.slug):
        return None
    query = urlencode([("gates", gate.rule.id) for gate in waiting])
    href = f"{addresses.review(found.review.id)}/send?{query}"
    # What reviewers have read before is looked at before it is sent.
    is_first = not any(gate.rounds for gate in found.gates)
    detail = f"It goes to {listed(waiting)}."
    return NextStep("Everything asked is answered.", "do", "Send it", href, is_first, detail)


def _requested(found: Dossier, _judgement: Judgement, by: Actor) -> NextStep | None:
    """Return the first request for changes, at the first question of it that is as it was."""
    if not may(by, Action.ANSWER, owner_team=found.owner.slug):
        return None
    for gate, vote in _standing_requests(found):
        asked = [each for each in gate.asked_about(vote) if each not in found.unsent]
        if asked or not found.unsent:
            href = _place_of(found, gate, asked)
            label = "Go to the question" if asked else "Read what"
            sentence = f"{gate.rule.title} asked for changes."
            detail = vote.comment or f"It points at {counted(len(asked), 'question')}."
            return NextStep(sentence, "do", label, href, detail=detail)
    return None


def _standing_requests(found: Dossier) -> Iterator[tuple[GateView, Vote]]:
    for gate in found.gates:
        asked = {vote.id for vote in gate.tally.requests}
        if gate.tally.state is GateState.CHANGES_REQUESTED:
            yield from ((gate, vote) for vote in gate.votes if vote.id in asked)


def _place_of(found: Dossier, gate: GateView, asked: list[str]) -> str:
    for each in found.claimed.asked:
        if not set(each.question.ids).isdisjoint(asked):
            return addresses.question(found.review.id, each.question.area, each.question.id)
    return addresses.gate(found.review.id, gate.rule.id)


def _denied(found: Dossier, _judgement: Judgement, _by: Actor) -> NextStep | None:
    for gate in found.gates:
        if gate.tally.state is GateState.DENIED:
            href, title = addresses.gate(found.review.id, gate.rule.id), gate.rule.title
            if gate.tally.is_answered:
                sentence = f"It changed since {title} refused: {title} decides whether that ends."
                return NextStep(sentence, "wait", "See how it stands", href)
            detail = "Change what was refused and send it; then they decide whether that ends."
            return NextStep(
                f"{title} refused its signature.", "stop", "See why", href, detail=detail
            )
    return None


def _waiting(found: Dossier, _judgement: Judgement, _by: Actor) -> NextStep | None:
    open_gates = list(_open(found))
    if not open_gates:
        return None
    turns = [gate for gate in open_gates if not gate.waits_for] or open_gates
    verb = "looks" if len(turns) == 1 else "look"
    return NextStep(f"{listed(turns)} {verb} at it now.", "wait")


def _blocked(found: Dossier, judgement: Judgement, by: Actor) -> NextStep | None:
    """Return the first blocker once it is all that is left for the team to do."""
    is_owner = may(by, Action.ANSWER, owner_team=found.owner.slug)
    stopping = [reason for reason in judgement.reasons if reason.code in STOPPING]
    if not stopping or not (is_owner or not list(_open(found))):
        return None
    kind, label = ("do", "Look at it") if is_owner else ("wait", "")
    looked_at = NextStep(stopping[0].sentence, kind, label, stopping[0].path if label else "")
    return closed_again.undecided(found, stopping[0]) or looked_at


def _open(found: Dossier) -> Iterator[GateView]:
    return (gate for gate in found.gates if not gate.is_signed)


def listed(gates: list[GateView] | tuple[GateView, ...]) -> str:
    return in_words(gate.rule.title for gate in gates)
