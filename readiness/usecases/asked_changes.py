"""The requests for changes that are not over, each with what was asked and what was answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readiness.core import addresses
from readiness.core.asked_changes import AskedQuestion, asked_questions
from readiness.core.question_ids import current_ids
from readiness.core.rights import Action, Actor, require
from readiness.core.signoffs import Choice, GateState
from readiness.store import signoffs as store
from readiness.store.signoffs import Vote
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView


@dataclass(frozen=True, slots=True)
class Request:
    """The last word of a reviewer who asked for changes. While it `stands` it keeps the gate shut.

    One that points at no question says in its comment what to change.
    """

    gate: GateView
    vote: Vote
    questions: tuple[AskedQuestion, ...]
    stands: bool

    @property
    def answered(self) -> int:
        return sum(each.is_answered for each in self.questions)


def of_review(session: Session, found: Dossier, *, by: Actor) -> tuple[Request, ...]:
    """Return every request on which its author has not voted again, oldest first."""
    require(by, Action.READ)
    if found.phase.is_approved or found.phase.is_abandoned:
        return ()
    requests = [each for gate in found.gates for each in of_gate(session, found, gate)]
    return tuple(sorted(requests, key=lambda each: each.vote.id))


def of_gate(session: Session, found: Dossier, gate: GateView) -> tuple[Request, ...]:
    """Return those of one gate, whoever reads them."""
    rows = list(_last_words(gate))
    if not rows:
        return ()
    seen = store.seen_contents(session, {row.digest for row in rows})
    standing = {vote.id for vote in gate.tally.requests}
    current = current_ids(found.pinned.checklist)
    return tuple(
        Request(
            gate,
            row,
            asked_questions(
                gate.asked_about(row),
                before=json.loads(seen[row.digest]),
                sent=gate.content,
                unsent=found.unsent,
                current=current,
            ),
            row.id in standing,
        )
        for row in rows
    )


def first_asked(found: Dossier, gate: GateView) -> str:
    """Return where the first question is that a request points at and that is as it was."""
    requests = {vote.id for vote in gate.tally.requests}
    if gate.tally.state is not GateState.CHANGES_REQUESTED:
        return ""
    pointed = {id_ for vote in gate.votes if vote.id in requests for id_ in gate.asked_about(vote)}
    left = pointed - set(found.unsent)
    for each in found.claimed.asked:
        if not left.isdisjoint(each.question.ids):
            return addresses.question(found.review.id, each.question.area, each.question.id)
    return ""


def _last_words(gate: GateView) -> Iterator[Vote]:
    """Yield the votes that ask for changes and were followed by no other of the same person."""
    last = {vote.person: vote for vote in gate.ballot.votes}
    asking = {vote.id for vote in last.values() if vote.choice is Choice.REQUEST_CHANGES}
    return (row for row in gate.votes if row.id in asking)
