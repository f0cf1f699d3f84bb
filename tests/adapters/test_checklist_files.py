"""A checklist file is either read whole, or refused with every fault at its place."""

from __future__ import annotations

import json
import re
import time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from readiness.adapters import checklist_model, checklist_question_model
from readiness.adapters.checklist_answer_model import MODELS
from readiness.adapters.checklist_files import LARGEST, MOST_FAULTS, Loaded, load, loads
from readiness.core.checklist_documents import read
from readiness.core.checklists import AskedFrom, EvidenceNeed, Kind, Number
from readiness.core.facts import FACTS
from tests.adapters.broken_checklists import BROKEN, GOOD, written_out

pytestmark = pytest.mark.once

GUIDE = Path(__file__).parents[2] / "docs" / "checklists.md"


def faults(text: str) -> list[str]:
    """Return each fault without the file's name."""
    found = loads(text, "x.yaml")
    assert (found.document is None) == bool(found.faults)
    return [str(fault).removeprefix("x.yaml:") for fault in found.faults]


@pytest.mark.parametrize(("right", "wrong", "expected"), BROKEN)
def test_a_fault_is_named_at_its_place(right: str, wrong: str, expected: list[str]) -> None:
    assert GOOD.count(right) >= 1
    assert faults(GOOD.replace(right, wrong, 1)) == [written_out(line) for line in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: The file is empty."),
        ("just text", "1:1: A checklist must hold keys with values."),
        ("- a\n- b", "1:1: A checklist must hold keys with values."),
    ],
)
def test_a_file_that_is_no_checklist_says_so(text: str, expected: str) -> None:
    assert faults(text) == [expected]


def test_every_fault_of_the_file_is_named_at_once() -> None:
    text = (
        GOOD.replace("weight", "wieght").replace("tier <= 2", "teir <= 2").replace("[sre]", "[x]")
    )
    assert [fault.split(":")[0] for fault in faults(text)] == ["10", "11", "17"]


def test_the_good_file_is_good() -> None:
    assert faults(GOOD) == []


def test_the_document_is_plain_json_with_every_default_written_out() -> None:
    document = loads(GOOD, "x.yaml").document
    assert document is not None
    assert json.loads(json.dumps(document)) == document
    checklist = read(document)
    assert checklist.questions[0].evidence is EvidenceNeed.WELCOME
    assert checklist.questions[0].applies_if is not None
    assert checklist.questions[1].answer == Number("minutes", None, maximum=Decimal(15))
    assert checklist.policy.longest_waiver_days == 90


def test_severities_keep_their_order_in_canonical_json() -> None:
    answer = "{type: counts, limits: {worst: 0, bad: 1, annoying: 2}}"
    document = loads(
        GOOD.replace("{type: number, unit: minutes, maximum: 15}", answer), "x"
    ).document
    assert document is not None
    stored = json.loads(json.dumps(document, sort_keys=True))
    assert read(stored).questions[1].answer == read(document).questions[1].answer
    assert "worst" in str(read(stored).questions[1].answer).split("bad")[0]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert loads("\ufeff" + GOOD.replace("\n", "\r\n"), "x") == loads(GOOD, "x")


def test_the_example_of_the_guide_loads() -> None:
    example, *_ = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert faults(example) == []


def test_the_guide_names_every_key_and_every_fact() -> None:
    guide = GUIDE.read_text("utf-8")
    keys = {
        field.alias or name
        for model in (
            checklist_model.Checklist,
            checklist_model.Gate,
            checklist_model.Use,
            checklist_question_model.Question,
        )
        for name, field in model.model_fields.items()
    }
    assert {name for name in keys | set(FACTS) if f"`{name}`" not in guide} == set()


def test_the_guide_says_each_fact_as_it_is_asked() -> None:
    guide = GUIDE.read_text("utf-8")
    assert {
        name for name, fact in FACTS.items() if f"{fact.label}: {fact.help} |" not in guide
    } == set()


def test_the_guide_shows_every_type_of_answer_as_it_loads() -> None:
    shown = re.findall(r"^(answer: \{.*\})$", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert {line.split()[2].strip(",}") for line in shown} == {*MODELS} - {"yes_no"}
    assert faults(asking(*shown)) == []


@pytest.mark.parametrize(
    ("field", "known"),
    [
        (checklist_model.Checklist.model_fields["kind"], Kind),
        (checklist_question_model.Question.model_fields["evidence"], EvidenceNeed),
        (checklist_question_model.Question.model_fields["from_"], AskedFrom),
    ],
)
def test_the_format_and_the_core_know_the_same_words(
    field: FieldInfo, known: type[StrEnum]
) -> None:
    assert set(get_args(field.annotation)) == {str(word) for word in known}


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    [fault] = load(tmp_path / "none.yaml").faults
    assert fault.sentence == "The file cannot be read: No such file or directory."


def test_a_file_that_is_not_text_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"id: x\ntitle: \xff\n")
    [fault] = load(path).faults
    assert str(fault) == f"{path}:2:1: The file is not UTF-8 text."


def test_a_good_file_is_read_from_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(GOOD, "utf-8")
    assert load(path) == loads(GOOD, str(path))


def asking(*lines: str) -> str:
    """Return the good text with a question more for each line, which stands in it."""
    asked = (
        f"  - id: deploy.x{number}\n    question: Is it?\n    {line}\n"
        for number, line in enumerate(lines)
    )
    return GOOD.replace("gates:\n", f"{''.join(asked)}gates:\n")


@pytest.mark.parametrize(
    "text",
    [
        GOOD + "# " + "x" * LARGEST,
        "[" * 900_000,
        "a: [" + "{}, " * 200_000 + "]",
        GOOD.replace("gates:", "old: [" + "1," * 40_000 + "]\ngates:"),
        GOOD.replace("service.tier <= 2", "(" * 100_000),
        GOOD.replace("service.tier <= 2", "!" * 900 + "service.public"),
        "".join(f"k{number}: 1\n" for number in range(20_000)),
        asking(f"was: [{','.join(f'a.y{number}' for number in range(45_000))}]"),
        GOOD.replace("areas: [deploy]", f"areas: [{','.join(f'b{n}' for n in range(40_000))}]"),
        asking(
            *(
                'applies_if: "' + "&&".join(f"answers['a.z{n}{at}']=='y'" for at in range(36)) + '"'
                for n in range(270)
            )
        ),
    ],
)
def test_monsters_are_refused_quickly(text: str) -> None:
    start = time.perf_counter()
    assert 0 < len(faults(text)) <= MOST_FAULTS + 1
    assert time.perf_counter() - start < 3


def test_conditions_that_never_hold_are_not_tried_for_long(tmp_path: Path) -> None:
    flags = ["public", "stores_data", "calls_others", "revenue", "crowd", "shares_data", "ai"]
    cases = " && ".join(f"(service.{flag} || !service.{flag})" for flag in flags)
    never = [f"applies_if: {cases} && service.tier == 1 && service.tier == {n}" for n in (2, 3)]
    text = asking(*never * 140)
    start = time.perf_counter()
    found = loads(text, "x.yaml")
    assert found.faults == ()
    assert len(found.warnings) > 0
    assert time.perf_counter() - start < 5
    path = tmp_path / "x.yaml"
    path.write_text(text)
    assert load(path, warn=False) == Loaded(found.document, ())


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"#" * (10 * LARGEST))
    [fault] = load(path).faults
    assert fault.sentence == "The file is larger than 1,000,000 bytes."


@given(st.text(max_size=200))
def test_no_text_crashes_the_loader(text: str) -> None:
    assert faults(text)


@given(
    st.integers(0, len(GOOD)),
    st.integers(0, 12),
    st.text("[]{}:,-&*!|>'\"%@` \n\tab1.?#()=<\u00e9", max_size=6),
)
def test_no_slip_of_the_pen_crashes_the_loader(at: int, cut: int, typed: str) -> None:
    faults(GOOD[:at] + typed + GOOD[at + cut :])


@given(st.text("service.tier answers['deploy.canary'] &&||!=<>()[]{}?:+-*/1u\\\"\n", max_size=60))
def test_no_condition_crashes_the_loader(condition: str) -> None:
    faults(GOOD.replace("service.tier <= 2", json.dumps(condition)))
