"""What to do next at a gate, for whoever reads its page."""

from __future__ import annotations

from readiness.core import addresses
from readiness.core.asked_changes import answered_of
from readiness.core.briefs import counted
from readiness.core.signoffs import Choice, GateState, VoteState
from readiness.usecases import asked_changes
from readiness.usecases.readings import Reading, ReadVote
from readiness.web.steps import TALK, NextStep

TO_TAKE_BACK = "What you said before still holds the gate; you can only take it back."


def step_of(read: Reading) -> NextStep:
    if read.gate.is_signed and (read.refusal or read.found.phase.is_approved):
        return _step("This gate is signed.", "Back to the review", _review(read), "clear")
    if read.refusal or not read.choices:
        return _not_mine(read)
    mine = [each for each in read.votes if each.row.by == read.reader]
    standing = [each for each in mine if each.state in (VoteState.COUNTS, VoteState.STANDS)]
    if standing and not (read.has_refused and read.gate.tally.is_answered):
        return _voted(standing[-1])
    is_back = bool(mine) and mine[-1].state is VoteState.WITHDRAWN
    return _mine(read, is_back=is_back)


def _voted(mine: ReadVote) -> NextStep:
    words = {
        Choice.APPROVE: "You signed this gate.",
        Choice.REQUEST_CHANGES: "You asked for changes; it is the team's turn.",
        Choice.DENY: "You refused. The gate is closed until that ends.",
    }
    kind = "clear" if mine.state is VoteState.COUNTS else "wait"
    return _step(words[Choice(mine.row.choice)], "Go to the queue", addresses.queue(), kind)


def _mine(read: Reading, *, is_back: bool) -> NextStep:
    if read.unanswered:
        verb = "is" if read.unanswered == 1 else "are"
        count = counted(read.unanswered, "question")
        return _step(f"{count} {verb} asked newly and not answered: it is the team's turn.")
    return _step(_to_vote(read, is_back=is_back), "Vote", "#vote", "do")


def _to_vote(read: Reading, *, is_back: bool) -> str:
    if read.gate.tally.is_answered and read.has_refused:
        return "This changed since you refused. Read the difference, then approve or refuse again."
    if read.gate.tally.is_answered:
        return "This changed since it was refused. Read it, then vote: you can lift the refusal."
    if read.answered:
        told = answered_of(read.asked)
        return f"{told[0].upper()}{told[1:]}. Read these first, then vote again."
    if read.changed is None:
        return "It is your turn: read what was answered, then vote."
    if read.changed:
        return "This changed since you looked. Read the difference, then vote again."
    if is_back:
        return "You took your vote back, and nothing has changed since. Vote when you have decided."
    return "It was sent again without a change. Vote on it again."


def _not_mine(read: Reading) -> NextStep:
    gate = read.gate
    if read.found.phase.is_abandoned:
        return _step("This review was abandoned.", "Back to the review", _review(read), "stop")
    if read.refusal and (held := _held_by_reader(read)):
        return _step(f"{read.refusal} {TO_TAKE_BACK}", "See your vote", f"#vote-{held.row.id}")
    if read.can_answer and gate.tally.state is GateState.CHANGES_REQUESTED:
        return _asked(read)
    if gate.tally.state is GateState.DENIED and (read.can_answer or read.can_reopen):
        return _refused(read)
    kind = "stop" if gate.tally.state is GateState.DENIED else "wait"
    return _step(read.refusal, "Back to the review", _review(read), kind)


def _held_by_reader(read: Reading) -> ReadVote | None:
    """Return what the reader said against it and may take back."""
    against = (each for each in read.votes if each.row.choice != Choice.APPROVE)
    return next((each for each in against if each.can_withdraw), None)


def _asked(read: Reading) -> NextStep:
    """Return where the team answers what was asked: not on the gate's page."""
    before = f"{read.gate.rule.title} asked for changes"
    if path := asked_changes.first_asked(read.found, read.gate):
        return _step(
            f"{before}: answer them, then send it again.", "Go to the question", path, "do"
        )
    if read.found.unsent:
        return _unsent(read, f"{before}. What you changed is not sent yet.")
    sentence = f"{before}: change what they point at, then send it again."
    return _step(sentence, "Go to the review", _review(read), "do")


def _refused(read: Reading) -> NextStep:
    title = read.gate.rule.title
    if read.found.phase.is_approved and read.can_reopen:
        sentence = f"{title} refused after the approval. {TALK}"
        return _step(sentence, "Reopen areas", f"{_review(read)}/reopen", "stop")
    if read.gate.tally.is_answered:
        sentence = f"It changed since {title} refused: {title} decides whether the refusal ends."
        return _step(sentence, "Back to the review", _review(read))
    if read.found.unsent and read.can_answer:
        return _unsent(read, f"{title} refused. What you changed is not sent yet.")
    sentence = f"{title} refused: change what is refused and send it, then they look again."
    return _step(sentence, "Go to the review", _review(read), "do" if read.can_answer else "stop")


def _unsent(read: Reading, sentence: str) -> NextStep:
    return _step(sentence, "Send changes", f"{_review(read)}/send", "do")


def _review(read: Reading) -> str:
    return addresses.review(read.found.review.id)


def _step(sentence: str, label: str = "", href: str = "", kind: str = "wait") -> NextStep:
    return NextStep(sentence, kind, label, href)
