"""Several names in one sentence."""

from collections.abc import Iterable


def in_words(names: Iterable[str]) -> str:
    """Return the names as they are said: "A", "A and B", "A, B and C"; nothing for none."""
    *first, last = ("", *names)
    return " and ".join(filter(None, (", ".join(first[1:]), last)))
