"""The one next step on a review or at a gate, as the macro `next_step` takes it."""

from __future__ import annotations

from dataclasses import dataclass

#: What helps once an approved review is refused.
TALK = "Talk to whoever refused, or reopen what the gate covers to change it."


@dataclass(frozen=True, slots=True)
class NextStep:
    """`kind`: do, wait, clear or stop. `post` sends a form instead of following the link.

    `other` is the words and the address of what could be done instead.
    """

    sentence: str
    kind: str = "do"
    label: str = ""
    href: str = ""
    post: bool = False
    detail: str = ""
    other: tuple[str, str] | None = None
