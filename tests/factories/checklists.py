"""A small launch checklist as its document: three areas, six questions, three gates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Document = dict[str, object]

#: What applies only to a service that holds personal data.
PERSONAL: Document = {
    "text": "'personal' in service.data",
    "parsed": {"op": "in", "left": {"value": "personal"}, "right": {"fact": "data"}},
}
#: Cannot be evaluated: an answer is no number.
FAILING: Document = {
    "text": "service.public > 1",
    "parsed": {"op": ">", "left": {"fact": "public"}, "right": {"value": 1}},
}
LIMITS = [{"severity": "critical", "most": 0}, {"severity": "high", "most": 2}]
AREAS = {"deployment": "Deployment process", "hygiene": "Production hygiene"}
AREAS["compliance"] = "Regulatory compliance"


def question(id_: str, kind: Mapping[str, object] | None = None, **changes: object) -> Document:
    """Return a question with harmless values but for the changes."""
    return {
        "id": id_,
        "question": f"Is {id_} in order?",
        "why": "At three in the morning nobody remembers.",
        "proof": "A link to where it is written.",
        "help": "Write down what you would tell a colleague.",
        "answer": dict(kind or {"type": "yes_no"}),
        "weight": 1,
        "blocks": False,
        "waivable": True,
        "may_not_apply": False,
        "evidence": "welcome",
        "applies_if": None,
        "minutes": 2,
        "origin": "",
        "from": "start",
        "was": [],
        "measure": "",
        "evidence_max_age_days": None,
        **changes,
    }


QUESTIONS = (
    question("deployment.rollback", weight=3, blocks=True),
    question("deployment.minutes", {"type": "number", "unit": "minutes", "maximum": "10"}),
    question("hygiene.defects", {"type": "counts", "limits": LIMITS}, blocks=True, waivable=False),
    question("hygiene.restore", {"type": "date", "max_age_days": 90}, weight=2),
    question("compliance.duties", may_not_apply=True, evidence="required"),
    question("compliance.erasure", applies_if=PERSONAL),
)


def gate(id_: str, *areas: str, **changes: object) -> Document:
    """Return a gate that one member of the team of the same name signs."""
    return {
        "id": id_,
        "title": id_.capitalize() if id_ != "sre" else "SRE",
        "areas": list(areas),
        "team": id_,
        "people": 1,
        "after": [],
        "applies_if": None,
        "respond_within_days": 3,
        "decide_within_days": None,
        **changes,
    }


GATES = (
    gate("sre", "deployment", "hygiene"),
    gate("security", "compliance"),
    gate("launch", "deployment", after=["sre", "security"]),
)
POLICY: Document = {
    "launch_within_days": 90,
    "review_again_days": 365,
    "longest_waiver_days": 90,
    "pass_mark": None,
    "area_minimum": None,
    "longest_waiver_days_tier_1": None,
    "longest_waiver_days_tier_2": None,
    "most_waivers": None,
    "self_managed_days": None,
}


def launch_document(
    *,
    version: int = 1,
    questions: Sequence[Document] = QUESTIONS,
    gates: Sequence[Document] = GATES,
    **policy: object,
) -> Document:
    """Return the checklist; a question of an area that is not known brings its area along."""
    used = dict.fromkeys(str(each["id"]).partition(".")[0] for each in questions)
    titles = {**AREAS, **{area: area.capitalize() for area in used if area not in AREAS}}
    return {
        "id": "launch",
        "version": version,
        "kind": "launch",
        "title": "Launch readiness review",
        "retired": False,
        "areas": [{"id": id_, "title": title, "intro": ""} for id_, title in titles.items()],
        "questions": list(questions),
        "gates": list(gates),
        "policy": {**POLICY, **policy},
    }
