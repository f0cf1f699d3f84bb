"""Two answers to one question, part by part: what differs, and what comes of choosing sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

Value = Mapping[str, object]
Row = Mapping[str, object]
#: By what the rows of each table are the same row: its name.
KEYS = ("alert", "name", "component")
#: What merged text is saved under, as the form has it.
REASON = "reason"
ROW = "row."


class Side(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Part:
    """Something that differs. None is a row that this side does not have; `offered` is the side
    that alone changed it since both began, or mine. `merged` is a proposal, for text only.
    """

    name: str
    label: str
    mine: object
    theirs: object
    offered: Side
    merged: str = ""


def parts(mine: Value, theirs: Value, before: Value | None = None) -> tuple[Part, ...]:
    """Return what differs, in the order of the form. `before` is what both began with, if known."""
    flat_mine, flat_theirs = _flat(mine), _flat(theirs)
    flat_before = _flat(before) if before is not None else {}
    names = [*flat_mine, *(name for name in flat_theirs if name not in flat_mine)]
    return tuple(
        _part(name, flat_mine.get(name), flat_theirs.get(name), flat_before.get(name), before)
        for name in names
        if not _same(flat_mine.get(name), flat_theirs.get(name))
    )


def _part(name: str, mine: object, theirs: object, was: object, before: Value | None) -> Part:
    is_only_theirs = before is not None and _same(mine, was)
    is_only_mine = before is not None and _same(theirs, was)
    offered = Side.THEIRS if is_only_theirs else Side.MINE
    label = name.removeprefix(ROW) if name.startswith(ROW) else name.removeprefix("counts.")
    if name != REASON:
        return Part(name, label, mine, theirs, offered)
    merged = together(str(mine or ""), str(theirs or ""))
    is_open = not (is_only_theirs or is_only_mine)
    return Part(name, label, mine, theirs, Side.MERGED if is_open else offered, merged)


def together(mine: str, theirs: str) -> str:
    """Return a text in which nothing of either is missing, to be edited."""
    mine, theirs = mine.strip(), theirs.strip()
    if theirs in mine:
        return mine
    return theirs if mine in theirs else f"{mine}\n\n{theirs}"


def merged(
    mine: Value, theirs: Value, chosen: Mapping[str, str], text: str | None = None
) -> dict[str, object]:
    """Return the answer that the choices make. What nobody chose stays mine; so does the order."""
    found = dict(mine)
    for part in parts(mine, theirs):
        side = chosen.get(part.name, Side.MINE)
        if part.name == REASON and side == Side.MERGED:
            found[REASON] = part.merged if text is None else text
        elif side == Side.THEIRS:
            _take(found, part)
    return found


def _take(found: dict[str, object], part: Part) -> None:
    """Put their side of the part into the answer."""
    if part.name.startswith("counts."):
        counts = dict(cast("Mapping[str, object]", found.get("counts") or {}))
        found["counts"] = counts | {part.name.removeprefix("counts."): part.theirs or ""}
    elif part.name.startswith(ROW):
        found["rows"] = _with_row(_rows(found), part)
    else:
        found[part.name] = part.theirs if part.theirs is not None else ""


def _with_row(rows: Sequence[Row], part: Part) -> list[Row]:
    named = dict(_named(rows))
    if part.theirs is None:
        named.pop(part.name, None)
    else:
        named[part.name] = cast("Row", part.theirs)
    return list(named.values())


def _flat(value: Value) -> dict[str, object]:
    """Return each part by its name; rows by what they are called, for they have no number."""
    found: dict[str, object] = {}
    for name, held in value.items():
        if name == "counts":
            counts = cast("Mapping[str, object]", held or {})
            found |= {f"counts.{severity}": each for severity, each in counts.items()}
        elif name == "rows":
            found |= dict(_named(_rows(value)))
        else:
            found[name] = held
    return found


def _rows(value: Value) -> Sequence[Row]:
    return cast("Sequence[Row]", value.get("rows") or ())


def _named(rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """Yield each row that holds something with its name; a second one of a name is told apart."""
    seen: dict[str, int] = {}
    for row in rows:
        if not any(row.values()):
            continue
        name = next((str(row[key]).strip() for key in KEYS if key in row), "")
        seen[name] = seen.get(name, 0) + 1
        yield f"{ROW}{name}{f' ({seen[name]})' if seen[name] > 1 else ''}", row


def _same(one: object, two: object) -> bool:
    return _plain(one) == _plain(two)


def _plain(value: object) -> object:
    """Return it as a form would have it: numbers and their text are the same, nothing is empty."""
    if isinstance(value, Mapping):
        return {key: said for key, each in value.items() if (said := _plain(each))}
    if isinstance(value, bool):
        return "true" if value else ""
    return "" if value is None else str(value).strip().replace("\r\n", "\n")
