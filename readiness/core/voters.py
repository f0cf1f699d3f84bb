"""Who may vote on a gate now."""

from __future__ import annotations

from collections.abc import Collection

from readiness.core.signoffs import Ballot


def why_not_vote(
    ballot: Ballot, person: int, *, asker: int, is_member: bool, waits_for: Collection[str]
) -> str:
    """Return the sentence why this person cannot vote on the gate now, or nothing."""
    if not is_member:
        return "Only members of the team that signs this gate can vote on it."
    if person == asker:
        return "You asked for this review, so somebody else has to sign it."
    if person in ballot.only_earlier:
        return (
            "You wrote an answer that was taken over from an earlier review into an area that this"
            " gate covers, so somebody else has to sign it."
        )
    if person in ballot.contributors:
        return "You answered in an area that this gate covers, so somebody else has to sign it."
    if ballot.round <= ballot.closed_round:
        return "The team has not sent this gate its areas yet."
    if waits_for:
        return f"It is the turn of {', '.join(waits_for)} first."
    return ""
