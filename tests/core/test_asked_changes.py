"""What of a request for changes was answered follows from what was read then and is sent now."""

from readiness.core.asked_changes import AskedQuestion, AskedState, answered_of, asked_questions

CURRENT = {"a.one": "a.one", "a.two": "a.two", "a.old": "a.three", "a.three": "a.three"}


def content(**answers: object) -> dict[str, object]:
    return {
        "questions": [
            {"id": f"a.{name}", "definition": "d", "answer": answer, "evidence": []}
            for name, answer in answers.items()
        ]
    }


def test_a_question_is_answered_by_another_answer_that_was_sent() -> None:
    found = asked_questions(
        ["a.one", "a.two"],
        before=content(one="yes", two="yes"),
        sent=content(one="no", two="yes"),
        unsent=["a.two"],
        current=CURRENT,
    )
    assert found == (
        AskedQuestion("a.one", AskedState.ANSWERED),
        AskedQuestion("a.two", AskedState.UNSENT),
    )
    assert answered_of(found) == "answered: 1 of 2 that you asked about"


def test_a_question_that_is_not_asked_any_more_needs_no_answer() -> None:
    (found,) = asked_questions(
        ["a.one"], before=content(one="yes"), sent=content(), unsent=(), current=CURRENT
    )
    assert found.is_answered


def test_a_new_id_is_no_answer() -> None:
    (found,) = asked_questions(
        ["a.old"], before=content(old="yes"), sent=content(three="yes"), unsent=(), current=CURRENT
    )
    assert found == AskedQuestion("a.three", AskedState.OPEN)
