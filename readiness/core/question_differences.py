"""How one question changed between two versions of a checklist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readiness.core.answer_differences import answers
from readiness.core.checklist_changes import ChangeKind, Said, limits
from readiness.core.checklists import AskedFrom, EvidenceNeed, Question
from readiness.core.condition_differences import Names, conditions

WORDS: Mapping[str, str] = {
    "text": "The question",
    "why": "Why it is asked",
    "help": "The help",
    "proof": "What proves it",
    "measure": "What could be measured",
    "origin": "Where it comes from",
}
#: Whether "yes" is the weaker value; what is said when it came, and when it went.
FLAGS: Mapping[str, tuple[bool, str, str]] = {
    "blocks": (False, "It blocks now.", "It no longer blocks."),
    "waivable": (True, "It can be waived now.", "It can no longer be waived."),
    "may_not_apply": (
        True,
        "“Not applicable” is accepted now, even if it blocks.",
        "“Not applicable” is no longer accepted if it blocks.",
    ),
}
FIGURES: Mapping[str, str] = {"weight": "Its weight", "minutes": "The minutes it takes"}
EVIDENCE: Mapping[EvidenceNeed, str] = {
    EvidenceNeed.NONE: "not asked for",
    EvidenceNeed.WELCOME: "welcome",
    EvidenceNeed.REQUIRED: "required",
}


def questions(old: Question, new: Question, names: Names) -> Iterator[Said]:
    yield from _flags(old, new)
    yield from answers(old.answer, new.answer)
    yield from _evidence(old, new)
    yield from conditions("asked", old.applies_if, new.applies_if, names)
    yield from _asked_from(old, new)
    yield from _figures(old, new)
    yield from _words(old, new)


def _flags(old: Question, new: Question) -> Iterator[Said]:
    for field, (weaker, came, went) in FLAGS.items():
        now = getattr(new, field)
        if getattr(old, field) != now:
            kind = ChangeKind.WEAKER if now is weaker else ChangeKind.STRICTER
            yield Said(kind, came if now else went)


def _evidence(old: Question, new: Question) -> Iterator[Said]:
    if old.evidence != new.evidence:
        sentence = f"Evidence was {EVIDENCE[old.evidence]}, and is {EVIDENCE[new.evidence]} now."
        yield Said(_evidence_kind(old, new), sentence)
    name = "The days that its evidence may be old"
    age = old.evidence_max_age_days, new.evidence_max_age_days
    yield from limits(name, *age, is_ceiling=True)


def _evidence_kind(old: Question, new: Question) -> ChangeKind:
    if EvidenceNeed.REQUIRED not in (old.evidence, new.evidence):
        return ChangeKind.CHANGED
    is_weaker = old.evidence is EvidenceNeed.REQUIRED
    return ChangeKind.WEAKER if is_weaker else ChangeKind.STRICTER


def _asked_from(old: Question, new: Question) -> Iterator[Said]:
    if old.asked_from == new.asked_from:
        return
    if new.asked_from is AskedFrom.LAUNCHED:
        yield Said(ChangeKind.WEAKER, "It is asked only after the launch now.")
    else:
        yield Said(ChangeKind.STRICTER, "It is asked before the launch already.")


def _figures(old: Question, new: Question) -> Iterator[Said]:
    for field, name in FIGURES.items():
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            sentence = f"{name} went from {before} to {after}."
            # With less weight an unmet question costs less of the score.
            may_weaken = field == "weight" and after < before
            yield Said(ChangeKind.CHANGED, sentence, may_weaken=may_weaken)


def _words(old: Question, new: Question) -> Iterator[Said]:
    for field, name in WORDS.items():
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield reworded(name, before, after)


def reworded(name: str, before: str, after: str) -> Said:
    said = "was added" if not before else "was taken out" if not after else "was reworded"
    return Said(ChangeKind.REWORDED, f"{name} {said}.", before=before, after=after)
