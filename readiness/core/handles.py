"""How people are named in a text: `@anna.berg`, and which person that is.

A handle is a person's name in small letters with dots between its words. Two people may have the
same name, so the handle with the person's number, `@anna.berg-12`, always names one person alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from readiness.core.listings import in_words

#: In code nobody is named. A block that is never closed goes on to the end of the text.
_BLOCK = re.compile(r"^ {0,3}(```+|~~~+)[^\n]*\n.*?(?:^ {0,3}\1[`~]* *$|\Z)", re.M | re.S)
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)[^`]+?\1(?!`)", re.S)
#: An address of mail or of a page is no mention, nor is what stands after a backslash.
MENTION = re.compile(r"(?<![\w.@/:\\-])@([^\W_]\w*(?:[.-]\w+)*)")
_WORDS = re.compile(r"[^\W_]+")
#: Somebody who is named in a text is asked; nobody asks a crowd.
MOST = 20
NEAR = 3
#: No spelling of a name is longer.
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Named:
    """A person by the name of now."""

    id: int
    name: str

    @property
    def handle(self) -> str:
        return handle(self.name)

    @property
    def full(self) -> str:
        """Return the spelling that is nobody else's."""
        return f"{self.handle}-{self.id}"


@dataclass(frozen=True, slots=True)
class Found:
    """Whom each spelling names, and a sentence for each that names nobody or more than one."""

    people: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def handle(name: str) -> str:
    return ".".join(_WORDS.findall(name.casefold())) or "person"


def folded(text: str) -> str:
    """Return it without case and accents, so that whoever has no such key finds the person too."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each))


def spellings(text: str) -> tuple[str, ...]:
    """Return every spelling after an @ that is meant to name somebody, each once, as typed."""
    without_code = _CODE.sub(" ", _BLOCK.sub(" ", text))
    return tuple(dict.fromkeys(MENTION.findall(without_code)))


def resolve(
    wanted: Sequence[str], people: Sequence[Named], known: Mapping[str, int] | None = None
) -> Found:
    """Return whom the spellings name; `known` are those that the text named before."""
    found, faults = dict[str, int](), list[str]()
    for spelling in wanted:
        if known and spelling in known:
            found[spelling] = known[spelling]
            continue
        matching = _matching(spelling, people)
        if len(matching) == 1:
            found[spelling] = matching[0].id
        else:
            faults.append(_fault(spelling, matching, people))
    if len(set(found.values())) > MOST:
        faults.append(f"A comment names at most {MOST} people.")
    return Found(found, tuple(faults))


def suggestions(typed: str, people: Sequence[Named], most: int) -> list[Named]:
    """Return whose name or handle has a word that begins so, the better matches first."""
    start = folded(typed)
    ranked = [(_rank(start, each), folded(each.name), each.id, each) for each in people]
    return [each for rank, _, _, each in sorted(ranked, key=_order) if rank is not None][:most]


def spelling_of(person: Named, people: Sequence[Named]) -> str:
    """Return the handle, with the number where another person has the same."""
    same = [each for each in people if folded(each.handle) == folded(person.handle)]
    return person.full if len(same) > 1 else person.handle


def _matching(spelling: str, people: Sequence[Named]) -> list[Named]:
    if len(spelling) > LONGEST:
        return []
    typed = folded(spelling)
    exact = [each for each in people if folded(each.full) == typed]
    return exact or [each for each in people if folded(each.handle) == typed]


def _fault(spelling: str, matching: Sequence[Named], people: Sequence[Named]) -> str:
    if matching:
        each = in_words(f"@{one.full}" for one in matching[:NEAR])
        return f"@{spelling} could be {len(matching)} people. Write one of them: {each}."
    nobody = f"Nobody is called @{spelling[:LONGEST]}."
    near = suggestions(spelling, people, NEAR)
    if near:
        each = in_words(f"@{spelling_of(one, people)}" for one in near)
        return f"{nobody} There is {each}."
    return f"{nobody} If it is no name, write it in backticks: `@{spelling[:LONGEST]}`."


def _rank(start: str, person: Named) -> int | None:
    full = folded(person.full)
    if full.startswith(start):
        return 0
    words = _WORDS.findall(folded(person.name))
    return 1 if any(word.startswith(start) for word in words) else None


def _order(ranked: tuple[int | None, str, int, Named]) -> tuple[int, str, int]:
    rank, name, id_, _ = ranked
    return 2 if rank is None else rank, name, id_
