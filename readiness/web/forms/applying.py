"""The form to apply what is newer to a review."""

from __future__ import annotations

from enum import StrEnum

from wtforms import HiddenField
from wtforms.validators import AnyOf, Regexp

from readiness.web.forms.fields import Form

RELOAD = "Reload the page, then apply it."


class Take(StrEnum):
    """What of it is applied."""

    BOTH = "both"
    FACTS = "facts"
    VERSION = "version"

    @property
    def facts(self) -> bool:
        return self is not Take.VERSION

    @property
    def version(self) -> bool:
        return self is not Take.FACTS


def take(text: str | None) -> Take:
    """Return what was chosen; everything unless it is something less."""
    return Take(text) if text in set(Take) else Take.BOTH


class ApplyForm(Form):
    """`digest` is that of what the page showed, so that nothing else is applied."""

    take = HiddenField(validators=[AnyOf(list(Take), message=RELOAD)])
    digest = HiddenField(validators=[Regexp(r"^[0-9a-f]{64}$", message=RELOAD)])
