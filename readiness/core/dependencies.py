"""Dependencies: what happens to the service when each of them is slow, down or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypedDict, cast

from readiness.core.fields import Fields
from readiness.core.measures import MET, Measure, Why, twice, unmet

PAYLOAD = ("rows", "none")
KINDS = ("hard", "soft")
_UNTESTED = "its failure has not been tested"


class Row(TypedDict):
    """`hard`: the service does not work without it. `tested`: somebody took it away and looked."""

    name: str
    kind: str
    slow: str
    down: str
    wrong: str
    tested: bool


def read(fields: Fields) -> dict[str, object]:
    rows = [row for row in map(_row, fields.rows("rows")) if any(row.values())]
    return {"rows": rows, "none": fields.flag("none", "“No dependencies”")}


def _row(fields: Fields) -> Row:
    row = Row(
        name=fields.name("name", "The dependency's name"),
        kind=fields.one_of("kind", "The kind", KINDS),
        slow=fields.text("slow", "What happens when it is slow"),
        down=fields.text("down", "What happens when it is down"),
        wrong=fields.text("wrong", "What happens when it is wrong"),
        tested=fields.flag("tested", "Tested"),
    )
    fields.refuse_others()
    return row


def missing(answer: Mapping[str, object]) -> tuple[str, ...]:
    """Return what is lacking. What happens may stay empty: it costs credit instead."""
    rows = cast("list[Row]", answer["rows"])
    if answer["none"]:
        return ("Take out the dependencies, or the tick at “no dependencies”.",) if rows else ()
    if not rows:
        return ("List the dependencies, or say that there are none.",)
    return (
        *(f"Dependency {at}: give it a name." for at, row in enumerate(rows, 1) if not row["name"]),
        *(
            f"Dependency {at}: choose hard or soft."
            for at, row in enumerate(rows, 1)
            if not row["kind"]
        ),
        *twice([row["name"] for row in rows]),
    )


def measure(answer: Mapping[str, object]) -> Measure:
    """Return the share of dependencies that are described and, where hard, tested."""
    rows = cast("list[Row]", answer["rows"])
    lacking = [(row["name"], lack) for row in rows if (lack := _lack(row))]
    if not lacking:
        return MET
    is_described = all(lack == _UNTESTED for _, lack in lacking)
    why = Why.NOT_TESTED if is_described else Why.NOT_DESCRIBED
    credit = Fraction(len(rows) - len(lacking), len(rows))
    return unmet(why, " ".join(f"{name}: {lack}." for name, lack in lacking), credit)


def _lack(row: Row) -> str:
    told = (("slow", row["slow"]), ("down", row["down"]), ("wrong", row["wrong"]))
    silent = [when for when, text in told if not text]
    if silent:
        return f"what happens when it is {' or '.join(silent)} is not said"
    return "" if row["tested"] or row["kind"] == "soft" else _UNTESTED
