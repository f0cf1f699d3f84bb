"""What comes from elsewhere becomes a draft that loads, whatever stands in it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.adapters.checklist_draft_files import as_file
from readiness.adapters.checklist_files import loads
from readiness.adapters.checklist_imports import drafted
from readiness.adapters.checklist_swallowed import KEYS
from readiness.adapters.import_texts import Kind, cleaned, decoded, kind_of
from readiness.core.checklist_documents import read
from readiness.core.checklists import Checklist

pytestmark = pytest.mark.once

IMPORTS = Path(__file__).parents[1] / "checklists" / "imports"
NAMES = ["spreadsheet.csv", "wiki.md", "pasted.txt"]


def written(text: str, kind: Kind) -> str:
    return as_file(drafted(text, kind), id_="draft", source="a test")


def checklist(text: str, kind: Kind) -> Checklist:
    found = loads(written(text, kind), "draft.yaml")
    assert found.faults == ()
    assert found.document is not None
    return read(found.document)


def asked(text: str, kind: Kind) -> list[tuple[str, str]]:
    made = checklist(text, kind)
    titles = {area.id: area.title for area in made.areas}
    return [(titles[question.area], question.text) for question in made.questions]


@pytest.mark.parametrize("name", NAMES)
def test_what_people_bring_becomes_the_expected_draft(name: str) -> None:
    text = decoded((IMPORTS / name).read_bytes())
    draft = drafted(text, kind_of(name, text))
    expected = (IMPORTS / name).with_suffix(".yaml").read_text("utf-8")
    assert as_file(draft, id_="imported", source=name) == expected


@pytest.mark.parametrize("name", NAMES)
def test_the_kind_is_seen_without_the_name(name: str) -> None:
    text = decoded((IMPORTS / name).read_bytes())
    assert kind_of("-", text) is kind_of(name, text)


TYPED = (
    *("\n", "\n\n", "- ", "  - ", "# ", "## ", "1. ", "| a | b |\n|---|---|\n", '"', "'", ": "),
    *("Why: ", "```\n", "{{", "---\n", "===\n", ",", ";", "\t", "\x00", "\u2028", "\r", "&a "),
    *("question;area;why\n", "! ", "%", "@", "`", "yes", "TODO:\n", "\U000e0001", "\ud800"),
    *(f"{key}: true\n" for key in sorted(KEYS)),
)
PIECES = st.one_of(st.text(max_size=30), st.sampled_from(TYPED))
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS, st.sampled_from(Kind))
def test_any_text_gives_a_draft_that_loads(text: str, kind: Kind) -> None:
    draft = drafted(cleaned(text), kind)
    if draft.questions:
        made = checklist(cleaned(text), kind)
        assert [each.text for each in made.questions] == [each.raw.text for each in draft.questions]


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(raw: bytes) -> None:
    text = decoded(raw)
    drafted(text, kind_of("-", text))


@given(TEXTS, st.sampled_from(Kind))
def test_no_word_is_lost(text: str, kind: Kind) -> None:
    draft = drafted(cleaned(f"{text}\nquail\n"), kind)
    if draft.questions:
        assert "quail" in as_file(draft, id_="draft", source="a test")


@pytest.mark.parametrize(
    "unit",
    [
        *("a" * 1000 + "\n", "- \u4e00\U000e0001?\n", "| a |", "[", "**a", "# ", "\t", '"', "a,"),
        *("- b:\n", "question;", "Why: x\n", "= ", "-|", ": ", "- a\n  - b\n"),
    ],
)
@pytest.mark.parametrize("kind", Kind)
def test_much_of_anything_is_soon_done(unit: str, kind: Kind) -> None:
    text = unit * (200_000 // len(unit.encode()))
    started = time.perf_counter()
    draft = drafted(text, kind)
    if draft.questions:
        assert loads(as_file(draft, id_="d", source="-"), "d").faults == ()
    assert time.perf_counter() - started < 10


def headed(delimiter: str) -> str:
    rows = [
        ["Category", "Question", "Blocking"],
        ["Data", "Is it safe?", "yes"],
        ["", "Is it?", ""],
    ]
    return "\n".join(delimiter.join(row) for row in rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_columns_are_told_by_their_names(delimiter: str) -> None:
    text = headed(delimiter)
    assert kind_of("-", text) is Kind.CSV
    assert asked(text, Kind.CSV) == [("Data", "Is it safe?"), ("Data", "Is it?")]
    assert [each.blocks for each in checklist(text, Kind.CSV).questions] == [True, False]


def test_a_table_without_names_is_read_by_its_longest_column() -> None:
    text = "1,Is the rollback tried?,Alice\n2,Is the backup restored?,Bob\n"
    assert [question for _, question in asked(text, Kind.CSV)] == [
        "Is the rollback tried?",
        "Is the backup restored?",
    ]
    assert "# column 3: Alice" in written(text, Kind.CSV)


def test_a_row_with_one_cell_is_a_heading() -> None:
    text = "Item,Owner\nSecurity,\nIs it safe?,Eve\nEmpty,\nData,\nIs it kept?,Eve\nLast,\n"
    assert asked(text, Kind.CSV) == [("Security", "Is it safe?"), ("Data", "Is it kept?")]
    assert "# line 4: Empty" in written(text, Kind.CSV)
    assert "# line 7: Last" in written(text, Kind.CSV)


def test_a_cell_of_many_pages_is_read_as_text() -> None:
    text = 'question,why\n"' + "word " * 40_000 + "\n"
    assert len(checklist(text, Kind.CSV).questions) > 0


@pytest.mark.parametrize("word", ["Yes", "NO", "true", "Null", "12"])
def test_a_word_that_yaml_knows_is_still_an_area(word: str) -> None:
    assert asked(f"Item,Area\nIs it?,{word}\n", Kind.CSV) == [(word, "Is it?")]


def test_code_below_a_question_is_its_help() -> None:
    (question,) = checklist("- Is it?\n  ```\n  make\n\n  test\n  ```\n", Kind.MARKDOWN).questions
    assert question.help == "make\ntest"
    assert not drafted("```\n\n", Kind.TEXT).questions


def test_texts_from_windows_are_read() -> None:
    assert decoded("Prüfung – fertig?".encode("cp1252")) == "Prüfung – fertig?"
    assert decoded("Ist es prüfbar?".encode("utf-16")) == "Ist es prüfbar?"
    assert decoded(b"\x81") == ""


@pytest.mark.parametrize(
    "above",
    [
        *("h2. Data\n", "== Data ==\n", "Data\n----\n", "DATA\n", "Data:\n", "**Data**\n"),
        *("1. Data\n", "- Data:\n  ", "# Data #\n"),
    ],
)
def test_headings_are_told_by_their_looks(above: str) -> None:
    text = f"LAUNCH\n- Is it planned?\n{above}- Is it?\n"
    assert asked(text, Kind.TEXT)[-1] == ("Data", "Is it?")
