"""Under which ids the answers to a question are kept: its own, and those that it had before."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from readiness.core.checklists import Checklist, Question

#: The version that the review stood on when this revision was saved.
SavedUnder = Callable[[int], Checklist]
#: Whether this revision was saved after what is to be taken back.
SavedSince = Callable[[int], bool]


def current_ids(checklist: Checklist) -> dict[str, str]:
    """Return for each id, earlier ones too, the question of this checklist that it stands for."""
    return {id_: each.id for each in checklist.questions for id_ in each.ids}


def moved(checklist: Checklist) -> dict[str, str]:
    """Return the area in which each question is now that stood in another under an earlier id."""
    return {
        id_: each.area
        for each in checklist.questions
        for id_ in each.was
        if not id_.startswith(f"{each.area}.")
    }


def counted(
    checklist: Checklist, newest: Mapping[str, int], saved_under: SavedUnder
) -> dict[str, int]:
    """Return the revision of each question of this checklist that is its answer.

    `newest` holds the number of the newest revision by the id that it was saved under. What the
    checklist asks no more is left out, and so is what nobody has answered as one question yet.
    """
    found = {each.id: answer(checklist, each, newest, saved_under) for each in checklist.questions}
    return {question: revision for question, revision in found.items() if revision is not None}


def answer(
    checklist: Checklist, question: Question, newest: Mapping[str, int], saved_under: SavedUnder
) -> int | None:
    """Return the newest revision under any id of the question, None if it answers only a part.

    Where several questions became one, a "yes" to the one would hide the "no" to the other.
    """
    last = max((newest[id_] for id_ in question.ids if id_ in newest), default=None)
    if last is None or not question.was:
        return last
    then = saved_under(last)
    return last if then is checklist or len(sources(question, then)) < 2 else None


def sources(question: Question, older: Checklist) -> tuple[Question, ...]:
    """Return what the older version asked, of which it became this question."""
    ids = set(question.ids)
    return tuple(each for each in older.questions if not ids.isdisjoint(each.ids))


def outgrown(now: Checklist, older: Checklist, newest: Mapping[str, int], since: SavedSince) -> str:
    """Return a question that was answered `since` under an id that the older version does not know.

    Going back would put an older answer in its place. Nothing if there is no such question.
    """
    for question in now.questions:
        saved = {newest[id_]: id_ for id_ in question.ids if id_ in newest}
        if saved and since(max(saved)) and _is_unknown(saved[max(saved)], sources(question, older)):
            return question.text
    return ""


def _is_unknown(id_: str, before: tuple[Question, ...]) -> bool:
    return any(id_ not in each.ids for each in before)
