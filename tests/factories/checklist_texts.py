"""Random valid checklists as YAML texts, one key a line, as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml
from hypothesis import strategies as st

Plain = dict[str, Any]

AREAS = ("deploy", "alerts", "law", "data-care", "x1")
TEAMS = ("sre", "security", "launch", "law-2")
FLAGS = ("public", "stores_data", "ai", "kubernetes", "eu_people")
#: Whatever people type: letters of any language, digits, signs and spaces.
_SEEN = st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"))
_TRICKY = st.sampled_from("'\"#:-[]{}&*!|>%@`,?~ aé1.\\")
_WORDS = st.text(st.one_of(_TRICKY, _SEEN), min_size=1, max_size=30)
LINES = _WORDS.filter(lambda text: text.strip() != "")
PROSE = st.one_of(LINES, st.just(""), st.just("First do this.\n\nThen do that:\n  at once."))

FACTS_SAY = st.one_of(
    st.sampled_from([f"service.{flag}" for flag in FLAGS]),
    st.sampled_from(["service.tier <= 2", "service.tier != 1", "service.tier in [2, 3]"]),
    st.sampled_from(["'cards' in service.data", '!("health" in service.data)']),
)
ANSWERS: st.SearchStrategy[Plain] = st.one_of(
    st.just({"type": "yes_no"}),
    st.just({"type": "dependencies"}),
    st.fixed_dictionaries({"type": st.just("date"), "max_age_days": st.integers(1, 3650)}),
    st.fixed_dictionaries(
        {
            "type": st.just("coverage"),
            "signals": st.lists(st.sampled_from(AREAS), min_size=1, unique=True),
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("counts"),
            "limits": st.dictionaries(
                st.sampled_from(AREAS), st.integers(0, 100_000), min_size=1, max_size=4
            ),
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("alerts"),
            "pages_per_week": st.one_of(st.integers(0, 99), st.just(2.5)),
            "actionable_percent": st.integers(0, 100),
        }
    ),
    st.fixed_dictionaries(
        {"type": st.just("number"), "unit": st.sampled_from(["minutes", "%", "#"])},
        optional={"minimum": st.one_of(st.integers(-9, 5), st.just(0.25))},
    ).flatmap(
        lambda number: st.one_of(
            st.just(number if "minimum" in number else {**number, "maximum": 15}),
            st.integers(6, 10**12).map(lambda most: {**number, "maximum": most}),
        )
    ),
)
_OPTIONAL: dict[str, st.SearchStrategy[Any]] = {
    "why": PROSE,
    "proof": PROSE,
    "help": PROSE,
    "answer": ANSWERS,
    "weight": st.integers(1, 5),
    "blocks": st.booleans(),
    "waivable": st.booleans(),
    "may_not_apply": st.booleans(),
    "evidence": st.sampled_from(["none", "welcome", "required"]),
    "minutes": st.integers(1, 60),
    "origin": PROSE,
    "measure": PROSE,
    "evidence_max_age_days": st.integers(1, 3650),
    "from": st.sampled_from(["start", "launched"]),
}
_POLICY: dict[str, st.SearchStrategy[Any]] = {
    "launch_within_days": st.integers(1, 3650),
    "review_again_days": st.integers(1, 3650),
    "longest_waiver_days": st.integers(1, 3650),
    "longest_waiver_days_tier_1": st.integers(1, 3650),
    "longest_waiver_days_tier_2": st.integers(1, 3650),
    "most_waivers": st.integers(0, 100),
    "self_managed_days": st.integers(1, 3650),
    "pass_mark": st.integers(0, 100),
    "area_minimum": st.integers(0, 100),
}


def conditions(questions: Sequence[Plain]) -> st.SearchStrategy[str]:
    """Return conditions over the facts and the answers to these questions."""
    leaf = FACTS_SAY
    if questions:
        leaf = st.one_of(FACTS_SAY, st.sampled_from(questions).flatmap(_answer_says))
    return st.recursive(leaf, _joined, max_leaves=4)


def _answer_says(question: Plain) -> st.SearchStrategy[str]:
    name, kind = f"answers['{question['id']}']", question.get("answer", {"type": "yes_no"})["type"]
    if kind == "number":
        return st.sampled_from([f"{name} > 15.5", f"{name} <= 3", f"{name} == null"])
    given = "'partly'" if kind == "yes_no" else "'given'"
    return st.sampled_from([f"{name} == {given}", f"{name} != null", f"{name} in [{given}]"])


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, st.sampled_from([" && ", " || "]), inner)
    return st.one_of(pairs.map(lambda parts: f"({''.join(parts)})"), inner.map(lambda c: f"!({c})"))


@st.composite
def questions(draw: st.DrawFn, areas: Sequence[str], most: int = 6) -> list[Plain]:
    """Return questions of the areas, of which each may hang on those before it."""
    made: list[Plain] = []
    for number in range(draw(st.integers(1, most))):
        area = draw(st.sampled_from(areas))
        question: Plain = {"id": f"{area}.q{number}", "question": draw(LINES)}
        question |= draw(st.fixed_dictionaries({}, optional=_OPTIONAL))
        if draw(st.booleans()):
            question["applies_if"] = draw(conditions(before_launch(made)))
        if draw(st.booleans()):
            question["was"] = [f"{area}.q-{number}", f"{area}.old-{number}"]
        made.append(_consistent(question))
    return made


def before_launch(asked: Sequence[Plain]) -> list[Plain]:
    """Return the questions on whose answers something can hang that is asked before the launch."""
    return [question for question in asked if question.get("from") != "launched"]


def _consistent(question: Plain) -> Plain:
    if question.get("from") == "launched":
        question.pop("blocks", None)
    if question.get("evidence") == "none":
        question.pop("evidence_max_age_days", None)
    return question


@st.composite
def checklists(draw: st.DrawFn) -> Plain:
    """Return what stands in the file of a valid checklist, without modules."""
    areas = draw(st.lists(st.sampled_from(AREAS), min_size=1, max_size=3, unique=True))
    asked = draw(questions(areas))
    made: Plain = {"id": "small", "version": draw(st.integers(1, 1_000_000))}
    made |= {"kind": draw(st.sampled_from(["launch", "handoff", "change"])), "title": draw(LINES)}
    if draw(st.booleans()):
        made["retired"] = draw(st.booleans())
    made["areas"] = [{"id": area, "title": draw(LINES), "intro": draw(PROSE)} for area in areas]
    made |= {"questions": asked, "gates": draw(_gates(areas, asked))}
    if draw(st.booleans()):
        made["policy"] = draw(st.fixed_dictionaries({}, optional=_POLICY))
    return made


@st.composite
def _gates(draw: st.DrawFn, areas: Sequence[str], asked: Sequence[Plain]) -> list[Plain]:
    made: list[Plain] = []
    for team in draw(st.lists(st.sampled_from(TEAMS), min_size=1, unique=True)):
        covers = draw(st.lists(st.sampled_from(areas), min_size=1, unique=True))
        gate: Plain = {"id": team, "title": draw(LINES), "areas": covers, "team": team}
        if draw(st.booleans()):
            gate["people"] = draw(st.integers(1, 5))
        if made:
            ids = [each["id"] for each in made]
            gate["after"] = draw(st.lists(st.sampled_from(ids), unique=True))
        if draw(st.booleans()):
            gate["applies_if"] = draw(conditions(before_launch(asked)))
        made.append(gate)
    return made


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    )


_Dumper.add_representer(str, _text)


def text_of(plain: Plain) -> str:
    """Return the YAML text: a key a line, long texts as blocks, never folded."""
    return yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)


def checklist_texts() -> st.SearchStrategy[str]:
    return checklists().map(text_of)
