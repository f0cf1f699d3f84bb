"""What is monitored of each component."""

from __future__ import annotations

from fractions import Fraction

import pytest

from readiness.core.answers import BadAnswer, missing, parse
from readiness.core.checklists import Coverage
from readiness.core.grades import Why
from tests.factories.questions import credit, graded, question

pytestmark = pytest.mark.once

KIND = Coverage(("latency", "errors"))
STATES = {"c": "covered", "m": "missing", "n": "not_needed", "": ""}


def matrix(*rows: str, by: str = "dashboard") -> dict[str, object]:
    """Return a matrix from one letter a cell: covered, missing, not needed."""
    named = [_row(f"part {at}", row, by) for at, row in enumerate(rows, 1)]
    return {"choice": "given", "rows": named}


def _row(component: str, letters: str, by: str) -> dict[str, object]:
    cells = {
        signal: {"state": STATES[letter], "by": by}
        for signal, letter in zip(KIND.signals, letters, strict=True)
    }
    return {"component": component, "cells": cells}


@pytest.mark.parametrize(
    ("answer", "earned"),
    [
        (matrix("cc"), Fraction(1)),
        (matrix("cn"), Fraction(1)),
        (matrix("cc", "cm"), Fraction(3, 4)),
        (matrix("cm", "nm"), Fraction(1, 3)),
        (matrix("mm"), Fraction(0)),
        (matrix("nn", "nn"), Fraction(0)),
    ],
)
def test_credit_is_the_share_of_needed_cells_that_are_covered(
    answer: dict[str, object], earned: Fraction
) -> None:
    assert credit(KIND, answer) == earned


def test_the_sentence_names_the_gaps() -> None:
    result = graded(question(answer=KIND), matrix("cm", "mm")).grade
    assert result.why is Why.NOT_COVERED
    assert result.sentence == (
        "1 of 4 signals are covered. Missing: part 1, errors; part 2, latency; part 2, errors."
    )


def test_a_long_list_of_gaps_is_cut() -> None:
    sentence = graded(question(answer=KIND), matrix("mm", "mm", "mm")).grade.sentence
    assert sentence.endswith("part 3, latency; ….")


def test_a_matrix_of_which_nothing_is_needed_is_unmet() -> None:
    result = graded(question(answer=KIND), matrix("nn")).grade
    assert result.why is Why.NOT_COVERED
    assert result.sentence == "No signal of any component is said to be needed."


def test_a_matrix_names_at_least_one_component() -> None:
    told = ("Name at least one component.",)
    assert missing(KIND, parse(KIND, {"choice": "given"})) == told
    empty = {"component": "", "cells": {"latency": {"state": "", "by": ""}}}
    assert missing(KIND, parse(KIND, {"choice": "given", "rows": [empty, {}]})) == told


def test_every_cell_says_what_holds() -> None:
    raw = {"choice": "given", "rows": [{"component": "web"}, {"cells": {"errors": {"by": "logs"}}}]}
    assert missing(KIND, parse(KIND, raw)) == (
        "Component 2: give it a name.",
        "web, latency: choose what holds.",
        "web, errors: choose what holds.",
        "Component 2, latency: choose what holds.",
        "Component 2, errors: choose what holds.",
    )


def test_a_cell_says_what_covers_it_or_why_it_is_not_needed() -> None:
    assert missing(KIND, parse(KIND, matrix("cn", "mm", by=""))) == (
        "part 1, latency: say what covers it.",
        "part 1, errors: say why it is not needed.",
    )


def test_a_component_is_listed_once() -> None:
    rows = [_row("Web", "cc", "graph"), _row("web", "cc", "graph")]
    told = ("“web” is listed twice.",)
    assert missing(KIND, parse(KIND, {"choice": "given", "rows": rows})) == told


def test_every_signal_is_kept_in_its_order() -> None:
    rows = [{"component": "web", "cells": {"errors": {"state": "missing"}}}]
    assert parse(KIND, {"choice": "given", "rows": rows})["rows"] == [
        {
            "component": "web",
            "cells": {
                "latency": {"state": "", "by": ""},
                "errors": {"state": "missing", "by": ""},
            },
        }
    ]


def test_what_is_not_asked_is_refused_with_its_place() -> None:
    cells = {"latency": {"state": "green", "colour": "red"}, "smell": {}}
    with pytest.raises(BadAnswer) as refused:
        parse(KIND, {"choice": "given", "rows": [{"cells": cells, "size": 1}]})
    assert [field for field, _ in refused.value.faults] == [
        "rows.0.cells.latency.state",
        "rows.0.cells.latency.colour",
        "rows.0.cells.smell",
        "rows.0.size",
    ]
