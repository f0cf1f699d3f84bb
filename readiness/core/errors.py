"""What can go wrong when a person asks for something, each with a sentence fit for that person."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """Nothing was changed. The message is shown to the person as it is."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotSignedIn(Refused):
    """It is not known who asks."""


class Forbidden(Refused):
    """The person is known and may not do this."""


class NotFound(Refused):
    """There is no such thing, or not below the thing that was named with it."""


class DeadLink(NotFound):
    """A one-time link that opens nothing. Whether it ever did is not told."""


class WrongMoment(Refused):
    """It could be done, but not in the state that things are in."""


class BadInput(Refused):
    """What was typed cannot be taken; `faults` holds a sentence for each field at fault."""

    def __init__(self, sentence: str, faults: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.faults = dict(faults or {})


class Conflict(Refused):
    """Somebody else was faster; `theirs` is what they wrote, `number` its revision."""

    def __init__(self, sentence: str, theirs: Mapping[str, object], number: int) -> None:
        super().__init__(sentence)
        self.theirs = dict(theirs)
        self.number = number


class Incomplete(Refused):
    """Something required is still open; `open` maps each question to what it lacks."""

    def __init__(self, sentence: str, open: Mapping[str, str]) -> None:
        super().__init__(sentence)
        self.open = dict(open)


class SeenAnother(Refused):
    """The content changed between looking and voting; `changed` names the questions."""

    def __init__(self, sentence: str, changed: tuple[str, ...], digest: str) -> None:
        super().__init__(sentence)
        self.changed = changed
        self.digest = digest


class TooMany(Refused):
    """Asked too often; `seconds` says when to come back."""

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class NotTakenIn(Refused):
    """What was sent did not arrive whole, or is more than is taken; nothing of it was read."""


class TooLarge(NotTakenIn):
    """It is larger than the largest form may be."""


class TooSlow(NotTakenIn):
    """It did not arrive in time."""


class TooBusy(NotTakenIn):
    """Too many others send something at this moment."""
