"""A draft fits the limits of the format, and nothing of what was found is lost."""

import pytest

from readiness.core.checklist_drafts import Draft, Found, Left, Raw, draft

pytestmark = pytest.mark.once


def drafted(*raws: Raw, title: str = "T", left: tuple[Left, ...] = ()) -> Draft:
    return draft(Found(title, raws, left))


def test_questions_stand_in_the_areas_that_they_name() -> None:
    made = drafted(Raw(1, "Is it?", "Data"), Raw(2, "Was it?"), Raw(3, "Will it?", "Data"))
    assert [(area.id, area.title) for area in made.areas] == [
        ("data", "Data"),
        ("general", "General"),
    ]
    assert [each.id for each in made.questions] == ["data.is-it", "general.was-it", "data.will-it"]


def test_a_question_that_is_asked_twice_is_told() -> None:
    first, second = drafted(Raw(1, "Is it?"), Raw(7, "is it?")).questions
    assert first.notes == ()
    assert second.notes == ("guess: asked twice, see line 1 of what was imported",)
    assert second.id == "general.is-it-2"


def test_a_long_question_is_cut_and_stands_whole_in_its_help() -> None:
    text = "word " * 100
    (question,) = drafted(Raw(1, text, help="More.")).questions
    assert len(question.raw.text) <= 300
    assert question.raw.text.endswith(" ...")
    assert question.raw.help == f"{text.strip()}\nMore."


def test_what_no_key_has_room_for_is_left() -> None:
    others = tuple(f"Cell {number}: x" for number in range(20))
    long = Raw(4, "Is it?", why="y" * 2001, others=(*others, "One: more"))
    made = drafted(long, left=(Left(2, "left"),))
    assert made.left == (Left(2, "left"), Left(4, "One: more"), Left(4, "y"))
    assert made.questions[0].notes == others
    assert drafted(Raw(1, "Is it?", others=("z" * 2002,))).left == (Left(1, "zz"),)


def test_more_than_300_questions_are_left() -> None:
    made = drafted(*(Raw(n, f"Is it {n}?", "A", why="So.") for n in range(1, 303)))
    assert len(made.questions) == 300
    assert made.left == (Left(301, "A | Is it 301? | So."), Left(302, "A | Is it 302? | So."))


def test_the_areas_that_are_too_many_become_one() -> None:
    made = drafted(*(Raw(n, "Is it?", f"Area {n}") for n in range(40)))
    assert len(made.areas) == 30
    assert made.areas[-1].title == "Further areas"
    assert "area: Area 39" in made.questions[-1].notes


def test_without_a_title_it_is_called_what_it_is() -> None:
    assert drafted(Raw(1, "Is it?"), title=" ").title == "Imported checklist"
