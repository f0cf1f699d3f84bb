"""Random answers, and pairs of which the second is no worse than the first."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from readiness.core.checklists import (
    Alerts,
    AnswerType,
    Counts,
    Coverage,
    DateAge,
    Dependencies,
    Number,
    YesNo,
)
from tests.factories.questions import TODAY, yes_no

Answer = dict[str, object]
Pair = tuple[Answer, Answer]

COUNTS = Counts((("critical", 0), ("high", 2), ("low", 10)))
ALERTS = Alerts(Decimal(2), 50)
COVERAGE = Coverage(("latency", "errors"))
NUMBER = Number("minutes", Decimal(2), Decimal(10))
DATE = DateAge(90)
KINDS: tuple[AnswerType, ...] = (YesNo(), COUNTS, ALERTS, COVERAGE, Dependencies(), NUMBER, DATE)

YES_NO_RANKS = (("no", "unknown"), ("partly",), ("yes",))
CELL_RANKS = ("missing", "not_needed", "covered")


def given_answers(kind: AnswerType) -> st.SearchStrategy[Answer]:
    return pairs(kind).map(lambda pair: pair[0])


def pairs(kind: AnswerType) -> st.SearchStrategy[Pair]:
    """Return complete answers, worse and better as docs/scoring.md defines "better"."""
    match kind:
        case YesNo():
            return _yes_no()
        case Counts():
            return _counts(kind)
        case Alerts():
            return st.lists(_alert(), min_size=1, max_size=4).map(_rows)
        case Coverage():
            return st.lists(_component(kind), min_size=1, max_size=3).map(_rows)
        case Dependencies():
            return st.lists(_dependency(), min_size=1, max_size=4).map(_rows)
        case Number():
            return _number(kind)
        case DateAge():
            return _date()


def _given(**payload: object) -> Answer:
    return {"choice": "given", "reason": "", **payload}


def _rows(rows: list[tuple[Answer, Answer]]) -> Pair:
    worse, better = ([row[side] for row in rows] for side in (0, 1))
    for row in (*worse, *better):
        named = row.keys() & {"name", "component"}
        row.update({field: f"part {id(row)}" for field in named})
    return _given(rows=worse), _given(rows=better)


@st.composite
def _yes_no(draw: st.DrawFn) -> Pair:
    ranks = sorted(draw(st.tuples(st.integers(0, 2), st.integers(0, 2))))
    worse, better = (draw(st.sampled_from(YES_NO_RANKS[rank])) for rank in ranks)
    return yes_no(worse), yes_no(better)


@st.composite
def _counts(draw: st.DrawFn, kind: Counts) -> Pair:
    both = {name: sorted(draw(st.tuples(*[st.integers(0, 20)] * 2))) for name, _ in kind.limits}
    worse, better = ({name: pair[side] for name, pair in both.items()} for side in (1, 0))
    return _given(counts=worse), _given(counts=better)


@st.composite
def _alert(draw: st.DrawFn) -> Pair:
    """Return an alert that was noise and pages less or needs action, or that stays as it was."""
    fewer, more = sorted(draw(st.tuples(*[st.integers(0, 60)] * 2)))
    row: Answer = {"alert": "errors", "type": "cause", "actionable": draw(st.booleans())}
    worse = row | {"pages": str(Decimal(more) / 10)}
    if row["actionable"]:
        return worse, worse.copy()
    if draw(st.booleans()):
        return worse, worse | {"actionable": True}
    return worse, row | {"pages": str(Decimal(fewer) / 10)}


@st.composite
def _component(draw: st.DrawFn, kind: Coverage) -> Pair:
    both = {signal: sorted(draw(st.tuples(*[st.integers(0, 2)] * 2))) for signal in kind.signals}
    worse, better = (
        {
            signal: {"state": CELL_RANKS[pair[side]], "by": "a graph"}
            for signal, pair in both.items()
        }
        for side in (0, 1)
    )
    return {"component": "", "cells": worse}, {"component": "", "cells": better}


@st.composite
def _dependency(draw: st.DrawFn) -> Pair:
    worse: Answer = {"name": "", "kind": draw(st.sampled_from(["hard", "soft"]))}
    worse |= {when: draw(st.sampled_from(["", "it waits"])) for when in ("slow", "down", "wrong")}
    worse["tested"] = draw(st.booleans())
    best = {"kind": "soft", "slow": "a", "down": "b", "wrong": "c", "tested": True}
    mended = draw(st.lists(st.sampled_from(sorted(best))))
    return worse, worse | {field: best[field] for field in mended}


@st.composite
def _number(draw: st.DrawFn, kind: Number) -> Pair:
    middle = (Decimal(str(kind.minimum)) + Decimal(str(kind.maximum))) / 2
    nearer, farther = sorted(draw(st.tuples(*[st.integers(0, 120)] * 2)))
    sign = draw(st.sampled_from([-1, 1])) if farther <= middle * 20 else 1
    worse, better = (str(middle + sign * Decimal(step) / 20) for step in (farther, nearer))
    return _given(number=worse), _given(number=better)


@st.composite
def _date(draw: st.DrawFn) -> Pair:
    later, earlier = sorted(draw(st.tuples(*[st.integers(0, 200)] * 2)))
    worse, better = (str(TODAY - timedelta(days=days)) for days in (earlier, later))
    return _given(date=worse), _given(date=better)
