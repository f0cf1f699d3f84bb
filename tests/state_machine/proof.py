"""May the launch go ahead? Worked out once more, from the rows alone, with none of the product's rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from readiness.store.action_items import ActionItem, ActionItemMove
from readiness.store.approvals import Approval
from readiness.store.services import FactChange
from readiness.store.waivers import Waiver, WaiverDecision
from tests.state_machine.signatures import Signatures

#: Thirty days of grace, and what weekends may add before the next working day.
GRACE = timedelta(days=36)


class Proof(Signatures):
    """All that a launch rests on: who signed, what was answered, what is owed, and until when."""

    def objections(self) -> list[str]:
        """Return all that stands against an approval that this review is said to have."""
        found = [*self._about_the_approval(), *self._about_items()]
        found += [*self._about_blockers(), *self._about_the_score()]
        for gate in self.document["gates"]:
            found += [f"{gate['id']}: {each}" for each in self.about_gate(gate)]
        return found

    def _about_the_approval(self) -> Iterator[str]:
        moves = [each.move for each in self.moves]
        if "abandoned" in moves:
            yield "it was abandoned"
        said = [each for each in moves if each in ("approved", "reopened")]
        if said[-1:] != ["approved"]:
            yield "it was not approved since it was reopened"
        approvals = self.mine(Approval)
        if "launched" not in moves and approvals and self.now >= approvals[-1].ends_at:
            yield "the approval has ended"
        if approvals and self._is_drifted(approvals[0].at):
            yield "the facts ask for more, for longer than thirty days"

    def _is_drifted(self, approved_at: datetime) -> bool:
        """Return whether personal data came, stayed, and has been there for too long."""
        since = None
        for each in self.of(FactChange, FactChange.service_id == self.review.service_id):
            is_wider = "personal" in each.facts["data"]
            since = (since or each.at) if is_wider else None
        if since is None or "personal" in self.review.facts["data"]:
            return False
        ends_at: datetime = max(since, approved_at) + GRACE
        return self.now >= ends_at

    def _about_items(self) -> Iterator[str]:
        for item in self.mine(ActionItem):
            moves = self.of(ActionItemMove, ActionItemMove.item_id == item.id)
            last = max(moves, key=lambda move: move.id, default=None)
            is_closed = last is not None and last.move in ("done", "dropped")
            if item.before_launch and not is_closed:
                yield f"item {item.id} is open"

    @cached_property
    def _waived(self) -> frozenset[str]:
        return frozenset(each.question for each in self.mine(Waiver) if self._runs(each))

    def _runs(self, waiver: Waiver) -> bool:
        said = self.of(WaiverDecision, WaiverDecision.waiver_id == waiver.id)
        said.sort(key=lambda each: each.id)
        if not said or said[-1].decision != "granted":
            return False
        ends = [waiver.ends_at, *(each.ends_at for each in said if each.ends_at)]
        # A waiver that its asker granted waives nothing here, whatever the product says.
        return waiver.by not in {each.by for each in said} and self.now < min(ends)

    def _about_blockers(self) -> Iterator[str]:
        if not self.asked or not self.document["gates"]:
            yield "nothing is asked"
        for each in self.asked:
            is_waived = each["waivable"] and each["id"] in self._waived
            if each["blocks"] and not is_waived and not self._is_met(each):
                yield f"{each['id']} is not met"

    def _about_the_score(self) -> Iterator[str]:
        """Hold the pass mark: what is waived or does not apply neither earns nor loses."""
        mark = self.document["policy"]["pass_mark"]
        counted = [each for each in self.asked if each["id"] not in self._waived]
        counted = [each for each in counted if not self._is_left_out(each)]
        most = sum(each["weight"] for each in counted if self._may_earn(each))
        if mark is not None and 100 * most < mark * sum(each["weight"] for each in counted):
            yield f"the score is {most} at most, which is below {mark} percent"

    def _is_left_out(self, question: Mapping[str, Any]) -> bool:
        row = self.sent.get(question["id"])
        is_none = row is not None and row.value["choice"] == "not_applicable"
        return is_none and (question["may_not_apply"] or not question["blocks"])

    def _may_earn(self, question: Mapping[str, Any]) -> bool:
        """Return whether it can have earned anything: the credit itself is worked out elsewhere."""
        row = self.sent.get(question["id"])
        is_given = row is not None and row.value["choice"] == "given"
        return is_given or self._is_met(question)

    def _is_met(self, question: Mapping[str, Any]) -> bool:
        row = self.sent.get(question["id"])
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
