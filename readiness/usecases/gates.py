"""The gates of a review with what each covers, who voted, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import cast

from sqlalchemy.orm import Session

from readiness.adapters.canonical import digest
from readiness.core import taken_back
from readiness.core.applicability import gates as applying
from readiness.core.checklists import GateRule
from readiness.core.content import CoveredQuestion, gate_content
from readiness.core.signoffs import Ballot, Choice, GateState, Tally, Vote, tally
from readiness.store import signoffs
from readiness.store.reviews import Review, ReviewMove
from readiness.store.signoffs import Round
from readiness.store.signoffs import Vote as VoteRow
from readiness.usecases import checklists, contributing
from readiness.usecases.claims import Claims
from readiness.usecases.contributing import Contributors
from readiness.usecases.phases import closed_round
from readiness.usecases.subjects import Subject

#: The digest of a gate that was never sent its areas: nobody can vote on it yet.
NOTHING_SENT = ""


@dataclass(frozen=True)
class GateView:
    """One gate: its rule, what it is bound to, the rounds and votes, and how they count.

    `waits_for` names the gates that have to sign before this one can, `pointed` the questions
    that votes point at. `covers` makes the content
    when it is first asked for: most readers of a review never do.
    """

    rule: GateRule
    covers: Callable[[], dict[str, object]]
    ballot: Ballot
    tally: Tally
    rounds: tuple[Round, ...]
    votes: tuple[VoteRow, ...]
    waits_for: tuple[str, ...]
    pointed: Mapping[int, tuple[str, ...]]

    def asked_about(self, vote: VoteRow) -> tuple[str, ...]:
        """Return the questions that the vote points at. One alone is in the row of an old vote."""
        return self.pointed.get(vote.id) or ((vote.question,) if vote.question else ())

    @cached_property
    def content(self) -> Mapping[str, object]:
        return self.covers()

    @property
    def is_signed(self) -> bool:
        return self.tally.state is GateState.SIGNED

    @property
    def questions(self) -> tuple[str, ...]:
        """Return the ids of the questions that the gate covers."""
        return tuple(each["id"] for each in cast("list[dict[str, str]]", self.content["questions"]))


@dataclass(frozen=True, slots=True)
class Voting:
    """Every round, vote and reopening of one review."""

    rounds: Sequence[Round]
    votes: Sequence[VoteRow]
    taken_back: Mapping[int, int | None]
    lapsed: frozenset[int]
    pointed: Mapping[int, tuple[str, ...]]
    moves: Sequence[ReviewMove]
    contributors: Contributors


def views(
    session: Session, subject: Subject, seen: Claims, moves: Sequence[ReviewMove]
) -> tuple[GateView, ...]:
    """Return the gates that apply to the review, in the checklist's order."""
    voting = _voting(session, subject, moves)
    rules = applying(subject.pinned.checklist, subject.facts, seen.scalars)
    covers = {rule.id: partial(covered, subject, rule, seen) for rule in rules}
    ballots = {rule.id: _ballot(subject.review, rule, covers[rule.id], voting) for rule in rules}
    tallies = {id_: tally(ballot) for id_, ballot in ballots.items()}
    signed = {id_ for id_, found in tallies.items() if found.state is GateState.SIGNED}
    return tuple(
        GateView(
            rule=rule,
            covers=covers[rule.id],
            ballot=ballots[rule.id],
            tally=tallies[rule.id],
            rounds=tuple(row for row in voting.rounds if row.gate == rule.id),
            votes=tuple(row for row in voting.votes if row.gate == rule.id),
            waits_for=tuple(id_ for id_ in rule.after if id_ in ballots and id_ not in signed),
            pointed=voting.pointed,
        )
        for rule in rules
    )


def covered(subject: Subject, rule: GateRule, seen: Claims) -> dict[str, object]:
    """Return what the gate covers, as the document that its digest is made over."""
    questions = [
        CoveredQuestion(
            id=each.question.id,
            definition=subject.pinned.definitions[each.question.id],
            because=each.because,
            answer=revision.value if revision else None,
            evidence=revision.evidence if revision else (),
        )
        for each in seen.asked
        if each.question.area in rule.areas
        for revision in [seen.revisions.get(each.question.id)]
    ]
    gate = checklists.gate_definition(subject.pinned.document, rule.id)
    return gate_content(gate, subject.kept, questions)


def _voting(session: Session, subject: Subject, moves: Sequence[ReviewMove]) -> Voting:
    review = subject.review
    rounds = signoffs.rounds_of(session, review.id)
    votes = signoffs.votes_of(session, review.id) if rounds else ()
    authors = {vote.id: vote.by for vote in votes}
    withdrawals = signoffs.withdrawals_of(session, review.id) if votes else ()
    return Voting(
        rounds=rounds,
        votes=votes,
        taken_back={each.vote_id: each.up_to for each in withdrawals},
        lapsed=frozenset(each.vote_id for each in withdrawals if each.by != authors[each.vote_id]),
        pointed=signoffs.asked_questions(session, review.id) if votes else {},
        moves=moves,
        contributors=contributing.of(session, review.id, subject.pinned.checklist),
    )


def _ballot(
    review: Review, rule: GateRule, covers: Callable[[], dict[str, object]], voting: Voting
) -> Ballot:
    numbers = {row.id: row.number for row in voting.rounds}
    known = voting.contributors
    answered = known.answered_in(rule.areas)
    newest = max((row.number for row in voting.rounds if row.gate == rule.id), default=0)
    given = (_vote(row, numbers) for row in voting.votes if row.gate == rule.id)
    remains = taken_back.without(given, voting.taken_back)
    return Ballot(
        people=rule.people,
        digest=digest(covers()) if newest else NOTHING_SENT,
        round=newest,
        closed_round=closed_round(voting.moves, rule.id),
        votes=remains.votes,
        cleared=remains.cleared,
        lapsed=voting.lapsed,
        contributors=answered | known.taken_over_into(rule.areas) | {review.asked_by},
        only_earlier=known.taken_over_into(rule.areas) - answered,
    )


def _vote(row: VoteRow, numbers: Mapping[int, int]) -> Vote:
    return Vote(
        id=row.id,
        person=row.by,
        choice=Choice(row.choice),
        digest=row.digest,
        round=numbers[row.round_id],
        denial=row.denial_id,
    )
