"""What a vote is bound to, and how two contents differ."""

import pytest

from readiness.core.content import SCHEMA, CoveredQuestion, Document, changed, gate_content

YES: Document = {"choice": "yes", "reason": ""}
LINK: Document = {"url": "https://example.com", "description": "The runbook"}


def covered(id: str = "a.one", **changes: object) -> CoveredQuestion:
    usual: dict[str, object] = {
        "definition": "0" * 64,
        "because": "always",
        "answer": YES,
        "evidence": [LINK],
    }
    return CoveredQuestion(id=id, **{**usual, **changes})  # type: ignore[arg-type]


def content(*questions: CoveredQuestion, gate: str = "sre", tier: int | None = 2) -> Document:
    return gate_content({"id": gate}, {"tier": tier}, questions or (covered(),))


def test_content_holds_rule_facts_and_each_question_with_its_answer() -> None:
    assert content() == {
        "schema": SCHEMA,
        "gate": {"id": "sre"},
        "facts": {"tier": 2},
        "questions": [
            {
                "id": "a.one",
                "definition": "0" * 64,
                "because": "always",
                "answer": YES,
                "evidence": [LINK],
                "findings": [],
            }
        ],
    }


@pytest.mark.parametrize(
    ("now", "parts"),
    [
        (content(), ()),
        (content(gate="security"), ("gate",)),
        (content(tier=None), ("facts",)),
        (content(gate="security", tier=1), ("gate", "facts")),
        (content(covered(answer=None)), ("a.one",)),
        (content(covered(answer={"choice": "no", "reason": ""})), ("a.one",)),
        (content(covered(evidence=[])), ("a.one",)),
        (content(covered(because="condition")), ("a.one",)),
        (content(covered(definition="1" * 64)), ("a.one",)),
        (content(covered(), covered("a.two")), ("a.two",)),
        (content(covered("a.two")), ("a.two", "a.one")),
    ],
)
def test_whatever_the_reviewer_sees_is_part_of_what_is_signed(
    now: Document, parts: tuple[str, ...]
) -> None:
    assert changed(content(), now) == parts


def test_an_order_says_nothing() -> None:
    one, two = covered(), covered("a.two")
    assert content(one, two) == content(two, one)
    gates = ({"areas": ["a", "b"], "after": ["x", "y"]}, {"areas": ["b", "a"], "after": ["y", "x"]})
    first, second = (gate_content(gate, {}, ()) for gate in gates)
    assert first == second


def test_content_that_cannot_be_read_has_no_questions() -> None:
    broken = {**content(), "questions": None}
    assert changed(broken, content()) == ("a.one",)
