"""A checklist as a handbook in Markdown, to be read where nobody signs in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness.core import checklist_words as words
from readiness.core.answer_words import good_answer
from readiness.core.briefs import counted
from readiness.core.checklists import Checklist, GateRule, Question
from readiness.core.condition_words import if_unknown, in_words, numbers_of
from readiness.core.conditions import Condition

Lines = Iterator[str]
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_START = re.compile(r"^(\d*)([-+=.)])", re.MULTILINE)


def as_markdown(checklist: Checklist) -> str:
    """Return the text. What stands in the checklist is text in it too, never markup."""
    return "\n\n".join(_parts(checklist)) + "\n"


def escaped(text: str) -> str:
    """Return the text so that Markdown shows it as it is."""
    # Spaces at the start of a line would make it code.
    lines = "\n".join(line.strip() for line in text.splitlines())
    return _START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", lines))


def _parts(checklist: Checklist) -> Lines:
    titles = {question.id: question.text for question in checklist.questions}
    yield f"# {escaped(checklist.title)}"
    yield f"Version {checklist.version}. {counted(len(checklist.questions), 'question')} at most."
    if checklist.retired:
        yield "Retired: no new review takes it."
    for area in checklist.areas:
        yield f"## {escaped(area.title)}"
        if area.intro:
            yield escaped(area.intro)
        for question in checklist.questions:
            if question.area == area.id:
                yield from _question(checklist, question, titles)
    yield "## Gates"
    yield from (part for gate in checklist.gates for part in _gate(checklist, gate, titles))
    yield "## Policy"
    yield "\n".join(_policy(checklist))


def _question(checklist: Checklist, question: Question, titles: dict[str, str]) -> Lines:
    yield f"### {escaped(question.text)}"
    if question.why:
        yield escaped(question.why)
    if question.applies_if:
        yield f"*Asked if {_when(checklist, question.applies_if, titles)}.*"
    if words.when_asked(question):
        yield f"*{words.when_asked(question)}*"
    if question.help:
        yield escaped(question.help)
    yield "\n".join(f"- **{name}:** {_inline(said)}" for name, said in _facts(checklist, question))


def _inline(text: str) -> str:
    return escaped(" ".join(text.split()))


def _facts(checklist: Checklist, question: Question) -> Iterator[tuple[str, str]]:
    """Yield what there is to say about the question, name and text."""
    facts = (
        ("Answer", good_answer(question.answer)),
        ("Proof", question.proof),
        ("Evidence", words.evidence(question)),
        ("If it is not met", words.if_unmet(question, checklist.kind)),
        ("Not applicable", words.not_applicable(question)),
        ("Weight", str(question.weight)),
        ("Time", f"About {counted(question.minutes, 'minute')}"),
        ("What could be measured", question.measure),
        ("Behind it", question.origin),
        ("Name", question.id),
        ("Earlier names", ", ".join(question.was)),
    )
    return ((name, said) for name, said in facts if said)


def _gate(checklist: Checklist, gate: GateRule, titles: dict[str, str]) -> Lines:
    areas = {area.id: area.title for area in checklist.areas}
    gates = {each.id: each.title for each in checklist.gates}
    yield f"### {escaped(gate.title)}"
    yield escaped(f"{words.signers(gate)}. {words.covers(gate, areas, gates)}")
    if gate.applies_if:
        yield f"*Needed if {_when(checklist, gate.applies_if, titles)}.*"


def _when(checklist: Checklist, condition: Condition, titles: dict[str, str]) -> str:
    return escaped(in_words(condition, titles) + if_unknown(condition, numbers_of(checklist)))


def _policy(checklist: Checklist) -> Lines:
    policy = checklist.policy
    yield f"- **Launch within:** {counted(policy.launch_within_days, 'day')} of the approval"
    yield f"- **Review again after:** {counted(policy.review_again_days, 'day')}"
    yield f"- **Longest waiver:** {counted(policy.longest_waiver_days, 'day')}"
    for tier, days in enumerate(
        (policy.longest_waiver_days_tier_1, policy.longest_waiver_days_tier_2), start=1
    ):
        if days is not None:
            yield f"- **Longest waiver in tier {tier}:** {counted(days, 'day')}"
    if policy.most_waivers is not None:
        yield f"- **Waivers of one team at once:** at most {policy.most_waivers}"
    if policy.self_managed_days is not None:
        yield f"- **Run by its developers for:** {counted(policy.self_managed_days, 'day')}"
    if policy.pass_mark is not None:
        yield f"- **Pass mark:** {policy.pass_mark} of 100"
    if policy.area_minimum is not None:
        yield f"- **Least score per area:** {policy.area_minimum} of 100"
