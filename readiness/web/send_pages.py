"""What would be sent, in the words of its page: the gates, what differs, whose signature goes stale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from readiness.core import addresses
from readiness.core.listings import in_words
from readiness.core.progress import told
from readiness.core.rights import Actor
from readiness.store.sessions import Session
from readiness.usecases.names import names
from readiness.usecases.read_questions import answer_kinds
from readiness.usecases.send_plans import PlannedGate, SendPlan
from readiness.web.review_parts import Place, open_places

PARTS = {"facts": "The service's facts", "gate": "The gate's rule"}


@dataclass(frozen=True, slots=True)
class SentGate:
    """One gate as the page lists it; `stale` names those whose signature will not count."""

    id: str
    title: str
    href: str
    is_again: bool
    is_along: bool
    differs: int
    stale: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A question as reviewers see it now, and as they will. None: it is not asked, then or now."""

    id: str
    text: str
    href: str
    kind: Mapping[str, object]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    gates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SendPage:
    plan: SendPlan
    gates: tuple[SentGate, ...]
    changes: tuple[Change, ...]
    lacking: tuple[Place, ...]
    told: str
    review: str

    @property
    def titles(self) -> str:
        return in_words(gate.title for gate in self.gates)

    @property
    def action(self) -> str:
        """Return where the form sends exactly the gates that the page shows."""
        query = urlencode([("gates", gate) for gate in self.plan.chosen])
        return f"{self.review}/send?{query}"

    @property
    def is_again(self) -> bool:
        """Return whether any of the gates has been sent something before."""
        return any(gate.is_again for gate in self.gates)

    @property
    def stale(self) -> int:
        """Return how many signatures will not count any more."""
        return sum(len(gate.stale) for gate in self.gates)


def page_of(session: Session, plan: SendPlan, *, by: Actor) -> SendPage:
    voters = names(session, {person for each in plan.gates for person in each.stale}, by=by)
    lacking = {each.question: each.sentence for each in plan.lacking}
    return SendPage(
        plan=plan,
        gates=tuple(_gate(plan, each, voters) for each in plan.gates),
        changes=_changes(plan),
        lacking=open_places(plan.found, lacking),
        told=told(plan.lacking),
        review=addresses.review(plan.found.review.id),
    )


def _gate(plan: SendPlan, each: PlannedGate, voters: Mapping[int, str]) -> SentGate:
    rule = each.gate.rule
    return SentGate(
        id=rule.id,
        title=rule.title,
        href=addresses.gate(plan.found.review.id, rule.id),
        is_again=bool(each.gate.rounds),
        is_along=rule.id not in plan.chosen,
        differs=len(each.differs),
        stale=tuple(voters[person] for person in each.stale),
    )


def _changes(plan: SendPlan) -> tuple[Change, ...]:
    """Return each question that reviewers have read before and will find other, once."""
    found: dict[str, list[PlannedGate]] = {}
    for each in plan.gates:
        for id_ in each.differs:
            found.setdefault(id_, []).append(each)
    return tuple(_change(plan, id_, touched) for id_, touched in found.items() if id_ not in PARTS)


def _change(plan: SendPlan, id_: str, touched: list[PlannedGate]) -> Change:
    questions = {each.id: each for each in plan.found.pinned.checklist.questions}
    asked = questions.get(id_)
    review = plan.found.review.id
    return Change(
        id=id_,
        text=asked.text if asked else id_,
        href=addresses.question(review, asked.area, id_) if asked else "",
        kind=answer_kinds(plan.found).get(id_, {}),
        before=_covered(touched[0].gate.content, id_),
        after=_covered(touched[0].content, id_),
        gates=tuple(each.gate.rule.title for each in touched),
    )


def _covered(content: Mapping[str, Any], id_: str) -> Mapping[str, Any] | None:
    return next((each for each in content["questions"] if each["id"] == id_), None)
