"""What a file is called and how large it may be: nothing of a name does more than name."""

from __future__ import annotations

import re
import unicodedata

import pytest

from readiness.core.files import LONGEST_NAME, clean_name, disposition, size_in_words
from tests.factories.hostile_names import NAMES

pytestmark = pytest.mark.once

HEADER = re.compile(
    r"attachment; filename=\"[A-Za-z0-9._ -]+\"; filename\*=UTF-8''[A-Za-z0-9._~%-]+"
)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Screen shot.png", "Screen shot.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\graph.png", "graph.png"),
        ("a\r\nSet-Cookie: b.png", "a Set-Cookie_ b.png"),
        ("\u202egpj.exe", "gpj.exe"),
        ("NUL.txt", "_NUL.txt"),
        ("..", "file"),
        ("", "file"),
        ("e\u0301.txt", "é.txt"),
        ("x" * 300 + ".png", "x" * 116 + ".png"),
    ],
)
def test_a_name_is_cleaned_of_what_is_no_name(given: str, name: str) -> None:
    assert clean_name(given) == name


def test_no_hostile_name_does_more_than_name_a_file() -> None:
    for given in NAMES:
        name = clean_name(given)
        assert 0 < len(name) <= LONGEST_NAME + 1, given
        assert not re.search(r'[/\\<>:"|?*\x00-\x1f\x7f]', name), given
        assert not {unicodedata.category(each) for each in name} & {"Cc", "Cf", "Zl", "Zp"}, given
        assert name == clean_name(name), given
        assert HEADER.fullmatch(disposition(name)), given


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (999, "999 B"), (48_200, "48 kB"), (10_000_000, "10 MB"), (3_440_000, "3.4 MB")],
)
def test_a_size_is_said_in_three_figures(size: int, words: str) -> None:
    assert size_in_words(size) == words
