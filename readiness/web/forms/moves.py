"""The forms of the moves that open a review again or end it."""

from __future__ import annotations

from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired, Length

from readiness.core.listings import in_words
from readiness.usecases.move_pages import Reopening
from readiness.usecases.reviews import LONGEST_REASON
from readiness.web.forms.fields import CheckboxesField, Form, choices, trimmed


class ReasonForm(Form):
    reason = TextAreaField(
        "Why",
        [InputRequired("Say why, for those who read it later."), Length(max=LONGEST_REASON)],
        filters=[trimmed],
        description="It is kept in the record of the review.",
        render_kw={"rows": 3},
    )


class LaunchForm(Form):
    day = DateField(
        "The day of the launch",
        [InputRequired("Choose the day.")],
        description="From the day of the approval until today.",
    )


class ReopenForm(ReasonForm):
    areas = CheckboxesField("Areas to open again", choices=[])

    def offer(self, reopening: Reopening) -> ReopenForm:
        self.areas.choices = choices(
            (each.area, f"{each.title}: {_closes(each.closes)}") for each in reopening.areas
        )
        return self


def _closes(gates: tuple[str, ...]) -> str:
    return f"closes {in_words(gates)}" if gates else "closes no gate"
