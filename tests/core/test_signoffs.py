"""How votes add up to the state of a gate, and who may give one."""

import pytest

from readiness.core.signoffs import (
    Ballot,
    Choice,
    GateState,
    Vote,
    VoteState,
    state_of_vote,
    tally,
)
from readiness.core.voters import why_not_vote

A, R, D = Choice.APPROVE, Choice.REQUEST_CHANGES, Choice.DENY
ALICE, BOB, FINN, FAY = 1, 2, 3, 4
OLD, NOW = "old", "now"


def ballot(*votes: Vote, people: int = 1, round: int = 2, closed: int = 0) -> Ballot:
    """Return a ballot in its second round, to whose areas Alice contributed."""
    return Ballot(
        people=people,
        digest=NOW,
        round=round,
        closed_round=closed,
        votes=votes,
        contributors=frozenset({ALICE}),
    )


def vote(
    id: int,
    person: int,
    choice: Choice,
    digest: str = NOW,
    round: int = 2,
    denial: int | None = None,
) -> Vote:
    return Vote(id, person, choice, digest, round, denial)


NO_VOTES: tuple[Vote, ...] = ()
STATES = [
    ("nobody voted", ballot(), GateState.WAITING),
    ("never sent", ballot(round=0), GateState.NOT_SUBMITTED),
    ("enough approve", ballot(vote(1, BOB, A)), GateState.SIGNED),
    ("an approval of an earlier round", ballot(vote(1, BOB, A, round=1)), GateState.SIGNED),
    ("too few approve", ballot(vote(1, BOB, A), people=2), GateState.WAITING),
    (
        "one person twice is one person",
        ballot(vote(1, BOB, A), vote(2, BOB, A), people=2),
        GateState.WAITING,
    ),
    ("two people", ballot(vote(1, BOB, A), vote(2, FINN, A), people=2), GateState.SIGNED),
    ("a gate that takes nobody", ballot(vote(1, BOB, A), people=0), GateState.WAITING),
    ("a gate that takes nobody and has nobody", ballot(people=0), GateState.WAITING),
    ("a contributor approves", ballot(vote(1, ALICE, A)), GateState.WAITING),
    ("an approval of something else", ballot(vote(1, BOB, A, OLD)), GateState.STALE),
    (
        "stale, and somebody else approves",
        ballot(vote(1, BOB, A, OLD), vote(2, FINN, A)),
        GateState.SIGNED,
    ),
    (
        "content put back",
        ballot(vote(1, BOB, A, NOW, round=1), vote(2, FINN, A, OLD)),
        GateState.SIGNED,
    ),
    ("reopened", ballot(vote(1, BOB, A), closed=2), GateState.NOT_SUBMITTED),
    (
        "reopened and sent again: the old approval is void",
        ballot(vote(1, BOB, A, round=1), closed=1),
        GateState.WAITING,
    ),
    (
        "reopened and changed: nor is it stale",
        ballot(vote(1, BOB, A, OLD, round=1), closed=1),
        GateState.WAITING,
    ),
    ("changes asked for", ballot(vote(1, BOB, R)), GateState.CHANGES_REQUESTED),
    (
        "asked for beside an approval",
        ballot(vote(1, FINN, A), vote(2, BOB, R)),
        GateState.CHANGES_REQUESTED,
    ),
    ("sent again since", ballot(vote(1, BOB, R, round=1)), GateState.WAITING),
    (
        "sent again unchanged beside an approval",
        ballot(vote(1, FINN, A, round=1), vote(2, BOB, R, round=1)),
        GateState.WAITING,
    ),
    (
        "sent again changed, and approved by another",
        ballot(vote(1, BOB, R, OLD, round=1), vote(2, FINN, A)),
        GateState.SIGNED,
    ),
    ("asked, then approved", ballot(vote(1, BOB, R), vote(2, BOB, A)), GateState.SIGNED),
    ("approved, then asked", ballot(vote(1, BOB, A), vote(2, BOB, R)), GateState.CHANGES_REQUESTED),
    ("denied", ballot(vote(1, BOB, D)), GateState.DENIED),
    ("denied beside approvals", ballot(vote(1, FINN, A), vote(2, BOB, D)), GateState.DENIED),
    ("denied in an earlier round", ballot(vote(1, BOB, D, round=1)), GateState.DENIED),
    ("denied before it was reopened", ballot(vote(1, BOB, D), closed=2), GateState.DENIED),
    ("denied by a contributor of now", ballot(vote(1, ALICE, D)), GateState.DENIED),
    (
        "denied, then approved by the same",
        ballot(vote(1, BOB, D), vote(2, BOB, A)),
        GateState.SIGNED,
    ),
]


@pytest.mark.parametrize(("_", "votes", "state"), STATES, ids=[row[0] for row in STATES])
def test_the_state_of_a_gate_follows_from_its_votes(
    _: str, votes: Ballot, state: GateState
) -> None:
    assert tally(votes).state is state


DENIED = vote(1, FINN, D, OLD, round=1)
LIFTS = [
    ("named by another", ballot(DENIED, vote(2, BOB, A, denial=1)), True),
    ("approved without naming it", ballot(DENIED, vote(2, BOB, A)), False),
    ("the content did not change", ballot(vote(1, FINN, D), vote(2, BOB, A, denial=1)), False),
    ("named on another content", ballot(DENIED, vote(2, BOB, A, OLD, denial=1)), False),
    ("named by a contributor", ballot(DENIED, vote(2, ALICE, A, denial=1)), False),
    ("too few name it", ballot(DENIED, vote(2, BOB, A, denial=1), people=2), False),
    (
        "enough name it",
        ballot(DENIED, vote(2, BOB, A, denial=1), vote(3, FAY, A, denial=1), people=2),
        True,
    ),
    (
        "one of two only approves",
        ballot(DENIED, vote(2, BOB, A, denial=1), vote(3, FAY, A), people=2),
        False,
    ),
    ("asked for changes instead", ballot(DENIED, vote(2, BOB, R, denial=1)), False),
    (
        "named, then thought better",
        ballot(DENIED, vote(2, BOB, A, denial=1), vote(3, BOB, R)),
        False,
    ),
    (
        "two denials, each named by the same person",
        ballot(
            DENIED,
            vote(2, FAY, D, OLD),
            vote(3, BOB, A, denial=1),
            vote(4, BOB, A, denial=2),
        ),
        True,
    ),
    (
        "two denials, one named",
        ballot(DENIED, vote(2, FAY, D, OLD), vote(3, BOB, A, denial=1)),
        False,
    ),
]


@pytest.mark.parametrize(("_", "votes", "is_lifted"), LIFTS, ids=[row[0] for row in LIFTS])
def test_a_denial_ends_by_others_who_name_it_on_changed_content(
    _: str, votes: Ballot, is_lifted: bool
) -> None:
    assert (tally(votes).state is not GateState.DENIED) == is_lifted


def test_a_tally_says_how_many_are_missing_and_who_stands_in_the_way() -> None:
    counted = tally(ballot(vote(1, BOB, A), vote(2, FINN, D), vote(3, FAY, R), people=3))
    assert [each.id for each in counted.approvals] == [1]
    assert counted.missing == 2
    assert [each.id for each in counted.denials] == [2]
    assert [each.id for each in counted.requests] == [3]


FATES = [
    (ballot(vote(1, BOB, A)), VoteState.COUNTS),
    (ballot(vote(1, BOB, D)), VoteState.STANDS),
    (ballot(vote(1, BOB, R)), VoteState.STANDS),
    (ballot(vote(1, BOB, A, OLD)), VoteState.STALE),
    (ballot(vote(1, BOB, A), closed=2), VoteState.REOPENED),
    (ballot(vote(1, ALICE, A)), VoteState.CONTRIBUTED),
    (ballot(vote(1, BOB, A, OLD), vote(2, BOB, R)), VoteState.REPLACED),
    (ballot(vote(1, BOB, R, OLD, round=1)), VoteState.ANSWERED),
    (ballot(vote(1, BOB, R, round=1)), VoteState.STANDS),
    (ballot(vote(1, FINN, D, OLD), vote(2, BOB, A, denial=1)), VoteState.ANSWERED),
    (ballot(), VoteState.WITHDRAWN),
]


@pytest.mark.parametrize(
    ("votes", "state"), FATES, ids=[f"{i} {row[1]}" for i, row in enumerate(FATES)]
)
def test_each_vote_knows_what_became_of_it(votes: Ballot, state: VoteState) -> None:
    assert state_of_vote(votes, 1) is state


REFUSALS = [
    ("Only members of the team", ballot(), BOB, FINN, False, ()),
    ("You asked for this review", ballot(), BOB, BOB, True, ()),
    ("You answered in an area", ballot(), ALICE, FINN, True, ()),
    ("has not sent", ballot(round=0), BOB, FINN, True, ()),
    ("has not sent", ballot(closed=2), BOB, FINN, True, ()),
    ("It is the turn of SRE, Security first", ballot(), BOB, FINN, True, ("SRE", "Security")),
]


@pytest.mark.parametrize(("words", "votes", "person", "asker", "is_member", "waits_for"), REFUSALS)
def test_who_may_not_vote_is_told_why(
    words: str, votes: Ballot, person: int, asker: int, is_member: bool, waits_for: tuple[str, ...]
) -> None:
    said = why_not_vote(votes, person, asker=asker, is_member=is_member, waits_for=waits_for)
    assert words in said


def test_a_member_who_did_not_contribute_may_vote() -> None:
    assert why_not_vote(ballot(), BOB, asker=ALICE, is_member=True, waits_for=()) == ""
