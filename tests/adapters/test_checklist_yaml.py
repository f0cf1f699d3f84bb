"""A stored checklist leaves as YAML that loads as the same content, however its texts look."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from readiness.adapters.canonical import digest
from readiness.adapters.checklist_files import load, loads
from readiness.adapters.checklist_folders import SHIPPED
from readiness.adapters.checklist_swallowed import KEYS
from readiness.adapters.checklist_yaml import as_yaml
from readiness.adapters.yaml_writer import scalar
from readiness.core.checklist_documents import with_defaults
from tests.adapters.broken_checklists import GOOD
from tests.factories.checklist_texts import checklist_texts
from tests.factories.checklists import launch_document

pytestmark = pytest.mark.once

#: Words that YAML or the loader could take for something else than text.
_ODD = st.one_of(
    st.sampled_from(sorted(KEYS)).flatmap(
        lambda key: st.sampled_from([key, f"{key}: ", f"{key}:"])
    ),
    st.sampled_from(["yes", "No", "null", "~", "1", "2.5", "a", "\u00e9", "\U0001f600", " ", "- "]),
    st.sampled_from(["\n", "\n\n", "\n  ", "\t", "\x00", "\u2028", "\u00a0", "\ufeff", ": ", "#"]),
    st.sampled_from(["'", '"', "|", ">-", "\\", "? ", "&a", "*a", "!!str", "%", "@", "`", "-"]),
)
TEXTS = st.lists(_ODD, min_size=1, max_size=60).map("".join)


def again(document: dict[str, Any]) -> dict[str, Any]:
    found = loads(as_yaml(document), "again.yaml", ())
    assert found.faults == (), as_yaml(document)
    assert found.document is not None
    return found.document


@given(checklist_texts())
def test_a_random_checklist_survives_unchanged(text: str) -> None:
    document = loads(text, "x.yaml", ()).document
    assert document is not None
    assert again(document) == document
    assert digest(again(document)) == digest(document)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_everything_shipped_survives_unchanged(path: Any) -> None:
    document = load(path).document
    assert document is not None
    assert again(document) == document
    assert as_yaml(again(document)) == as_yaml(document)


@given(TEXTS)
@example("First.\nblocks: true")
@example("a word " * 30 + "weight: 5 " + "and so on " * 20)
def test_every_text_reads_back_as_itself_and_is_not_taken_for_a_key(text: str) -> None:
    text = text.strip()
    if not text:
        return
    document: dict[str, Any] = launch_document()
    document["areas"][0]["intro"] = text
    assert again(document)["areas"][0]["intro"] == text


@pytest.mark.parametrize(
    "text", ["yes", "NULL", "12", "2.5", "", "a: b", "a #b", "- a", "a:", "'a"]
)
def test_what_yaml_takes_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text, 2, 0).startswith('"')
    assert yaml.safe_load(scalar(text, 2, 0)) == text


def test_what_goes_without_saying_is_left_out_and_the_rest_reads_like_a_file() -> None:
    document = loads(GOOD, "x.yaml").document
    assert document is not None
    written = as_yaml(document)
    for default in ("weight: 2", "retired", "waivable", "was:", "null", '""', "modules"):
        assert default not in written
    assert [line for line in written.splitlines() if len(line) > 100] == []


def test_a_version_from_before_a_key_existed_is_the_same_content_too() -> None:
    later = {"was", "measure", "evidence_max_age_days"}
    old: dict[str, Any] = loads(GOOD, "x.yaml").document or {}
    old["questions"] = [
        {key: value for key, value in each.items() if key not in later} for each in old["questions"]
    ]
    del old["retired"]
    assert again(old) == with_defaults(old)


def test_small_and_precise_numbers_stay_what_they_are() -> None:
    document: dict[str, Any] = loads(GOOD, "x.yaml").document or {}
    document["questions"][0]["answer"] = {
        "type": "number",
        "unit": "%",
        "minimum": "1E-9",
        "maximum": "2.50",
    }
    assert again(document) == document
