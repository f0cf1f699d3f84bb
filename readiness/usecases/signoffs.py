"""Voting on a gate, and taking a vote back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import canonical, salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core.confirmations import require_confirmed
from readiness.core.content import changed
from readiness.core.errors import BadInput, Forbidden, NotFound, SeenAnother, WrongMoment
from readiness.core.grades import Standing
from readiness.core.rights import Action, Actor, require
from readiness.core.signoffs import Choice
from readiness.core.voters import why_not_vote
from readiness.core.votes import Word, faults
from readiness.store import signoffs as store
from readiness.store.signoffs import AskedChange, Vote
from readiness.usecases import dossiers
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.records import record, touch
from readiness.usecases.seen_contents import content_of
from readiness.usecases.services import person_of
from readiness.usecases.withdrawals import take_back


def vote(
    session: Session,
    review_id: int,
    gate_id: str,
    choice: Choice,
    *,
    digest: str,
    comment: str = "",
    questions: Collection[str] = (),
    denial: int | None = None,
    by: Actor,
    now: datetime,
) -> Vote:
    """Record a vote on what its digest stands for. The same vote twice is one vote.

    Only an approval lifts a denial, so no other vote is kept with one or refused because of it.
    """
    lifted = denial if choice is Choice.APPROVE else None
    word = Word(choice, digest, comment.strip(), frozenset(questions), lifted)
    found = dossiers.locked(session, review_id, now=now)
    gate = found.gate(gate_id)
    require(by, Action.VOTE, gate_team=gate.rule.team)
    _require_moment(found, gate, choice)
    refusal = why_not(found, gate, by)
    if refusal:
        raise Forbidden(refusal)
    require_confirmed(by, now)
    _require_seen(session, found, gate, digest)
    _require_said(gate, word)
    return _standing(gate, word, by) or _record(session, found, gate, word, by=by, now=now)


def why_not(found: Dossier, gate: GateView, by: Actor) -> str:
    """Return the sentence why this person cannot vote on the gate now, or nothing."""
    return why_not_vote(
        gate.ballot,
        by.person or 0,
        asker=found.review.asked_by,
        is_member=gate.rule.team in by.teams,
        waits_for=[found.gate(other).rule.title for other in gate.waits_for],
    )


def choices(found: Dossier, gate: GateView) -> tuple[Choice, ...]:
    """Return the votes that can be given on the gate now, whoever gives them.

    A gate can be sent only when all is answered, but newer facts or a newer checklist version
    may ask for more while it waits.
    """
    if found.phase.is_abandoned:
        return ()
    if found.phase.is_approved:
        return (Choice.DENY,)
    is_open = unanswered(found, gate)
    return tuple(each for each in Choice if each is not Choice.APPROVE or not is_open)


def unanswered(found: Dossier, gate: GateView) -> int:
    """Return how many questions a gate covers, since it was sent, with no complete answer."""
    if gate.ballot.round <= gate.ballot.closed_round:
        return 0
    return sum(
        each.question.area in gate.rule.areas and each.grade.standing is Standing.OPEN
        for each in found.seen.graded
    )


def withdraw(session: Session, review_id: int, vote_id: int, *, by: Actor, now: datetime) -> str:
    """Take one's own vote back, which is a new entry, and return its gate.

    All that the person said there before goes with it. What an approval rests on stays.
    """
    found = dossiers.locked(session, review_id, now=now)
    row = next((each for each in store.votes_of(session, review_id) if each.id == vote_id), None)
    if row is None:
        raise NotFound("This review has no such vote.")
    require(by, Action.WITHDRAW_VOTE, author=row.by)
    if found.phase.is_approved and row.choice == Choice.APPROVE:
        raise WrongMoment("The review was approved on this vote. Deny the gate to stop it.")
    if row.id not in {each.vote_id for each in store.withdrawals_of(session, review_id)}:
        take_back(session, found, row, by=by, now=now)
    return row.gate


def _require_moment(found: Dossier, gate: GateView, choice: Choice) -> None:
    if choice in choices(found, gate):
        return
    if found.phase.is_abandoned:
        raise WrongMoment("This review was abandoned; there is nothing to vote on.")
    if not found.phase.is_approved:
        raise WrongMoment(
            "The team has to answer and send what is asked newly before it is approved."
        )
    raise WrongMoment("This review is approved; the only vote left is to deny it.")


def _require_seen(session: Session, found: Dossier, gate: GateView, digest: str) -> None:
    if digest == gate.ballot.digest:
        return
    before = content_of(session, found, gate, digest)
    raise SeenAnother(
        "This changed while you were reading. Look at it again, then vote.",
        changed(before, gate.content) if before else (),
        gate.ballot.digest,
    )


def _require_said(gate: GateView, word: Word) -> None:
    if wrong := faults(word, gate.questions):
        raise BadInput(" ".join(wrong.values()), wrong)
    if word.denial is not None and word.denial not in {each.id for each in gate.tally.denials}:
        raise BadInput("There is no such denial to lift.")


def _standing(gate: GateView, word: Word, by: Actor) -> Vote | None:
    """Return the same vote if it was just given in this round: a form sent twice is one vote."""
    newest = [each for each in gate.votes if each.by == by.person][-1:]
    since = gate.ballot.cleared
    counted = {each.id: each.round for each in gate.ballot.votes if each.id > since}
    for each in newest:
        if _word(gate, each) == word and counted.get(each.id) == gate.ballot.round:
            return each
    return None


def _word(gate: GateView, row: Vote) -> Word:
    asked = frozenset(gate.asked_about(row))
    return Word(Choice(row.choice), row.digest, row.comment, asked, row.denial_id)


def _record(
    session: Session, found: Dossier, gate: GateView, word: Word, *, by: Actor, now: datetime
) -> Vote:
    content = canonical(gate.content).decode()
    store.keep_seen(session, word.digest, content=content, at=now)
    row = _row(gate, word, by, now)
    session.add(row)
    session.flush()
    asked = sorted(word.questions)
    session.add_all(AskedChange(vote_id=row.id, question=each) for each in asked)
    session.flush()
    record(
        session,
        "gate.voted",
        by=by,
        service=found.service.id,
        review=found.review.id,
        gate=row.gate,
        vote=row.id,
        choice=row.choice,
        digest=row.digest,
        questions=asked,
        comment=salted_digest(row.salt, {"comment": row.comment}),
    )
    touch(session, found.service.id)
    return row


def _row(gate: GateView, word: Word, by: Actor, now: datetime) -> Vote:
    newest = gate.rounds[-1]
    return Vote(
        review_id=newest.review_id,
        gate=gate.rule.id,
        round_id=newest.id,
        choice=word.choice,
        digest=word.digest,
        team=gate.rule.team,
        comment=word.comment,
        denial_id=word.denial,
        salt=new_salt(),
        by=person_of(by),
        at=now,
    )
