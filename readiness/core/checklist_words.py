"""What a checklist's questions and gates ask for, in words, for those who read it."""

from __future__ import annotations

from readiness.core.briefs import counted
from readiness.core.checklists import AskedFrom, EvidenceNeed, GateRule, Kind, Question
from readiness.core.kind_words import noun
from readiness.core.listings import in_words

_EVIDENCE = {
    EvidenceNeed.REQUIRED: "Required",
    EvidenceNeed.WELCOME: "Welcome",
    EvidenceNeed.NONE: "Not needed",
}


def if_unmet(question: Question, kind: Kind) -> str:
    """Return what happens while the question is not met, without a full stop."""
    if not question.blocks:
        return "It costs score"
    waiver = "a waiver can be asked for" if question.waivable else "it cannot be waived"
    return f"It stops the {noun(kind)}; {waiver}"


def evidence(question: Question) -> str:
    age = question.evidence_max_age_days
    return _EVIDENCE[question.evidence] + (f", at most {counted(age, 'day')} old" if age else "")


def not_applicable(question: Question) -> str:
    """Return what becomes of the answer that it does not apply."""
    allowed = question.may_not_apply or not question.blocks
    return "Allowed, with a reason" if allowed else "Counts as unmet"


def when_asked(question: Question) -> str:
    """Return a sentence on what waits for the launch, nothing for the others."""
    if question.asked_from is AskedFrom.START:
        return ""
    return "Asked after the launch: it needs experience in production."


def signers(gate: GateRule) -> str:
    return f"{gate.people} of team {gate.team}"


def covers(gate: GateRule, areas: dict[str, str], gates: dict[str, str]) -> str:
    """Return the sentences on what the gate signs, after which others, and how soon.

    `areas` and `gates` hold the titles by their ids.
    """
    said = f"Covers {in_words([areas[area] for area in gate.areas])}."
    if gate.after:
        said += f" After {in_words([gates[id_] for id_ in gate.after])}."
    days = counted(gate.respond_within_days, "day")
    return f"{said} An answer is expected within {days}."


def taken_in_by(synced_by: str) -> str:
    """Return who took a version in, as it begins a sentence."""
    if synced_by in ("", "at start"):
        return "Readiness at its start" if synced_by else "Readiness"
    return f"{synced_by[:1].upper()}{synced_by[1:]}"
