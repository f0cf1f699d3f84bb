"""Whether a gate is signed, as the rows alone tell it: who voted, on what, and what was taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.store.answers import AnswerRevision
from readiness.store.carried_answers import CarriedAnswer
from readiness.store.signoffs import Round, SeenContent, Vote, Withdrawal
from readiness.usecases.checklists import pinned
from tests.state_machine.rows import Rows


class Signatures(Rows):
    """The votes of one review."""

    def about_gate(self, gate: Mapping[str, Any]) -> Iterator[str]:
        votes = self._votes(gate["id"])
        last = {each.by: each for each in votes}
        approving = self._approving(gate, votes)
        if len(approving) < gate["people"]:
            yield f"it has {len(approving)} good signatures and takes {gate['people']}"
        for each in last.values():
            if each.choice == "deny" and not self._is_lifted(gate, each, votes, approving):
                yield f"denial {each.id} stands"
            if each.choice == "request_changes" and self._is_seen(gate, each):
                yield f"request {each.id} stands"

    def _approving(self, gate: Mapping[str, Any], votes: list[Vote]) -> set[int]:
        """Return who approved what stands there and objected to nothing since.

        What was approved counts again where it is put back, whatever was approved meanwhile.
        """
        objected = {each.by: each.id for each in votes if each.choice != "approve"}
        since = [each for each in votes if each.id > objected.get(each.by, 0)]
        return {each.by for each in since if self._counts(gate, each)}

    def _votes(self, gate: str) -> list[Vote]:
        """Return what was not taken back, neither by itself nor with a later word of its author."""
        given = [each for each in self.mine(Vote) if each.gate == gate]
        back = self._taken_back(gate)
        alone = {each.vote_id for each in back if each.up_to is None}
        along = {each.vote_id for each in back} - alone
        last = {each.by: each.id for each in given if each.id in along}
        return [v for v in given if v.id not in alone and v.id > last.get(v.by, 0)]

    def _taken_back(self, gate: str) -> list[Withdrawal]:
        voted = select(Vote.id).where(Vote.review_id == self.review.id, Vote.gate == gate)
        return self.of(Withdrawal, Withdrawal.vote_id.in_(voted))

    def _counts(self, gate: Mapping[str, Any], vote: Vote) -> bool:
        """Return whether it is an approval of what stands there, by somebody who may give it."""
        closed = max((move.closes.get(gate["id"], 0) for move in self.moves), default=0)
        cleared = max((each.up_to or 0 for each in self._taken_back(gate["id"])), default=0)
        return (
            vote.choice == "approve"
            and vote.by in self.members[gate["team"]]
            and vote.by not in self.barred(gate)
            and vote.id > cleared
            and self.session.get_one(Round, vote.round_id).number > closed
            and self._is_seen(gate, vote)
        )

    def barred(self, gate: Mapping[str, Any]) -> set[int]:
        """Return who wrote what the gate covers, here or before, and who asked for the review."""
        wrote = [self._authors.get(area, set()) for area in gate["areas"]]
        return {self.review.asked_by}.union(*wrote)

    @cached_property
    def _authors(self) -> Mapping[str, set[int]]:
        areas = {each.area for each in self.revisions}
        return {
            area: authors(self.session, [each for each in self.revisions if each.area == area])
            for area in areas
        }

    def _is_lifted(
        self,
        gate: Mapping[str, Any],
        denial: Vote,
        votes: list[Vote],
        approving: set[int],
    ) -> bool:
        others = {
            each.by
            for each in votes
            if each.denial_id == denial.id and each.by in approving and self._counts(gate, each)
        }
        is_changed = not self._is_seen(gate, denial)
        return is_changed and len(others - {denial.by}) >= gate["people"]

    def _is_seen(self, gate: Mapping[str, Any], vote: Vote) -> bool:
        """Return whether what the voter saw is, word for word, what the rows say today."""
        text = self.session.get_one(SeenContent, vote.digest).content
        assert sha256(text.encode()).hexdigest() == vote.digest
        content = json.loads(text)
        seen = {each["id"]: _told(each) for each in content["questions"]}
        asked = [each["id"] for each in self.asked if each["id"].partition(".")[0] in gate["areas"]]
        words = pinned(self.session, self.review.checklist_version_id).definitions
        rows = {id_: self.sent.get(id_) for id_ in asked}
        stands = {
            id_: (words[id_], row.value, _said(row.evidence)) if row else (words[id_], None, [])
            for id_, row in rows.items()
        }
        has_rule = content["gate"]["people"] == gate["people"]
        return has_rule and content["facts"] == self.review.facts and seen == stands


def authors(session: Session, rows: list[AnswerRevision]) -> set[int]:
    """Return who wrote these revisions, and what any of them was taken over from, up to there."""
    found = {row.by for row in rows}
    carried = select(CarriedAnswer).where(CarriedAnswer.revision_id.in_([row.id for row in rows]))
    for each in session.scalars(carried).all():
        source = session.get_one(AnswerRevision, each.from_revision_id)
        same = select(AnswerRevision).where(
            AnswerRevision.review_id == source.review_id,
            AnswerRevision.question == source.question,
            AnswerRevision.id <= source.id,
        )
        found |= authors(session, list(session.scalars(same)))
    return found


def _told(content: Mapping[str, Any]) -> tuple[Any, ...]:
    return content["definition"], content["answer"], content["evidence"]


def _said(evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out the day on which each piece was added: it says nothing of the service."""
    return [{key: each[key] for key in each if key != "added"} for each in evidence]
