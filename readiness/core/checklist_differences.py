"""What differs between two versions of a checklist, in words, and what of it asks for less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from readiness.core.checklist_changes import Change, ChangeKind, Part, Said, of
from readiness.core.checklist_documents import read, with_defaults
from readiness.core.checklist_pairs import Pairs, lost_gates, pairs
from readiness.core.checklists import Area, Checklist, GateRule, Question
from readiness.core.condition_differences import Names
from readiness.core.gate_differences import gates, policies
from readiness.core.plain import Plain
from readiness.core.question_differences import questions, reworded

__all__ = ["Change", "ChangeKind", "Part", "differences", "weaker"]

NO_NAMES: Mapping[str, str] = MappingProxyType({})


def differences(old: Plain, new: Plain, teams: Mapping[str, str] = NO_NAMES) -> tuple[Change, ...]:
    """Return every change from the old document to the new one but that of the version itself.

    Documents that differ in any other way differ in at least one change. `teams` holds the names
    of teams by their short names, where somebody knows them.
    """
    before, after = read(old), read(new)
    matched = pairs(before.questions, after.questions)
    names = _names(before, after, matched, teams)
    found = (
        *_checklist(before, after),
        *_questions(before, after, matched, names),
        *_gates(before, after, names),
        *_policy(before, after),
        *_areas(before, after),
    )
    if not found and _content(old) != _content(new):
        sentence = "It is written or ordered otherwise, and means the same."
        return (Change(ChangeKind.REWORDED, Part.CHECKLIST, after.id, sentence),)
    return tuple(sorted(found, key=lambda change: list(ChangeKind).index(change.kind)))


def weaker(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return what asks for less than before, or may."""
    return tuple(change for change in changes if change.is_weaker)


def _content(document: Plain) -> Plain:
    return {**with_defaults(document), "version": 0}


def _names(old: Checklist, new: Checklist, matched: Pairs, teams: Mapping[str, str]) -> Names:
    every = (*old.questions, *new.questions)
    return Names(
        answers={question.id: question.answer for question in every},
        texts={question.id: question.text for question in every},
        renamed={before.id: after.id for before, after in matched.kept},
        teams=teams,
    )


def _checklist(old: Checklist, new: Checklist) -> Iterator[Change]:
    yield from of(Part.CHECKLIST, new.id, _of_checklist(old, new))


def _of_checklist(old: Checklist, new: Checklist) -> Iterator[Said]:
    if old.id != new.id:
        yield Said(ChangeKind.CHANGED, f"It is another checklist; the old one is {old.id}.")
    if old.kind != new.kind:
        yield Said(ChangeKind.CHANGED, f"Its kind was {old.kind}, and is {new.kind} now.")
    if old.retired != new.retired:
        starts = "No new review starts" if new.retired else "New reviews start again"
        yield Said(ChangeKind.CHANGED, f"{starts} with it.")
    if old.title != new.title:
        yield reworded("Its title", old.title, new.title)


def _questions(old: Checklist, new: Checklist, matched: Pairs, names: Names) -> Iterator[Change]:
    for each in matched.removed:
        yield from of(Part.QUESTION, each.id, [_removed(each)])
    for each in matched.added:
        yield from of(Part.QUESTION, each.id, [_added(each)])
    for before, after in matched.kept:
        said = (*_renamed(before, after, old, new), *questions(before, after, names))
        yield from of(Part.QUESTION, after.id, said, after.text)


def _removed(question: Question) -> Said:
    blocked = " It blocked." if question.blocks else ""
    sentence = f"“{question.text}” is no longer asked.{blocked}"
    return Said(ChangeKind.REMOVED, sentence, may_weaken=True)


def _added(question: Question) -> Said:
    blocks = " It blocks." if question.blocks else ""
    return Said(ChangeKind.ADDED, f"“{question.text}” is asked.{blocks}")


def _renamed(before: Question, after: Question, old: Checklist, new: Checklist) -> Iterator[Said]:
    if before.id != after.id:
        yield Said(ChangeKind.RENAMED, f"It was called {before.id}.")
    for gate in lost_gates(before, after, old, new):
        sentence = f"The gate {gate} no longer covers it, as it is in another area."
        yield Said(ChangeKind.WEAKER, sentence)
    asked = {question.id for question in old.questions}
    for earlier in after.was:
        if earlier in asked and earlier != before.id:
            sentence = f"It became one question with {earlier}, and is to be answered again."
            yield Said(ChangeKind.CHANGED, sentence, may_weaken=True)
        elif earlier not in (*before.was, before.id):
            yield Said(ChangeKind.CHANGED, f"It takes on the answers to {earlier}.")


def _gates(old: Checklist, new: Checklist, names: Names) -> Iterator[Change]:
    titles = {area.id: area.title for area in (*old.areas, *new.areas)}
    before, after = _by_id(old.gates), _by_id(new.gates)
    for id_, gate in before.items():
        if id_ not in after:
            gone = Said(ChangeKind.REMOVED, f"“{gate.title}” no longer signs.", may_weaken=True)
            yield from of(Part.GATE, id_, [gone])
    for id_, gate in after.items():
        if id_ in before:
            yield from of(Part.GATE, id_, gates(before[id_], gate, names, titles))
        else:
            yield from of(Part.GATE, id_, [Said(ChangeKind.ADDED, f"“{gate.title}” signs.")])


def _by_id(rules: Iterable[GateRule]) -> dict[str, GateRule]:
    return {rule.id: rule for rule in rules}


def _policy(old: Checklist, new: Checklist) -> Iterator[Change]:
    for key, said in policies(old.policy, new.policy):
        yield from of(Part.POLICY, key, [said])


def _areas(old: Checklist, new: Checklist) -> Iterator[Change]:
    before, after = ({area.id: area for area in each.areas} for each in (old, new))
    for id_, area in before.items():
        if id_ not in after:
            yield from of(
                Part.AREA, id_, [Said(ChangeKind.REMOVED, f"“{area.title}” is no longer an area.")]
            )
    for id_, area in after.items():
        yield from of(Part.AREA, id_, _area(before.get(id_), area))


def _area(old: Area | None, new: Area) -> Iterator[Said]:
    if old is None:
        yield Said(ChangeKind.ADDED, f"“{new.title}” is a new area.")
        return
    if old.title != new.title:
        yield reworded("Its title", old.title, new.title)
    if old.intro != new.intro:
        yield reworded("Its introduction", old.intro, new.intro)
