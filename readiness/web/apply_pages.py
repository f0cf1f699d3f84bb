"""What applying would do to a review, in the words of its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.core import addresses
from readiness.core.checklist_differences import Change, Part
from readiness.core.checklists import Question
from readiness.core.listings import in_words
from readiness.usecases.apply_effects import StaleGate
from readiness.usecases.apply_previews import Preview
from readiness.web.forms.applying import Take
from readiness.web.gate_pages import told

FACTS = "the newer facts"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the ways to take less, or all of it."""

    label: str
    take: Take
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Reworded:
    """A question that stays, and what of it is another."""

    question: Question
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ApplyPage:
    """`facts` are those that differ: the label, and the words before and after."""

    shown: Preview
    what: str
    sentence: str
    choices: tuple[Choice, ...]
    facts: tuple[tuple[str, str, str], ...]
    weaker: tuple[Change, ...]
    reworded: tuple[Reworded, ...]
    rules: tuple[Change, ...]
    gates: tuple[tuple[str, str], ...]
    review: str
    differences: str


def page_of(shown: Preview) -> ApplyPage:
    old, new = shown.before.pinned.checklist, shown.after.pinned.checklist
    return ApplyPage(
        shown=shown,
        what=what(shown),
        sentence=sentence(shown),
        choices=_choices(shown),
        facts=_facts(shown) if shown.facts else (),
        weaker=shown.weaker,
        reworded=_reworded(shown),
        rules=tuple(each for each in shown.words if each.part is not Part.QUESTION),
        gates=tuple(_gates(shown)),
        review=addresses.review(shown.before.review.id),
        differences=addresses.differences(new.id, old.version, new.version)
        if shown.version
        else "",
    )


def what(shown: Preview) -> str:
    version = f"version {shown.after.pinned.checklist.version} of the checklist"
    return in_words([FACTS] * shown.facts + [version] * shown.version)


def sentence(shown: Preview) -> str:
    """Return what it does, as in "Version 2 of the checklist adds 3 questions and removes 1."."""
    told, ending = shown.effects, "" if shown.facts else "s"
    pairs = (("add", told.added), ("remove", told.removed), ("change", told.changed))
    named = [(f"{verb}{ending}", len(found)) for verb, found in pairs if found]
    parts = [f"{verb} {count}" for verb, count in named]
    if parts:
        parts[0] += " question" if named[0][1] == 1 else " questions"
    does = in_words(parts) or f"change{ending} no question"
    subject = what(shown)
    return f"{subject[0].upper()}{subject[1:]} {does}.{_less(len(shown.weaker))}"


def _less(count: int) -> str:
    if not count:
        return ""
    return (
        " 1 thing is weaker than before."
        if count == 1
        else f" {count} things are weaker than before."
    )


def _choices(shown: Preview) -> tuple[Choice, ...]:
    if not shown.newer.facts or shown.newer.version is None:
        return ()
    chosen = Take.BOTH if shown.facts and shown.version else Take.FACTS
    chosen = chosen if shown.facts else Take.VERSION
    labels = {
        Take.BOTH: "The facts and the version",
        Take.FACTS: "The facts alone",
        Take.VERSION: "The version alone",
    }
    return tuple(Choice(label, each, each is chosen) for each, label in labels.items())


def _facts(shown: Preview) -> tuple[tuple[str, str, str], ...]:
    before, after = told(shown.before.subject.kept), told(shown.after.subject.kept)
    pairs = zip(before, after, strict=True)
    return tuple((label, old, new) for (label, old), (_, new) in pairs if old != new)


def _reworded(shown: Preview) -> tuple[Reworded, ...]:
    return tuple(
        Reworded(each, tuple(change for change in shown.words if change.subject == each.id))
        for each in shown.effects.changed
    )


def _gates(shown: Preview) -> Iterator[tuple[str, str]]:
    """Yield each gate to which something happens, and what."""
    for gate in shown.stale:
        yield gate.rule.title, _stale(gate)
    for rule in shown.new_gates:
        yield rule.title, "Signs this review as well from then on."
    for rule in shown.gone_gates:
        yield rule.title, "Is not asked any more. Its votes are kept to be read."


def _stale(gate: StaleGate) -> str:
    questions = len([each for each in gate.why if each not in ("facts", "gate")])
    parts = (
        "the facts" if "facts" in gate.why else "",
        "its rule" if "gate" in gate.why else "",
        f"{questions} {'question' if questions == 1 else 'questions'}" if questions else "",
    )
    changes = f"what it covers changes: {in_words(filter(None, parts))}."
    if not gate.signatures:
        return f"Its reviewers look again, as {changes}"
    count = "1 signature stops" if gate.signatures == 1 else f"{gate.signatures} signatures stop"
    return f"{count} counting, as {changes}"
