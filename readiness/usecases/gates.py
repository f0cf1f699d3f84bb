"""The gates of a review with what each covers, who voted, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy.orm import Session

from readiness.adapters.canonical import digest
from readiness.core.applicability import gates as applying
from readiness.core.checklists import GateRule
from readiness.core.content import CoveredQuestion, gate_content
from readiness.core.facts import Facts
from readiness.core.signoffs import Ballot, Choice, GateState, Tally, Vote, tally
from readiness.store import answers, signoffs
from readiness.store.reviews import Review, ReviewMove
from readiness.store.signoffs import Round
from readiness.store.signoffs import Vote as VoteRow
from readiness.usecases import checklists
from readiness.usecases.checklists import Pinned
from readiness.usecases.claims import Claims
from readiness.usecases.phases import closed_round


@dataclass(frozen=True, slots=True)
class GateView:
    """One gate: its rule, what it is bound to, the rounds and votes, and how they count.

    `waits_for` names the gates that have to sign before this one can.
    """

    rule: GateRule
    content: Mapping[str, object]
    ballot: Ballot
    tally: Tally
    rounds: tuple[Round, ...]
    votes: tuple[VoteRow, ...]
    waits_for: tuple[str, ...]

    @property
    def is_signed(self) -> bool:
        return self.tally.state is GateState.SIGNED

    @property
    def questions(self) -> tuple[str, ...]:
        """Return the ids of the questions that the gate covers, in the checklist's order."""
        return tuple(each["id"] for each in cast("list[dict[str, str]]", self.content["questions"]))


@dataclass(frozen=True, slots=True)
class Voting:
    """Every round, vote and reopening of one review."""

    rounds: Sequence[Round]
    votes: Sequence[VoteRow]
    withdrawn: frozenset[int]
    moves: Sequence[ReviewMove]
    contributors: Mapping[str, frozenset[int]]  # by area


def views(
    session: Session,
    review: Review,
    pinned: Pinned,
    facts: Facts,
    seen: Claims,
    moves: Sequence[ReviewMove],
) -> tuple[GateView, ...]:
    """Return the gates that apply to the review, in the checklist's order."""
    voting = _voting(session, review, moves)
    rules = applying(pinned.checklist, facts, seen.scalars)
    contents = {rule.id: covered(pinned, review, rule, seen) for rule in rules}
    ballots = {rule.id: _ballot(review, rule, contents[rule.id], voting) for rule in rules}
    tallies = {id_: tally(ballot) for id_, ballot in ballots.items()}
    signed = {id_ for id_, found in tallies.items() if found.state is GateState.SIGNED}
    return tuple(
        GateView(
            rule=rule,
            content=contents[rule.id],
            ballot=ballots[rule.id],
            tally=tallies[rule.id],
            rounds=tuple(row for row in voting.rounds if row.gate == rule.id),
            votes=tuple(row for row in voting.votes if row.gate == rule.id),
            waits_for=tuple(id_ for id_ in rule.after if id_ in ballots and id_ not in signed),
        )
        for rule in rules
    )


def covered(pinned: Pinned, review: Review, rule: GateRule, seen: Claims) -> dict[str, object]:
    """Return what the gate covers, as the document that its digest is made over."""
    questions = [
        CoveredQuestion(
            id=each.question.id,
            definition=pinned.definitions[each.question.id],
            because=each.because,
            answer=revision.value if revision else None,
            evidence=revision.evidence if revision else (),
        )
        for each in seen.asked
        if each.question.area in rule.areas
        for revision in [seen.revisions.get(each.question.id)]
    ]
    gate = checklists.gate_definition(pinned.document, rule.id)
    return gate_content(gate, review.facts, questions)


def _voting(session: Session, review: Review, moves: Sequence[ReviewMove]) -> Voting:
    by_area: dict[str, set[int]] = {}
    for mark in answers.revision_marks(session, review.id):
        by_area.setdefault(mark.area, set()).add(mark.by)
    return Voting(
        rounds=signoffs.rounds_of(session, review.id),
        votes=signoffs.votes_of(session, review.id),
        withdrawn=signoffs.withdrawn_votes(session, review.id),
        moves=moves,
        contributors={area: frozenset(people) for area, people in by_area.items()},
    )


def _ballot(
    review: Review, rule: GateRule, content: Mapping[str, object], voting: Voting
) -> Ballot:
    numbers = {row.id: row.number for row in voting.rounds}
    answered = [voting.contributors.get(area, frozenset()) for area in rule.areas]
    return Ballot(
        people=rule.people,
        digest=digest(content),
        round=max((row.number for row in voting.rounds if row.gate == rule.id), default=0),
        closed_round=closed_round(voting.moves, rule.id),
        votes=tuple(
            _vote(row, numbers)
            for row in voting.votes
            if row.gate == rule.id and row.id not in voting.withdrawn
        ),
        contributors=frozenset({review.asked_by}).union(*answered),
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
