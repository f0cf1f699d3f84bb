"""Several names in one sentence."""

import pytest

from readiness.core.listings import in_words


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), ""),
        (("Security",), "Security"),
        (("Security", "Privacy"), "Security and Privacy"),
        (("Site reliability", "Security", "Privacy"), "Site reliability, Security and Privacy"),
    ],
)
def test_names_are_said_as_one_would(names: tuple[str, ...], said: str) -> None:
    assert in_words(names) == said
