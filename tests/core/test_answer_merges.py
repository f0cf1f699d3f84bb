"""Of two answers each part is chosen by itself, and nothing of either is lost on the way."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.core.answer_merges import Side, merged, parts, together

Value = dict[str, Any]


def alert(name: str, pages: str = "1", *, actionable: bool = False) -> Value:
    return {"alert": name, "type": "symptom", "pages": pages, "actionable": actionable}


def rows(*found: Value) -> Value:
    return {"choice": "given", "reason": "", "rows": list(found), "none": False}


@pytest.mark.parametrize(
    ("mine", "theirs", "before", "offered"),
    [
        ({"choice": "yes"}, {"choice": "no"}, None, {"choice": Side.MINE}),
        ({"choice": "yes"}, {"choice": "no"}, {"choice": "yes"}, {"choice": Side.THEIRS}),
        ({"choice": "yes"}, {"choice": "no"}, {"choice": "no"}, {"choice": Side.MINE}),
        ({"reason": "A"}, {"reason": "B"}, {"reason": ""}, {"reason": Side.MERGED}),
        ({"reason": "A"}, {"reason": "B"}, {"reason": "A"}, {"reason": Side.THEIRS}),
        ({"reason": "A\r\nB"}, {"reason": "A\nB "}, None, {}),
        ({"number": "5"}, {"number": 5}, None, {}),
        ({"counts": {"high": "1"}}, {"counts": {"high": 2}}, None, {"counts.high": Side.MINE}),
        (rows(alert("A")), rows(alert("A"), alert("B")), rows(alert("A")), {"row.B": Side.THEIRS}),
        (rows(alert("A")), rows(), rows(alert("A")), {"row.A": Side.THEIRS}),
        (rows(alert("A")), rows(), rows(), {"row.A": Side.MINE}),
        (rows(alert("A"), {}), rows(alert("A", actionable=True)), None, {"row.A": Side.MINE}),
        (rows(alert("A"), alert("A", "2")), rows(alert("A")), None, {"row.A (2)": Side.MINE}),
    ],
)
def test_what_differs_and_which_side_is_offered(
    mine: Value, theirs: Value, before: Value | None, offered: dict[str, Side]
) -> None:
    found = parts(mine, theirs, before)
    assert {part.name: part.offered for part in found} == offered


@pytest.mark.parametrize(
    ("mine", "theirs", "text"),
    [
        ("A", "B", "A\n\nB"),
        ("A and B", "B", "A and B"),
        ("B", "A and B", "A and B"),
        ("", "B", "B"),
    ],
)
def test_the_merged_text_has_all_of_both(mine: str, theirs: str, text: str) -> None:
    assert together(mine, theirs) == text


def test_each_part_is_taken_from_the_side_that_was_chosen() -> None:
    mine = {**rows(alert("A"), alert("B")), "reason": "Mine", "counts": {"high": "1", "low": "9"}}
    theirs = {**rows(alert("B", "7"), alert("C")), "reason": "Theirs", "counts": {"high": "2"}}
    chosen = {"row.A": "theirs", "row.B": "theirs", "row.C": "theirs", "counts.high": "theirs"}
    found = merged(mine, theirs, {**chosen, "reason": "merged"}, "Ours")
    assert found["rows"] == [alert("B", "7"), alert("C")]
    assert found["reason"] == "Ours"
    assert found["counts"] == {"high": "2", "low": "9"}
    assert merged(mine, theirs, {"reason": "merged"})["reason"] == "Mine\n\nTheirs"


VALUES = st.builds(
    lambda choice, reason, names: {
        **rows(*(alert(name, pages) for name, pages in names)),
        "choice": choice,
        "reason": reason,
    },
    st.sampled_from(["given", "unknown"]),
    st.text("ab", max_size=3),
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("12")),
        max_size=3,
        unique_by=lambda p: p[0],
    ),
)


@given(VALUES, VALUES)
def test_all_of_theirs_is_theirs_and_nothing_chosen_is_mine(mine: Value, theirs: Value) -> None:
    assert merged(mine, theirs, {}) == mine
    taken = merged(mine, theirs, {part.name: "theirs" for part in parts(mine, theirs)})
    assert parts(taken, theirs) == ()
