"""A person is named in a text by a spelling that is nobody else's, or the writer is told."""

import time

import pytest

from readiness.core.handles import (
    LONGEST,
    MOST,
    Named,
    handle,
    resolve,
    spelling_of,
    spellings,
    suggestions,
)

ANNA, OTHER = Named(1, "Anna Berg"), Named(2, "Anna Berg")
ZOE, LI, DAN = Named(3, "Zoë Núñez"), Named(4, "李雷"), Named(5, "Dan O'Neil")
PEOPLE = (ANNA, OTHER, ZOE, LI, DAN)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Anna Berg", "anna.berg"), ("Dan O'Neil", "dan.o.neil"), ("李雷", "李雷"), ("!?", "person")],
)
def test_a_handle_is_the_name_in_small_letters(name: str, expected: str) -> None:
    assert handle(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@dan, and (@zoë.núñez).", ("dan", "zoë.núñez")),
        ("@dan @dan", ("dan",)),
        ("Ask @anna.berg-2's team", ("anna.berg-2",)),
        ("mail to dan@example.com", ()),
        ("https://medium.com/@dan", ()),
        ("\\@dan and `@dan` and ``a`` @zoe", ("zoe",)),
        ("```\n@dan\n```\n@zoe", ("zoe",)),
        ("~~~\n@dan", ()),
        ("@ dan, @-dan, @.dan", ()),
    ],
)
def test_what_names_somebody(text: str, expected: tuple[str, ...]) -> None:
    assert spellings(text) == expected


@pytest.mark.parametrize(
    ("spelling", "person"),
    [("dan.o.neil", 5), ("Dan.O.Neil", 5), ("zoe.nunez", 3), ("anna.berg-2", 2), ("李雷", 4)],
)
def test_a_spelling_finds_its_person_without_case_and_accents(spelling: str, person: int) -> None:
    assert resolve([spelling], PEOPLE).people == {spelling: person}


@pytest.mark.parametrize(
    ("spelling", "told"),
    [
        ("anna.berg", "could be 2 people. Write one of them: @anna.berg-1 and @anna.berg-2."),
        ("dan", "Nobody is called @dan. There is @dan.o.neil."),
        ("media", "Nobody is called @media. If it is no name, write it in backticks: `@media`."),
        ("anna.berg-5", "Nobody is called @anna.berg-5."),
        ("x" * 2000, f"Nobody is called @{'x' * LONGEST}."),
    ],
)
def test_who_writes_is_told_whom_a_spelling_does_not_name(spelling: str, told: str) -> None:
    (fault,) = resolve([spelling], PEOPLE).faults
    assert told in fault


def test_what_a_text_named_before_stays_whom_it_named() -> None:
    found = resolve(["anna.berg", "gone"], PEOPLE, {"anna.berg": 2, "gone": 9})
    assert found.people == {"anna.berg": 2, "gone": 9}
    assert not found.faults


def test_a_comment_names_no_crowd() -> None:
    crowd = [Named(each, f"Name {each}") for each in range(MOST + 1)]
    every = [each.handle for each in crowd]
    assert resolve(every, crowd).faults == (f"A comment names at most {MOST} people.",)
    assert not resolve(every[1:], crowd).faults


def test_completion_begins_with_the_handle_and_then_with_any_word() -> None:
    found = suggestions("n", (*PEOPLE, Named(6, "Nora")), most=3)
    assert [each.name for each in found] == ["Nora", "Dan O'Neil", "Zoë Núñez"]
    assert [each.id for each in suggestions("", PEOPLE, most=2)] == [1, 2]
    assert [spelling_of(each, PEOPLE) for each in (ANNA, ZOE)] == ["anna.berg-1", "zoë.núñez"]


@pytest.mark.parametrize("text", ["`" * 4000, "@a." * 1300, "```\n" * 1000, "`a" * 2000])
def test_no_text_takes_long_to_read(text: str) -> None:
    before = time.perf_counter()
    spellings(text)
    assert time.perf_counter() - before < 1
