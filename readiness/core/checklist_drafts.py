"""A draft of a checklist from what was found in a table or a text of another system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from readiness.core.checklist_guesses import Guess, guess, missing
from readiness.core.draft_ids import Ids

MOST_QUESTIONS = 300
MOST_AREAS = 30
LONGEST_LINE = 300
LONGEST_TEXT = 2000
MOST_OTHERS = 20
GENERAL = "General"
FURTHER = "Further areas"
_AREA_LETTERS, _NAME_LETTERS = 24, 40


@dataclass(frozen=True, slots=True)
class Raw:
    """One question as it was found, on this line. `others` are cells that no key is for."""

    line: int
    text: str
    area: str = ""
    why: str = ""
    proof: str = ""
    help: str = ""
    weight: str = ""
    priority: str = ""
    blocks: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Left:
    """A line that has become no part of the draft, but for the names of a table's columns."""

    line: int
    text: str
    is_names: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader of a table or text has found, in the order in which it stood there."""

    title: str
    raws: tuple[Raw, ...]
    left: tuple[Left, ...]


UNTITLED = "Imported checklist"


@dataclass(frozen=True, slots=True)
class DraftArea:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """`todo` is what the author has to add, `notes` what is told beside the guesses."""

    id: str
    raw: Raw
    guess: Guess
    todo: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    title: str
    areas: tuple[DraftArea, ...]
    questions: tuple[DraftQuestion, ...]
    left: tuple[Left, ...]


def draft(found: Found) -> Draft:
    """Return a draft that fits the limits of the format; what does not fit is left."""
    taken, rest = found.raws[:MOST_QUESTIONS], found.raws[MOST_QUESTIONS:]
    cut = [_cut(raw) for raw in taken]
    left = [*found.left, *(each for _, over in cut for each in over)]
    left += [Left(raw.line, _whole(raw)) for raw in rest]
    raws = [raw for raw, _ in cut]
    areas = _areas(raws)
    title = _one_line(found.title)[0] or UNTITLED
    own = tuple(dict.fromkeys(areas.values()))
    return Draft(title, own, tuple(_questions(raws, areas)), tuple(sorted(left)))


def _cut(raw: Raw) -> tuple[Raw, list[Left]]:
    """Return the question with texts of lengths that are allowed, and what is cut off."""
    text, is_cut = _one_line(raw.text)
    help_ = f"{' '.join(raw.text.split())}\n{raw.help}" if is_cut else raw.help
    texts = (raw.why, raw.proof, help_)
    over = [Left(raw.line, each[LONGEST_TEXT:]) for each in texts if each[LONGEST_TEXT:]]
    over += [Left(raw.line, each) for each in raw.others[MOST_OTHERS:]]
    over += [
        Left(raw.line, each[LONGEST_TEXT:])
        for each in raw.others[:MOST_OTHERS]
        if each[LONGEST_TEXT:]
    ]
    others = tuple(each[:LONGEST_TEXT] for each in raw.others[:MOST_OTHERS])
    why, proof, help_ = (each[:LONGEST_TEXT].strip() for each in texts)
    area = _one_line(raw.area)[0] or GENERAL
    return replace(raw, text=text, area=area, why=why, proof=proof, help=help_, others=others), over


def _one_line(text: str) -> tuple[str, bool]:
    """Return the text as one line of an allowed length, and whether it was cut for that."""
    line = " ".join(text.split())
    return (line, False) if len(line) <= LONGEST_LINE else (f"{line[: LONGEST_LINE - 4]} ...", True)


def _whole(raw: Raw) -> str:
    texts = (raw.area, raw.text, raw.why, raw.proof, raw.help, raw.weight, raw.priority, raw.blocks)
    return " | ".join(text for text in (*texts, *raw.others) if text)


def _areas(raws: Sequence[Raw]) -> dict[str, DraftArea]:
    """Return the area of each name that the questions have, in the order of the questions."""
    names, ids = list(dict.fromkeys(raw.area for raw in raws)), Ids(_AREA_LETTERS, "area")
    fits = len(names) <= MOST_AREAS
    own = names if fits else names[: MOST_AREAS - 1]
    areas = {name: DraftArea(ids.new(name.rpartition(": ")[2]), name) for name in own}
    if not fits:
        further = DraftArea(ids.new(FURTHER), FURTHER)
        areas |= dict.fromkeys(names[MOST_AREAS - 1 :], further)
    return areas


def _questions(raws: Sequence[Raw], areas: dict[str, DraftArea]) -> Iterator[DraftQuestion]:
    names = {area.id: Ids(_NAME_LETTERS, "question") for area in areas.values()}
    lines: dict[str, int] = {}
    for raw in raws:
        area = areas[raw.area]
        notes = list(raw.others)
        if area.title != raw.area:
            notes.append(f"area: {raw.area}")
        first = lines.setdefault(raw.text.casefold(), raw.line)
        if first != raw.line:
            notes.append(f"guess: asked twice, see line {first} of what was imported")
        name = f"{area.id}.{names[area.id].new(raw.text)}"
        guessed = guess(raw.text, raw.weight, raw.priority, raw.blocks)
        todo = missing(raw.text, raw.why, raw.proof)
        yield DraftQuestion(name, raw, guessed, todo, tuple(notes))
