"""Random checklists load as they are written, and no slip makes one load as something weaker.

Weaker means: the loader gives a document, and something that stands in the text, read naively, is not
in it, or a line that asks for something counts for nothing.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.adapters.checklist_files import Loaded, load, loads
from readiness.adapters.checklist_swallowed import KEYS
from readiness.core.applicability import asked, gates
from readiness.core.checklist_documents import read
from readiness.core.checklists import Number
from readiness.core.facts import FACTS, from_plain
from readiness.core.grades import Graded, grade
from readiness.core.scoring import score
from tests.adapters.written import lost
from tests.factories.checklist_texts import (
    Plain,
    before_launch,
    checklist_texts,
    checklists,
    conditions,
    questions,
    text_of,
)
from tests.factories.given_answers import TODAY, answer

pytestmark = pytest.mark.once

#: Lines that ask for something, and how often they count in a document.
STRICT: dict[str, Callable[[Plain], int]] = {
    r" *blocks: true": lambda d: sum(q["blocks"] for q in d["questions"]),
    r" *waivable: false": lambda d: sum(not q["waivable"] for q in d["questions"]),
    r" *evidence: required": lambda d: sum(q["evidence"] == "required" for q in d["questions"]),
    r" *evidence_max_age_days: [0-9]+": lambda d: sum(
        q["evidence_max_age_days"] is not None for q in d["questions"]
    ),
    r" *(?:minimum|maximum): .*": lambda d: sum(
        q["answer"].get(end) is not None for q in d["questions"] for end in ("minimum", "maximum")
    ),
    r" *max_age_days: .*": lambda d: sum("max_age_days" in q["answer"] for q in d["questions"]),
    r" *pages_per_week: .*": lambda d: sum("pages_per_week" in q["answer"] for q in d["questions"]),
    r" *applies_if: .+": lambda d: sum(
        each["applies_if"] is not None for key in ("questions", "gates") for each in d[key]
    ),
    r" *team: .*": lambda d: len(d["gates"]),
    r" *people: [2-5]": lambda d: sum(gate["people"] > 1 for gate in d["gates"]),
    r" *(?:pass_mark|area_minimum): [0-9]+": lambda d: sum(
        d["policy"][mark] is not None for mark in ("pass_mark", "area_minimum")
    ),
}
VALUES = ["true", "no", "null", "''", "0", "-1", "999999", "[]", "{}", "'a", '"', "|", ">-", "&a"]
VALUES += ["*a", "!!str x", "# x", "1e9", ".5", "0x10", "2026-01-01", "- x", "a: b", "[a", "{a"]
TYPED = st.sampled_from([*"[]{}:,-&*!|>'\"%@` \n\tab1.?#()=<\u00e9", "- ", ": ", "\n  "])


def not_weaker(text: str) -> None:
    found = loads(text, "x.yaml", ())
    assert (found.document is None) == bool(found.faults)
    if found.document is not None:
        assert list(lost(text, found.document)) == []
        for line, counted in STRICT.items():
            times = len(re.findall(rf"^(?:- )?{line}$", text, re.MULTILINE))
            assert counted(found.document) >= times, line


@given(checklist_texts())
def test_a_valid_checklist_loads_as_it_is_written(text: str) -> None:
    assert loads(text, "x.yaml").faults == ()
    not_weaker(text)


@given(
    checklists(),
    st.fixed_dictionaries({name: st.sampled_from([None, True, False, 1, 2, 3]) for name in FACTS}),
    st.randoms(use_true_random=False),
    st.floats(0, 1),
)
def test_a_valid_checklist_can_be_scored(
    plain: Plain, known: dict[str, object], draw: Random, good: float
) -> None:
    document = loads(text_of(plain), "x.yaml").document
    assert document is not None
    checklist, facts = read(document), from_plain(known)
    graded = [
        Graded(each.question, grade(each.question, given, draw.randint(0, 2), TODAY))
        for each in asked(checklist, facts, {})
        for given in [answer(each.question.answer, draw, good=draw.random() < good)]
    ]
    assert all(Fraction(0) <= each.grade.credit <= 1 for each in graded)
    assert score(graded).total is None or 0 <= (score(graded).total or 0) <= 1000
    assert len(gates(checklist, facts, {})) <= len(checklist.gates)


@given(checklist_texts(), st.data())
def test_no_changed_line_makes_it_weaker(text: str, data: st.DataObject) -> None:
    lines = text.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    key = lines[at].partition(":")[0]
    changed = data.draw(
        st.sampled_from(
            [
                [],
                [lines[at]] * 2,
                [f"  {lines[at]}"],
                [lines[at].removeprefix("  ")],
                [f"# {lines[at]}"],
                [f"{key}:"],
                *([f"{key}: {value}"] for value in VALUES),
                ["---", lines[at]],
                ["...", lines[at]],
            ]
        )
    )
    not_weaker("\n".join([*lines[:at], *changed, *lines[at + 1 :]]) + "\n")


#: Texts whose end is easily lost stand before what must not be.
TRAPS = """\
id: small
version: 1
kind: launch
title: Small
areas:
  - id: deploy
    title: Deployment
questions:
  - id: deploy.rollback
    question: How long does going back take?
    why: 'The users'' time is dear'
    help: |
      Go back in staging.
      Stop the time.
    answer:
      type: number
      unit: minutes
      maximum: 15
    proof: the log's end, 'as seen'
    blocks: true
    evidence: required
    origin: >-
      incident 7

    evidence_max_age_days: 90
  - id: deploy.off
    question: Can it be switched off?
    waivable: false
    measure: "the switches"
    applies_if: >-
      answers['deploy.rollback'] > 15
gates:
  - id: sre
    title: SRE
    areas: [deploy]
    team: sre
  - id: launch
    title: Launch's
    areas:
      - deploy
    team: launch
    people: 2
    after:
      - sre
policy:
  pass_mark: 80
"""


def test_no_single_slip_in_a_text_full_of_traps_makes_it_weaker() -> None:
    assert loads(TRAPS, "x.yaml").faults == ()
    lines = TRAPS.splitlines(keepends=True)
    for at, line in enumerate(lines):
        before, after = "".join(lines[:at]), "".join(lines[at + 1 :])
        for changed in ("", f"  {line}", line.removeprefix("  "), f"#{line}"):
            not_weaker(before + changed + after)
    for at in range(len(TRAPS)):
        for typed in "'\"|[#\n":
            not_weaker(TRAPS[:at] + typed + TRAPS[at:])
        not_weaker(TRAPS[:at] + TRAPS[at + 1 :])


@given(checklist_texts(), st.data())
def test_no_swapped_lines_crash_the_loader_or_lose_what_is_written(
    text: str, data: st.DataObject
) -> None:
    lines = text.splitlines()
    places = st.integers(0, len(lines) - 1)
    for _ in range(data.draw(st.integers(1, 3))):
        one, other = data.draw(places), data.draw(places)
        lines[one], lines[other] = lines[other], lines[one]
    swapped = "\n".join(lines)
    found = loads(swapped, "x.yaml")
    if found.document is not None:
        assert list(lost(swapped, found.document)) == []


@given(checklist_texts(), st.data())
def test_no_slip_of_the_pen_makes_it_weaker(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    cut, typed = data.draw(st.integers(0, 3)), data.draw(st.one_of(TYPED, st.just("")))
    not_weaker(text[:at] + typed + text[at + cut :])


@given(checklist_texts(), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255))))
def test_no_changed_byte_crashes_the_loader(text: str, bytes_: list[tuple[float, int]]) -> None:
    raw = bytearray(text.encode())
    for share, byte in bytes_:
        raw[int(share * len(raw))] = byte
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_bytes(raw)
        found = load(path)
    assert (found.document is None) == bool(found.faults)


def keys(text: str) -> list[re.Match[str]]:
    """Return every key of the format in the text, but for those within texts."""
    found = re.finditer(r"^ *(?:- )?(?P<key>[a-z_]+):(?: |$)", text, re.MULTILINE)
    return [key for key in found if key["key"] in KEYS]


@given(checklist_texts(), st.data())
def test_a_misspelt_key_never_loads(text: str, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(keys(text)))
    at = data.draw(st.integers(key.start("key"), key.end("key") - 1))
    letter = data.draw(st.sampled_from("aeioubcdxyz_"))
    typed = data.draw(st.sampled_from([letter, "", letter + text[at]]))
    misspelt = text[:at] + typed + text[at + 1 :]
    word = re.match(r"[a-z_]*", misspelt[key.start("key") :])
    if word and word.group() not in KEYS:
        assert loads(misspelt, "x.yaml").document is None


@given(checklists(), st.data())
def test_a_needed_key_that_is_dropped_never_loads(plain: Plain, data: st.DataObject) -> None:
    holder, needed = data.draw(
        st.sampled_from(
            [
                (plain, ("id", "version", "kind", "title", "areas", "questions", "gates")),
                *((area, ("id", "title")) for area in plain["areas"]),
                *((question, ("id", "question")) for question in plain["questions"]),
                *((gate, ("id", "title", "areas", "team")) for gate in plain["gates"]),
            ]
        )
    )
    del holder[data.draw(st.sampled_from(needed))]
    assert loads(text_of(plain), "x.yaml").document is None


@given(checklists())
def test_decimals_stay_as_they_are(plain: Plain) -> None:
    document = loads(text_of(plain), "x.yaml").document
    assert document is not None
    for written, question in zip(plain["questions"], read(document).questions, strict=True):
        if "maximum" in written.get("answer", {}):
            assert isinstance(question.answer, Number)
            assert question.answer.maximum == Decimal(written["answer"]["maximum"])


def flattened(plain: Plain, module: Plain, condition: str) -> Plain:
    """Return the checklist as somebody would write it who has no modules."""
    both = [
        {**each, "applies_if": f"({condition}) && ({each['applies_if']})"}
        if "applies_if" in each
        else {**each, "applies_if": condition}
        for each in module["questions"]
    ]
    return {
        **plain,
        "areas": [*plain["areas"], *module["areas"]],
        "questions": [*plain["questions"], *both],
    }


@given(st.data())
def test_a_module_is_as_if_its_questions_stood_in_the_checklist(data: st.DataObject) -> None:
    plain = data.draw(checklists())
    brought = data.draw(questions(["brought"]))
    module = {"id": "m", "version": 1, "kind": "module", "title": "M"}
    module |= {"areas": [{"id": "brought", "title": "Brought"}], "questions": brought}
    condition = data.draw(conditions(before_launch(plain["questions"])))
    using = {**plain, "modules": [{"use": "m", "applies_if": condition}]}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "m.yaml").write_text(text_of(module), "utf-8")
        found: Loaded = loads(text_of(using), "x.yaml", [Path(folder)])
    assert found.faults == ()
    assert found.document == loads(text_of(flattened(plain, module, condition)), "x").document
