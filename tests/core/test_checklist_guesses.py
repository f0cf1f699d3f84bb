"""What the words of a row mean."""

import pytest

from readiness.core.checklist_guesses import guess, missing

pytestmark = pytest.mark.once

PLAIN = "Is it done?"


@pytest.mark.parametrize(
    ("weight", "priority", "expected"),
    [
        ("", "", 2),
        ("4", "", 4),
        ("", "1", 5),
        ("", " Very  High ", 5),
        ("Low", "critical", 2),
        ("x", "high", 4),
    ],
)
def test_the_weight_is_what_the_row_says(weight: str, priority: str, expected: int) -> None:
    assert guess(PLAIN, weight, priority, "").weight == expected


@pytest.mark.parametrize(
    ("text", "priority", "blocks", "expected"),
    [
        (PLAIN, "", "Yes", True),
        (PLAIN, "", "yes, always", True),
        (PLAIN, "", "no", False),
        (PLAIN, "blocker", "", True),
        (PLAIN, "blocker", "no", False),
        (PLAIN, "", "perhaps", False),
        ("Tests are mandatory", "", "", True),
        ("It must be tested", "", "", True),
        ("It must be tested", "", "optional", False),
        ("Mustard is bought", "", "", False),
    ],
)
def test_it_blocks_if_the_row_says_so(
    text: str, priority: str, blocks: str, expected: bool
) -> None:
    assert guess(text, "", priority, blocks).blocks is expected


def test_each_guess_says_why() -> None:
    assert guess("Backups are tested", "", "high", "mandatory").because == (
        'guess: weight 4, because the row says "high"',
        'guess: blocks, because the row says "mandatory"',
        'guess: reword as a question whose good answer is "yes"',
    )


def test_what_is_not_understood_is_told() -> None:
    assert guess("Who knows?", "", "soon", "perhaps").because == (
        'not understood: weight or priority "soon"',
        'not understood: blocking "perhaps"',
        'guess: reword so that "yes" is the good answer',
    )


def test_what_the_author_has_to_add_is_told() -> None:
    assert missing(PLAIN, "so", "this") == ()
    assert missing(PLAIN, "", "this") == ("TODO: add why",)
    assert missing(PLAIN, "", "") == ("TODO: add why and proof",)
    assert "type: number" in missing("How many are there?", "so", "this")[0]
    assert "type: date" in missing("When was it tried?", "so", "this")[0]
