"""How a gate stands by the votes on it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Choice(StrEnum):
    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    DENY = "deny"


class GateState(StrEnum):
    NOT_SUBMITTED = "not_submitted"
    WAITING = "waiting"
    CHANGES_REQUESTED = "changes_requested"
    DENIED = "denied"
    STALE = "stale"
    SIGNED = "signed"


class VoteState(StrEnum):
    """What has become of a vote."""

    COUNTS = "counts"
    STANDS = "stands"  # a denial or a request that keeps the gate closed
    STALE = "stale"
    REOPENED = "reopened"
    CONTRIBUTED = "contributed"
    REPLACED = "replaced"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    CLEARED = "cleared"  # given before something that held the gate was taken back


@dataclass(frozen=True, slots=True)
class Vote:
    """`round` is the number of the submission it was given in; `denial` the vote it wants to lift."""

    id: int
    person: int
    choice: Choice
    digest: str
    round: int
    denial: int | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """All that counts for one gate.

    `digest` is that of what the gate covers now. `round` is the newest submission, 0 before the
    first. Approvals from rounds up to `closed_round` were closed by a reopening. `votes` come
    oldest first, without those withdrawn. `contributors` answered in the areas it covers, or
    asked for the review; `only_earlier` are those of them who wrote nothing but what was taken
    over from an earlier review. Approvals up to the vote `cleared` do not count, as what stood
    beside them was taken back; the votes `lapsed` went with their author's right to vote.
    """

    people: int
    digest: str
    round: int
    closed_round: int
    votes: tuple[Vote, ...]
    contributors: frozenset[int]
    only_earlier: frozenset[int] = frozenset()
    cleared: int = 0
    lapsed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Tally:
    """What the votes come to: the people who approve, and the votes that stand in the way.

    A refusal is answered once what it was given on has changed: whether it ends, reviewers decide.
    """

    state: GateState
    approvals: tuple[Vote, ...]
    missing: int
    denials: tuple[Vote, ...]
    requests: tuple[Vote, ...]
    is_answered: bool = False

    @property
    def is_reviewers_turn(self) -> bool:
        """Return whether reviewers have to act, unless another gate must sign first."""
        return self.is_answered or self.state in (GateState.WAITING, GateState.STALE)


def tally(ballot: Ballot) -> Tally:
    """Return how the gate stands. A stale vote does not count; a denial outlives submissions."""
    approvals = _approvals(ballot)
    denials = _denials(ballot, approvals)
    requests = _requests(ballot)
    # Whoever asked for changes to this very content is waited for, however many approve it.
    missing = max(len(requests), ballot.people - len(approvals))
    state = _state(ballot, missing, denials, requests)
    is_answered = state is GateState.DENIED and _is_answered(ballot, denials)
    return Tally(state, approvals, missing, denials, requests, is_answered)


def _state(
    ballot: Ballot, missing: int, denials: Collection[Vote], requests: Collection[Vote]
) -> GateState:
    if denials:
        return GateState.DENIED
    if ballot.round <= ballot.closed_round:
        return GateState.NOT_SUBMITTED
    if any(vote.round == ballot.round for vote in requests):
        return GateState.CHANGES_REQUESTED
    if not missing and ballot.people > 0:
        return GateState.SIGNED
    return GateState.STALE if _went_stale(ballot) else GateState.WAITING


def _approvals(ballot: Ballot) -> tuple[Vote, ...]:
    """Return one approval a person: of the current content, not taken back by a later vote."""
    found: dict[int, Vote] = {}
    for vote in ballot.votes:
        if vote.choice is not Choice.APPROVE:
            found.pop(vote.person, None)
        elif _is_current(ballot, vote):
            found[vote.person] = vote
    return tuple(found.values())


def _is_current(ballot: Ballot, vote: Vote) -> bool:
    return (
        vote.digest == ballot.digest
        and vote.round > ballot.closed_round
        and vote.id > ballot.cleared
        and vote.person not in ballot.contributors
    )


def _last_words(ballot: Ballot) -> Sequence[Vote]:
    return tuple({vote.person: vote for vote in ballot.votes}.values())


def _denials(ballot: Ballot, approvals: Collection[Vote]) -> tuple[Vote, ...]:
    # Who denied and then became a contributor still denied: a veto is not lost that way.
    said = [vote for vote in _last_words(ballot) if vote.choice is Choice.DENY]
    return tuple(denial for denial in said if not _is_lifted(ballot, denial, approvals))


def _is_lifted(ballot: Ballot, denial: Vote, approvals: Collection[Vote]) -> bool:
    """Return whether the content changed and others, as many as the gate needs, named the denial.

    One person may lift several denials: by a vote for each, of which the last is the approval.
    """
    approving = {vote.person for vote in approvals}
    anew = {
        vote.person
        for vote in ballot.votes
        if vote.choice is Choice.APPROVE
        and vote.denial == denial.id
        and vote.person in approving
        and _is_current(ballot, vote)
    }
    return denial.digest != ballot.digest and len(anew - {denial.person}) >= ballot.people


def _is_answered(ballot: Ballot, denials: Collection[Vote]) -> bool:
    """Return whether reviewers have before them something else than what was refused."""
    is_sent = ballot.round > ballot.closed_round
    return is_sent and all(denial.digest != ballot.digest for denial in denials)


def _requests(ballot: Ballot) -> tuple[Vote, ...]:
    """Return the requests that stand: sending the same content again answers none of them."""
    return tuple(
        vote
        for vote in _last_words(ballot)
        if vote.choice is Choice.REQUEST_CHANGES
        and (vote.round == ballot.round or vote.digest == ballot.digest)
    )


def _went_stale(ballot: Ballot) -> bool:
    return any(
        vote.choice is Choice.APPROVE
        and vote.round > ballot.closed_round
        and vote.id > ballot.cleared
        and vote.digest != ballot.digest
        for vote in _last_words(ballot)
    )


def state_of_vote(ballot: Ballot, vote: int) -> VoteState:
    """Return what has become of a vote by its id. One that the ballot leaves out was withdrawn."""
    found = next((each for each in ballot.votes if each.id == vote), None)
    if found is None:
        return VoteState.LAPSED if vote in ballot.lapsed else VoteState.WITHDRAWN
    counted = tally(ballot)
    if found in counted.approvals:
        return VoteState.COUNTS
    if found in (*counted.denials, *counted.requests):
        return VoteState.STANDS
    if found not in _last_words(ballot):
        return VoteState.REPLACED
    return _why_not_counted(ballot, found)


def _why_not_counted(ballot: Ballot, vote: Vote) -> VoteState:
    if vote.choice is not Choice.APPROVE:
        return VoteState.ANSWERED
    if vote.round <= ballot.closed_round:
        return VoteState.REOPENED
    if vote.id <= ballot.cleared:
        return VoteState.CLEARED
    return VoteState.STALE if vote.digest != ballot.digest else VoteState.CONTRIBUTED
