"""What the page of a review shows of each gate: state, since when, who, whose turn, who could."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from readiness.core import addresses
from readiness.core.listings import in_words
from readiness.core.progress import OpenQuestion, told
from readiness.core.rights import Actor
from readiness.core.signoffs import Choice, GateState
from readiness.store.sessions import Session
from readiness.store.signoffs import Vote
from readiness.usecases import assignment_pages, previews, send_plans
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.names import names
from readiness.usecases.previews import Signers
from readiness.web.gate_pages import STATES, VOTES

OWNERS_TURN = frozenset({GateState.NOT_SUBMITTED, GateState.CHANGES_REQUESTED, GateState.DENIED})
TO_BE_SENT = frozenset({GateState.NOT_SUBMITTED, GateState.CHANGES_REQUESTED})


@dataclass(frozen=True, slots=True)
class Voice:
    """What a person said last about the gate, as a status. Not every one counts."""

    name: str
    said: tuple[str, str]
    at: datetime
    counts: bool


@dataclass(frozen=True, slots=True)
class GateCard:
    gate: GateView
    href: str
    areas: tuple[str, ...]
    voices: tuple[Voice, ...]
    since: datetime | None
    turn: str
    holder: str
    waits_for: str
    signers: Signers
    lacking: tuple[OpenQuestion, ...]
    is_looked_at: bool

    @property
    def sign(self) -> tuple[str, str]:
        return STATES[self.gate.tally.state]

    @property
    def is_to_be_sent(self) -> bool:
        return self.gate.tally.state in TO_BE_SENT

    @property
    def told(self) -> str:
        return told(self.lacking)

    @property
    def count(self) -> str:
        people = self.gate.rule.people
        return f"{len(self.gate.tally.approvals)} of {people} signed"


def gate_cards(
    session: Session, found: Dossier, *, by: Actor, now: datetime
) -> tuple[GateCard, ...]:
    holders = assignment_pages.holders(session, found, by=by)
    voters = {vote.by for gate in found.gates for vote in gate.votes}
    people = names(session, voters | set(holders.values()), by=by)
    return tuple(
        _card(session, found, gate, people, holders.get(gate.rule.id), by, now)
        for gate in found.gates
    )


def _card(
    session: Session,
    found: Dossier,
    gate: GateView,
    people: Mapping[int, str],
    holder: int | None,
    by: Actor,
    now: datetime,
) -> GateCard:
    titles = {area.id: area.title for area in found.pinned.checklist.areas}
    moments = [*(row.at for row in gate.rounds), *(row.at for row in gate.votes)]
    excluded = gate.ballot.contributors
    signers = previews.signers(session, [gate.rule], excluded=excluded, by=by, now=now)[0]
    return GateCard(
        gate=gate,
        href=addresses.gate(found.review.id, gate.rule.id),
        areas=tuple(titles[area] for area in gate.rule.areas),
        voices=_voices(gate, people),
        since=max(moments, default=None),
        turn=turn_of(found, gate, signers.team),
        holder=people[holder] if holder else "",
        waits_for=in_words(found.gate(other).rule.title for other in gate.waits_for),
        signers=signers,
        lacking=send_plans.outstanding(found, gate),
        # What reviewers have read before is looked at before it is sent.
        is_looked_at=any(each.rounds for each in found.gates),
    )


def turn_of(found: Dossier, gate: GateView, team: str) -> str:
    """Return whose turn it is; nobody's once the gate is signed or its review was abandoned."""
    if gate.is_signed or found.phase.is_abandoned:
        return ""
    is_owners = gate.tally.state in OWNERS_TURN and not gate.tally.is_answered
    return found.owner.name if is_owners else team


def _voices(gate: GateView, voters: Mapping[int, str]) -> tuple[Voice, ...]:
    """Return each person's last vote, oldest first. One that was withdrawn says nothing."""
    tally = gate.tally
    counting = {vote.id for vote in (*tally.approvals, *tally.denials, *tally.requests)}
    standing = {vote.id for vote in gate.ballot.votes}
    last: dict[int, Vote] = {vote.by: vote for vote in gate.votes if vote.id in standing}
    return tuple(
        Voice(voters[vote.by], VOTES[Choice(vote.choice)], vote.at, vote.id in counting)
        for vote in last.values()
    )
