"""A case for the verdict: a question met, a gate signed, an approval that stands."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from readiness.core.checklists import GateRule, Policy
from readiness.core.signoffs import GateState, Tally
from readiness.core.verdicts import Approved, Case
from tests.factories.questions import graded, question, yes_no

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ENDS = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)
STANDING = Approved(AT, ENDS, is_launched=False)
MET = graded(question("hygiene.runbook"), yes_no("yes"))
UNMET = graded(question("hygiene.restore", blocks=True), yes_no("no"))


def policy(pass_mark: int | None = None, area_minimum: int | None = None) -> Policy:
    return Policy(90, 365, 90, pass_mark, area_minimum)


def gate(
    id: str = "sre",
    state: GateState = GateState.SIGNED,
    after: tuple[str, ...] = (),
    lacks: int = 1,
) -> tuple[GateRule, Tally]:
    """Return a gate by the team of its name, in that state."""
    missing = 0 if state is GateState.SIGNED else lacks
    rule = GateRule(id, id.upper(), ("hygiene",), id, 1, after, None, 3)
    return rule, Tally(state, (), missing, (), ())


def case(**changes: Any) -> Case:
    """Return a case that is approved, but for the changes."""
    usual: dict[str, Any] = {
        "review": 3,
        "owner": "Payments",
        "titles": {"hygiene": "Production hygiene"},
        "policy": policy(),
        "graded": (MET,),
        "gates": (gate(),),
        "waivers": (),
        "approved": STANDING,
        "drift_ends_at": None,
        "is_abandoned": False,
    }
    return Case(**{**usual, **changes})
