"""Texts become words the same way wherever they are searched, and found words are marked in place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.core.search_words import (
    LONGEST_QUERY,
    MOST_WANTED,
    Piece,
    excerpt,
    fold,
    marked,
    wanted,
    words,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Restore, the backup!", ["restore", "the", "backup"]),
        ("ZÜRICH Straße", ["zurich", "strasse"]),
        ("nai\u0308ve naïve", ["naive", "naive"]),
        ("İstanbul ΣΊΣΥΦΟΣ Ørsted", ["istanbul", "σισυφοσ", "orsted"]),
        ("½ Ⅻ ﬁle", ["1", "2", "xii", "file"]),
        ("hygiene.restore_drill-2", ["hygiene", "restore", "drill", "2"]),
        ("don't", ["don", "t"]),
        ("日本語 テスト", ["日", "本", "語", "テ", "ス", "ト"]),
        ("किताब", ["किताब"]),
        ('"a" OR b* NEAR(c) \0 🙂', ["a", "or", "b", "near", "c"]),
        ("x" * 100, ["x" * 60]),
    ],
)
def test_what_the_words_of_a_text_are(text: str, found: list[str]) -> None:
    assert words(text) == found or words(text) == [fold(word) for word in found]


@given(st.text())
def test_words_hold_nothing_that_a_database_could_take_for_its_language(text: str) -> None:
    for word in words(text):
        assert word
        assert not set(word) & set("\"'*:()&|!<>\\ \0")
        assert not any(each.isspace() for each in word)


@given(st.text())
def test_words_stay_the_words_they_are(text: str) -> None:
    found = words(text)
    assert words(" ".join(found)) == found


@given(st.text(), st.text())
def test_marking_changes_no_text(text: str, sought: str) -> None:
    assert "".join(piece.text for piece in marked(text, wanted(sought))) == text


@pytest.mark.parametrize(
    ("typed", "sought", "begins"),
    [
        ("restore", ("restore",), True),
        ("restore ", ("restore",), False),
        ("the 7", ("the", "7"), False),
        ("restore the restore", ("the", "restore"), True),
        ("7", ("7",), False),
        ("日", ("日",), False),
        ("a restore", ("a", "restore"), True),
    ],
)
def test_of_the_last_word_the_beginning_is_enough(
    typed: str, sought: tuple[str, ...], begins: bool
) -> None:
    found = wanted(typed)
    assert (found.words, found.begins, found.refusal) == (sought, begins, "")


@pytest.mark.parametrize("typed", ["a", "a b", "É"])
def test_single_letters_alone_are_refused_in_a_sentence(typed: str) -> None:
    assert wanted(typed).words == ()
    assert wanted(typed).refusal.startswith("Write at least two letters")


@pytest.mark.parametrize("typed", ["!?", '"', "🙂", "\0", "*", "--"])
def test_signs_alone_are_refused_in_a_sentence(typed: str) -> None:
    assert wanted(typed).words == ()
    assert wanted(typed).refusal.startswith("There is no letter and no number")


@pytest.mark.parametrize("typed", ["", "  ", "\n"])
def test_nothing_typed_is_no_fault(typed: str) -> None:
    assert wanted(typed) == wanted("")
    assert wanted(typed).refusal == ""


def test_what_is_too_long_is_cut_and_said() -> None:
    assert len(wanted("word " * 3000).words) == 1
    assert wanted("word " * 3000).is_cut
    many = wanted(" ".join(f"w{number}" for number in range(30)))
    assert (len(many.words), many.is_cut, many.begins) == (MOST_WANTED, True, False)
    assert not wanted("x" * LONGEST_QUERY).is_cut


def test_found_words_are_marked_where_they_stand() -> None:
    pieces = marked("Ein Rückspiel <b>rückwärts</b>.", wanted("b RUCK"))
    assert [piece.text for piece in pieces if piece.is_found] == [
        "Rückspiel",
        "b",
        "rückwärts",
        "b",
    ]
    assert pieces[0] == Piece("Ein ")


def test_an_excerpt_is_around_the_first_found_word() -> None:
    text = "start " + "filler words here " * 50 + "the needle is here " + "more " * 200
    pieces = excerpt(text, wanted("needle"), 120)
    told = "".join(piece.text for piece in pieces)
    assert "needle" in told
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert len(told) < 130
    assert excerpt("short needle", wanted("needle"), 120) == marked(
        "short needle", wanted("needle")
    )
