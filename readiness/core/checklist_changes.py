"""One thing that differs between two versions of a checklist, and whether it asks for less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from readiness.core.fields import shortest


class Part(StrEnum):
    """What a change is about; a checklist's own change is of its title, kind or retirement."""

    QUESTION = "question"
    AREA = "area"
    GATE = "gate"
    POLICY = "policy"
    CHECKLIST = "checklist"


class ChangeKind(StrEnum):
    """In the order in which they are told."""

    WEAKER = "weaker"
    REMOVED = "removed"
    ADDED = "added"
    STRICTER = "stricter"
    CHANGED = "changed"
    RENAMED = "renamed"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Said:
    """What changed, before it is said of what. A change of words holds both of them.

    `may_weaken` marks what is not surely weaker but asks, or may ask, for less than before.
    """

    kind: ChangeKind
    sentence: str
    may_weaken: bool = False
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """`subject` is the id of the question, gate, area or checklist; of the policy its key.

    `title` is the text of the question, or nothing where the sentence has it.
    """

    kind: ChangeKind
    part: Part
    subject: str
    sentence: str
    may_weaken: bool = False
    before: str = ""
    after: str = ""
    title: str = ""

    @property
    def is_weaker(self) -> bool:
        return self.kind is ChangeKind.WEAKER or self.may_weaken

    @property
    def line(self) -> str:
        """Return the sentence with what it is about, to be read by itself."""
        is_of_words = self.kind in (ChangeKind.RENAMED, ChangeKind.REWORDED)
        title = f" (“{self.title}”)" if self.title and not is_of_words else ""
        return f"{self.about}{title}: {self.sentence}"

    @property
    def about(self) -> str:
        """Return what it is about, where not every part is of the same sort."""
        if self.part in (Part.POLICY, Part.CHECKLIST):
            return str(self.part)
        return self.subject if self.part is Part.QUESTION else f"{self.part} {self.subject}"


def of(part: Part, subject: str, said: Iterable[Said], title: str = "") -> Iterator[Change]:
    for each in said:
        words = (each.sentence, each.may_weaken, each.before, each.after)
        yield Change(each.kind, part, subject, *words, title)


def limits(
    name: str,
    old: Decimal | int | None,
    new: Decimal | int | None,
    *,
    is_ceiling: bool,
    none: str = "no limit",
    unit: str = "",
) -> Iterator[Said]:
    """Yield how a limit moved. A ceiling that rises is weaker, a floor that rises stricter.

    None is no limit at all, which `none` says. The unit is said once, after the last number.
    """
    if old == new:
        return
    if new is None or old is None:
        kind = ChangeKind.WEAKER if new is None else ChangeKind.STRICTER
    else:
        kind = ChangeKind.WEAKER if (new > old) is is_ceiling else ChangeKind.STRICTER
    was, now = (none if each is None else shortest(Decimal(each)) for each in (old, new))
    measured = (f"{was} {unit}", now) if new is None else (was, f"{now} {unit}")
    before, after = (each.strip() for each in measured)
    yield Said(kind, f"{name} went from {before} to {after}.")
