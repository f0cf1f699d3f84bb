"""May the launch go ahead? Worked out once more, from the rows alone, with none of the product's rules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.store.action_items import ActionItem, ActionItemMove
from readiness.store.answers import AnswerRevision, Sending
from readiness.store.approvals import Approval
from readiness.store.carried_answers import CarriedAnswer
from readiness.store.checklists import ChecklistVersion
from readiness.store.reviews import Review, ReviewMove
from readiness.store.services import FactChange
from readiness.store.signoffs import Round, SeenContent, Vote, Withdrawal
from readiness.store.waivers import Waiver, WaiverDecision
from readiness.usecases.checklists import pinned

#: Thirty days of grace, and what weekends may add before the next working day.
GRACE = timedelta(days=36)


@dataclass(frozen=True)
class Proof:
    """`members` holds by team the people who ever belonged to it in this play."""

    session: Session
    review: Review
    members: Mapping[str, frozenset[int]]
    now: datetime

    def objections(self) -> list[str]:
        """Return all that stands against an approval that this review is said to have."""
        found = [*self._about_the_approval(), *self._about_items(), *self._about_blockers()]
        for gate in self._document["gates"]:
            found += [f"{gate['id']}: {each}" for each in self._about_gate(gate)]
        return found

    def _rows(self, table: Any, *where: Any) -> list[Any]:
        return list(self.session.scalars(select(table).where(*where).order_by(table.at)))

    def _mine(self, table: Any) -> list[Any]:
        query = select(table).where(table.review_id == self.review.id)
        return list(self.session.scalars(query.order_by(table.id)))

    @cached_property
    def _document(self) -> Mapping[str, Any]:
        row = self.session.get_one(ChecklistVersion, self.review.checklist_version_id)
        return row.document

    @cached_property
    def _asked(self) -> list[Mapping[str, Any]]:
        """Personal data asks for one more question, and what cannot be worked out is asked."""
        personal = "personal" in self.review.facts["data"]
        return [
            each
            for each in self._document["questions"]
            if each["id"] != "compliance.erasure" or personal
        ]

    @cached_property
    def _revisions(self) -> list[AnswerRevision]:
        return self._mine(AnswerRevision)

    @cached_property
    def _sent(self) -> Mapping[str, AnswerRevision]:
        """Return by question the newest revision that was sent with its area."""
        marks = {each.area: each.up_to for each in self._mine(Sending)}
        return {row.question: row for row in self._revisions if row.id <= marks.get(row.area, 0)}

    @cached_property
    def _moves(self) -> list[ReviewMove]:
        return self._mine(ReviewMove)

    def _about_the_approval(self) -> Iterator[str]:
        moves = [each.move for each in self._moves]
        if "abandoned" in moves:
            yield "it was abandoned"
        said = [each for each in moves if each in ("approved", "reopened")]
        if said[-1:] != ["approved"]:
            yield "it was not approved since it was reopened"
        approvals = self._mine(Approval)
        if "launched" not in moves and approvals and self.now >= approvals[-1].ends_at:
            yield "the approval has ended"
        if approvals and self._is_drifted(approvals[0].at):
            yield "the facts ask for more, for longer than thirty days"

    def _is_drifted(self, approved_at: datetime) -> bool:
        """Return whether personal data came, stayed, and has been there for too long."""
        since = None
        for each in self._rows(FactChange, FactChange.service_id == self.review.service_id):
            is_wider = "personal" in each.facts["data"]
            since = (since or each.at) if is_wider else None
        if since is None or "personal" in self.review.facts["data"]:
            return False
        ends_at: datetime = max(since, approved_at) + GRACE
        return self.now >= ends_at

    def _about_items(self) -> Iterator[str]:
        for item in self._mine(ActionItem):
            moves = self._rows(ActionItemMove, ActionItemMove.item_id == item.id)
            last = max(moves, key=lambda move: move.id, default=None)
            is_closed = last is not None and last.move in ("done", "dropped")
            if item.before_launch and not is_closed:
                yield f"item {item.id} is open"

    @cached_property
    def _waived(self) -> frozenset[str]:
        return frozenset(each.question for each in self._mine(Waiver) if self._runs(each))

    def _runs(self, waiver: Waiver) -> bool:
        said = self._rows(WaiverDecision, WaiverDecision.waiver_id == waiver.id)
        said.sort(key=lambda each: each.id)
        if not said or said[-1].decision != "granted":
            return False
        ends = [waiver.ends_at, *(each.ends_at for each in said if each.ends_at)]
        # A waiver that its asker granted waives nothing here, whatever the product says.
        return waiver.by not in {each.by for each in said} and self.now < min(ends)

    def _about_blockers(self) -> Iterator[str]:
        if not self._asked or not self._document["gates"]:
            yield "nothing is asked"
        for each in self._asked:
            is_waived = each["waivable"] and each["id"] in self._waived
            if each["blocks"] and not is_waived and not self._is_met(each):
                yield f"{each['id']} is not met"

    def _is_met(self, question: Mapping[str, Any]) -> bool:
        row = self._sent.get(question["id"])
        if row is None or question["id"] == "hygiene.odd":
            return False
        if row.value["choice"] == "not_applicable":
            return bool(question["may_not_apply"])
        if question["answer"]["type"] == "counts":
            limits = {each["severity"]: each["most"] for each in question["answer"]["limits"]}
            counts = row.value.get("counts") or {}
            return set(counts) == set(limits) and all(counts[s] <= limits[s] for s in limits)
        has_evidence = bool(row.evidence) or question["evidence"] != "required"
        return row.value["choice"] == "yes" and has_evidence

    def _about_gate(self, gate: Mapping[str, Any]) -> Iterator[str]:
        votes = self._votes(gate["id"])
        last = {each.by: each for each in votes}
        approving = {by: each for by, each in last.items() if self._counts(gate, each)}
        if len(approving) < gate["people"]:
            yield f"it has {len(approving)} good signatures and takes {gate['people']}"
        for each in last.values():
            if each.choice == "deny" and not self._is_lifted(gate, each, votes, approving):
                yield f"denial {each.id} stands"
            if each.choice == "request_changes" and self._is_seen(gate, each):
                yield f"request {each.id} stands"

    def _votes(self, gate: str) -> list[Vote]:
        withdrawn = set(self.session.scalars(select(Withdrawal.vote_id)))
        return [v for v in self._mine(Vote) if v.gate == gate and v.id not in withdrawn]

    def _counts(self, gate: Mapping[str, Any], vote: Vote) -> bool:
        """Return whether it is an approval of what stands there, by somebody who may give it."""
        wrote = authors(self.session, [r for r in self._revisions if r.area in gate["areas"]])
        closed = max((move.closes.get(gate["id"], 0) for move in self._moves), default=0)
        return (
            vote.choice == "approve"
            and vote.by in self.members[gate["team"]]
            and vote.by not in wrote | {self.review.asked_by}
            and self.session.get_one(Round, vote.round_id).number > closed
            and self._is_seen(gate, vote)
        )

    def _is_lifted(
        self,
        gate: Mapping[str, Any],
        denial: Vote,
        votes: list[Vote],
        approving: Mapping[int, Vote],
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
        asked = [
            each["id"] for each in self._asked if each["id"].partition(".")[0] in gate["areas"]
        ]
        words = pinned(self.session, self.review.checklist_version_id).definitions
        rows = {id_: self._sent.get(id_) for id_ in asked}
        stands = {
            id_: (words[id_], row.value, row.evidence) if row else (words[id_], None, [])
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
