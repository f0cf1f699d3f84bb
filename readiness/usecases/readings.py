"""One gate as its reviewers read it: what it covers, what changed, who voted, who may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.asked_changes import AskedQuestion
from readiness.core.question_ids import current_ids
from readiness.core.rights import Action, Actor, may
from readiness.core.signoffs import Choice, VoteState, state_of_vote
from readiness.store import people, teams
from readiness.store.signoffs import Vote
from readiness.usecases import asked_changes, dossiers, previews, signoffs, threads
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.read_questions import (
    GoneQuestion,
    ReadQuestion,
    differing,
    gone,
    questions,
)
from readiness.usecases.seen_contents import content_of, voted_on
from readiness.usecases.threads import Thread, Threads


@dataclass(frozen=True, slots=True)
class ReadVote:
    """`asked` names the questions that it points at, by the ids that they have now."""

    row: Vote
    state: VoteState
    can_withdraw: bool
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """`changed` is None for whoever has not looked at the gate before.

    `refusal` says why the reader cannot vote, and is empty for whoever can; `choices` are the
    votes that can be given now. With questions `unanswered`, approving is none of them. `asked`
    are the questions that the reader asked to have changed and has not voted on again. `teams`
    are the names of who signs it and whom somebody signed it for, by their short names. `able`
    are the people who could sign it; with too few of them `advice` says what to do. The reader
    `can_answer` as one of the service's team and `can_reopen` an approved review.
    """

    found: Dossier
    gate: GateView
    questions: tuple[ReadQuestion, ...]
    gone: tuple[GoneQuestion, ...]
    changed: tuple[str, ...] | None
    votes: tuple[ReadVote, ...]
    threads: Threads
    names: Mapping[int, str]
    refusal: str
    choices: tuple[Choice, ...]
    unanswered: int
    asked: tuple[AskedQuestion, ...]
    teams: Mapping[str, str]
    reader: int | None
    able: frozenset[int]
    advice: str
    can_answer: bool
    can_reopen: bool

    @property
    def to_read(self) -> int:
        """Return how much differs, also of the facts and the rule; all for who never looked."""
        return len(self.questions if self.changed is None else self.changed)

    @property
    def unchanged(self) -> int:
        return sum(not each.is_changed for each in self.questions)

    @property
    def own_threads(self) -> tuple[Thread, ...]:
        """Return those on the gate itself."""
        return self.threads.on_gate(self.gate.rule.id)

    @property
    def open_threads(self) -> tuple[Thread, ...]:
        """Return the open ones on what the gate covers and on the gate, in the order of the page."""
        covered = (thread for each in self.questions for thread in each.threads)
        return tuple(each for each in (*covered, *self.own_threads) if each.is_open)

    @property
    def answered(self) -> bool:
        """Return whether any of what the reader asked about has another answer now."""
        return any(each.is_answered for each in self.asked)

    @property
    def liftable(self) -> tuple[Vote, ...]:
        """Return the denials of others that an approval of the reader could help to lift."""
        standing = {each.id for each in self.gate.tally.denials if each.person != self.reader}
        return tuple(
            each.row
            for each in self.votes
            if each.row.id in standing and each.row.digest != self.gate.ballot.digest
        )

    @property
    def has_refused(self) -> bool:
        """Return whether a denial of the reader stands, which any other vote of theirs takes back."""
        return any(each.person == self.reader for each in self.gate.tally.denials)


def reading(
    session: Session,
    review_id: int,
    gate_id: str,
    *,
    by: Actor,
    now: datetime,
    seen: str = "",
) -> Reading:
    """Return the gate, beside what this person voted on last or, if given, the digest `seen`."""
    found = dossiers.dossier(session, review_id, by=by, now=now)
    gate = found.gate(gate_id)
    before = content_of(session, found, gate, seen) if seen else voted_on(session, gate, by)
    current = current_ids(found.pinned.checklist)
    differs = None if before is None else differing(before, gate.content, current)
    said = threads.of_review(session, found, by=by)
    able = _able(session, gate)
    names_of_teams = teams.names_of(session, {gate.rule.team, *(row.team for row in gate.votes)})
    return Reading(
        found=found,
        gate=gate,
        questions=questions(found, gate, before, differs, said),
        gone=gone(session, found, gate, before),
        changed=differs,
        votes=tuple(_vote(found, gate, row, current, by) for row in gate.votes),
        threads=said,
        names=people.names(session, _people(found, gate)),
        refusal=signoffs.why_not(found, gate, by),
        choices=signoffs.choices(found, gate),
        unanswered=signoffs.unanswered(found, gate),
        asked=_asked(session, found, gate, by),
        teams=names_of_teams,
        reader=by.person,
        able=able,
        advice=previews.advice(gate.rule, names_of_teams[gate.rule.team], len(able), by),
        can_answer=may(by, Action.ANSWER, owner_team=found.owner.slug),
        can_reopen=may(by, Action.REOPEN, owner_team=found.owner.slug),
    )


def _able(session: Session, gate: GateView) -> frozenset[int]:
    members = teams.members_of(session, {gate.rule.team})[gate.rule.team]
    return (members & people.active_ids(session)) - gate.ballot.contributors


def _asked(
    session: Session, found: Dossier, gate: GateView, by: Actor
) -> tuple[AskedQuestion, ...]:
    requests = asked_changes.of_gate(session, found, gate)
    return next((each.questions for each in requests if each.vote.by == by.person), ())


def _vote(
    found: Dossier, gate: GateView, row: Vote, current: Mapping[str, str], by: Actor
) -> ReadVote:
    state = state_of_vote(gate.ballot, row.id)
    is_mine = may(by, Action.WITHDRAW_VOTE, author=row.by)
    is_over = state not in (VoteState.COUNTS, VoteState.STANDS)
    rests_on = found.phase.is_approved and row.choice == Choice.APPROVE
    asked = tuple(current.get(id_, id_) for id_ in gate.asked_about(row))
    return ReadVote(row, state, is_mine and not is_over and not rests_on, asked)


def _people(found: Dossier, gate: GateView) -> frozenset[int]:
    answered = {revision.by for revision in found.seen.revisions.values()}
    waived = {id_ for each in found.waivers for id_ in each.people}
    voted = {row.by for row in gate.votes}
    return frozenset({found.review.asked_by, *answered, *waived, *voted})
